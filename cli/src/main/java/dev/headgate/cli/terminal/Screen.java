package dev.headgate.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/**
 * A region at the end of a terminal's output that is drawn anew: lines printed through it scroll away above, the region
 * stays below them. Thread-safe.
 */
public final class Screen implements AutoCloseable {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String TO_END_OF_LINE = "\u001b[K";
    private static final String TO_END_OF_SCREEN = "\u001b[J";

    private final PrintWriter out;
    private int drawn;
    private boolean hidden;

    /** Draws on what must be a terminal. */
    public Screen(PrintWriter out) {
        this.out = out;
    }

    /** Puts lines, already cut to the terminal's size, in the place of the ones drawn before. */
    public synchronized void draw(List<String> lines) {
        var frame = new StringBuilder(hidden ? "" : HIDE_CURSOR);
        hidden = true;
        frame.append(back());
        lines.forEach(line -> frame.append(line).append(TO_END_OF_LINE).append('\n'));
        frame.append(TO_END_OF_SCREEN);
        drawn = lines.size();
        out.print(frame);
        out.flush();
    }

    /** Leaves what is drawn where it is and gives the cursor back. */
    @Override
    public synchronized void close() {
        drawn = 0;
        if (hidden) {
            hidden = false;
            out.print(SHOW_CURSOR);
            out.flush();
        }
    }

    private String back() {
        return drawn == 0 ? "" : "\u001b[" + drawn + "A\r";
    }
}
