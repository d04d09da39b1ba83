package dev.headgate.cli.assess;

import dev.headgate.cli.terminal.Figures;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How far a simulation is, in one line that is written again and again on a terminal. Thread-safe. */
public final class ProgressLine implements Simulation.Progress {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean watched;
    private final int rollouts;
    private final long began = System.nanoTime();
    private long written = began;
    private int over;
    private long seconds;

    /**
     * @param watched whether somebody looks while it runs
     * @param rollouts how many there are in all
     */
    public ProgressLine(PrintWriter err, boolean watched, int rollouts) {
        this.err = err;
        this.watched = watched;
        this.rollouts = rollouts;
    }

    @Override
    public synchronized void over(int more, long simulated) {
        over += more;
        seconds += simulated;
        long now = System.nanoTime();
        if (watched && now - written >= INTERVAL_NANOS) {
            written = now;
            err.print(TO_LINE_START + words() + left());
            err.flush();
        }
    }

    /** Says what it was in all. */
    public synchronized void done() {
        err.println((watched ? TO_LINE_START : "") + words());
    }

    /** How long it takes on, as far as the rollouts so far tell. */
    private String left() {
        double elapsed = System.nanoTime() - began;
        return over == 0 || over == rollouts
                ? ""
                : ", about " + Figures.elapsed(Duration.ofNanos(Math.round(elapsed * (rollouts - over) / over)))
                        + " to go";
    }

    private String words() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        long aSecond = Math.round(seconds * 1_000.0 / Math.max(1, elapsed.toMillis()));
        return "simulated " + Figures.count(over) + " of " + Figures.count(rollouts) + " rollouts, "
                + Figures.count(seconds) + " seconds in " + Figures.elapsed(elapsed) + ": " + Figures.count(aSecond)
                + " a second";
    }
}
