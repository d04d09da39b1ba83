package dev.headgate.cli.follow;

import dev.headgate.cli.terminal.TerminalSize;
import dev.headgate.cli.terminal.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lines below all others on a terminal that are drawn again and again, or none at all elsewhere. Thread-safe. */
public final class StatusLine {
    private static final String TO_END_OF_SCREEN = "\u001b[J";
    private static final Duration BETWEEN_SIZES = Duration.ofSeconds(2);

    private final Optional<PrintWriter> terminal;
    private final Supplier<TerminalSize> size;
    private int drawn;
    private int columns = TerminalSize.USUAL.columns();
    private long sizeAskedAt;

    private StatusLine(Optional<PrintWriter> terminal, Supplier<TerminalSize> size) {
        this.terminal = terminal;
        this.size = size;
        sizeAskedAt = System.nanoTime() - BETWEEN_SIZES.toNanos();
    }

    /** On what must be a terminal. */
    public static StatusLine on(PrintWriter terminal, Supplier<TerminalSize> size) {
        return new StatusLine(Optional.of(terminal), size);
    }

    /** Nowhere. */
    public static StatusLine none() {
        return new StatusLine(Optional.empty(), () -> TerminalSize.USUAL);
    }

    /** Puts these in the place of the former ones. */
    public synchronized void draw(List<String> lines) {
        terminal.ifPresent(out -> {
            int width = columns();
            out.print(back());
            lines.forEach(line -> out.println(Text.cut(line, width)));
            out.flush();
            drawn = lines.size();
        });
    }

    /** Takes them away. */
    public synchronized void wipe() {
        terminal.ifPresent(out -> {
            out.print(back());
            out.flush();
            drawn = 0;
        });
    }

    private String back() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A\r" + TO_END_OF_SCREEN;
    }

    private int columns() {
        long now = System.nanoTime();
        if (now - sizeAskedAt >= BETWEEN_SIZES.toNanos()) {
            sizeAskedAt = now;
            columns = size.get().columns();
        }
        return columns;
    }
}
