package dev.headgate.cli.demo;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Screen;
import dev.headgate.cli.terminal.TerminalSize;
import java.time.Duration;
import java.time.Instant;

/** Redraws the panel on a terminal, at most five times a second, and asks for the terminal's size every other second. */
final class LiveDisplay implements DemoDisplay {
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);
    private static final Duration BETWEEN_SIZES = Duration.ofSeconds(2);

    private final Screen screen;
    private final Palette palette;
    private Instant nextFrame = Instant.MIN;
    private Instant nextSize = Instant.MIN;
    private TerminalSize size = TerminalSize.USUAL;

    LiveDisplay(Screen screen, Palette palette) {
        this.screen = screen;
        this.palette = palette;
    }

    @Override
    public void happened(DemoEvent event, DemoState before) {
        // The next frame shows it.
    }

    @Override
    public void passed(DemoState state, Instant now) {
        if (now.isBefore(nextFrame)) {
            return;
        }
        nextFrame = now.plus(BETWEEN_FRAMES);
        if (!now.isBefore(nextSize)) {
            nextSize = now.plus(BETWEEN_SIZES);
            size = TerminalSize.ask();
        }
        screen.draw(DemoPanel.lines(state, now, size, palette));
    }

    @Override
    public void close() {
        screen.close();
    }
}
