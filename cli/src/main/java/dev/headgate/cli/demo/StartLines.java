package dev.headgate.cli.demo;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.local.demo.StackProgress;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells step by step what is being started and how long each step took. Not thread-safe. */
public final class StartLines implements StackProgress {
    private static final int WIDTH = 68;
    private static final String WIPE = "\r\u001b[K";

    private final PrintWriter out;
    private final Palette palette;
    private final boolean live;
    private boolean waiting;

    /**
     * Tells it there.
     *
     * @param live whether a line may be wiped and written anew
     */
    public StartLines(PrintWriter out, Palette palette, boolean live) {
        this.out = out;
        this.palette = palette;
        this.live = live;
    }

    /** Says what is being waited for, until the next step is ready; only where a line can be wiped. */
    public void waitingFor(String what) {
        if (live) {
            wipe();
            out.print(palette.dim("  … " + what));
            out.flush();
            waiting = true;
        }
    }

    @Override
    public void ready(String what, Duration took) {
        wipe();
        out.println("  " + palette.green("✓") + " " + Text.left(what, WIDTH)
                + palette.dim(Text.right(Figures.seconds(took), 8)));
        out.flush();
    }

    /** Forgets what was being waited for. */
    public void wipe() {
        if (waiting) {
            out.print(WIPE);
            out.flush();
            waiting = false;
        }
    }
}
