package dev.headgate.cli.watch;

import dev.headgate.cli.terminal.TerminalSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole terminal, on its other screen: what was there before is there again when it is closed, however that happens. Keys are
 * read as they are typed. {@link #close} may be called by any thread, the rest by one.
 */
public final class LiveTerminal implements AutoCloseable {
    private static final String HOME = "\u001b[H";
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final String TO_END_OF_SCREEN = "\u001b[J";
    private static final long LOOK_MILLIS = 1;

    private final Terminal terminal;
    private final Attributes before;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicBoolean resized = new AtomicBoolean(true);
    private final Thread hook = new Thread(this::close, "give-the-terminal-back");
    private TerminalSize size = TerminalSize.USUAL;
    private volatile boolean quit;
    private volatile boolean interrupted;

    private LiveTerminal(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.enterRawMode();
    }

    /** Takes the terminal that the process runs on; empty if it runs on none. */
    public static Optional<LiveTerminal> open() {
        try {
            Terminal system = TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .nativeSignals(true)
                    .build();
            LiveTerminal live = new LiveTerminal(system);
            live.begin();
            return Optional.of(live);
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    private void begin() {
        Runtime.getRuntime().addShutdownHook(hook);
        terminal.handle(Signal.INT, signal -> interrupted = true);
        terminal.handle(Signal.WINCH, signal -> resized.set(true));
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    /** How much fits on it now. */
    public TerminalSize size() {
        if (resized.compareAndSet(true, false)) {
            Size now = terminal.getSize();
            size = now.getRows() > 0 && now.getColumns() > 0
                    ? new TerminalSize(now.getRows(), now.getColumns())
                    : TerminalSize.USUAL;
        }
        return size;
    }

    /** Draws lines that fit. */
    public void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder(HOME);
        for (int i = 0; i < lines.size(); i++) {
            frame.append(i == 0 ? "" : "\r\n").append(lines.get(i)).append(TO_END_OF_LINE);
        }
        terminal.writer().print(frame.append(TO_END_OF_SCREEN));
        terminal.flush();
    }

    /** Whether {@code q} or Ctrl-C was typed, or nobody is there to type any more. */
    public boolean quits() {
        try {
            for (int key = terminal.reader().read(LOOK_MILLIS);
                    key != -2;
                    key = terminal.reader().read(LOOK_MILLIS)) {
                quit |= key == 'q' || key == 'Q' || key == -1;
                if (quit) {
                    break;
                }
            }
        } catch (IOException gone) {
            quit = true;
        }
        return quit || interrupted;
    }

    /** Whether it was Ctrl-C. */
    public boolean interrupted() {
        return interrupted;
    }

    @Override
    public void close() {
        if (!open.compareAndSet(true, false)) {
            return;
        }
        terminal.puts(Capability.cursor_visible);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be given back; \"reset\" does it", e);
        }
    }
}
