package dev.headgate.cli.backtest;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.Supplier;

/** How far it has come, on one line that is written over. Not thread-safe. */
public final class Progress {

    private static final long BETWEEN_NANOS = 200_000_000;
    private static final double MEGABYTE = 1e6;

    private final PrintWriter err;
    private final boolean shown;
    private long lastNanos;
    private boolean drawn;

    /** @param shown whether a person watches */
    public Progress(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
        lastNanos = System.nanoTime();
    }

    void at(long bytes, long total, long eventMillis) {
        at(() -> megabytes(bytes, total) + since(eventMillis));
    }

    /** How far a file was read. */
    static String megabytes(long bytes, long total) {
        return String.format(
                Locale.ROOT,
                "%.0f of %.0f MB (%d%%)",
                bytes / MEGABYTE,
                total / MEGABYTE,
                total == 0 ? 0 : 100 * bytes / total);
    }

    /** How far it has come in event time; nothing if that is not known yet. */
    static String since(long eventMillis) {
        return eventMillis == 0 ? "" : ", " + Instant.ofEpochMilli(eventMillis).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Says so, unless something was said just before. */
    public void at(Supplier<String> words) {
        long now = System.nanoTime();
        if (!shown || now - lastNanos < BETWEEN_NANOS) {
            return;
        }
        lastNanos = now;
        drawn = true;
        err.print("\r\u001b[K" + words.get());
        err.flush();
    }

    /** Takes the line away. */
    public void done() {
        if (drawn) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
