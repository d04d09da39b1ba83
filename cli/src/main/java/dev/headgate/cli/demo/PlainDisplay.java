package dev.headgate.cli.demo;

import dev.headgate.cli.terminal.Palette;
import java.io.PrintWriter;
import java.time.Instant;

/** Prints line by line. */
final class PlainDisplay implements DemoDisplay {
    private final PrintWriter out;
    private final DemoLines lines;

    PlainDisplay(PrintWriter out, Palette palette) {
        this.out = out;
        this.lines = new DemoLines(palette);
    }

    @Override
    public void happened(DemoEvent event, DemoState before) {
        lines.on(event, before).forEach(out::println);
        out.flush();
    }

    @Override
    public void passed(DemoState state, Instant now) {
        // Lines come with events only.
    }

    @Override
    public void close() {
        out.flush();
    }
}
