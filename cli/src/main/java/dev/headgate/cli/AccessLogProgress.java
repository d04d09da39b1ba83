package dev.headgate.cli;

import dev.headgate.cli.accesslog.Tally;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How many lines became what: a line that is written anew each second on a terminal, or one a minute. Thread-safe. */
final class AccessLogProgress implements AutoCloseable {
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean watched;
    private final Tally tally;
    private boolean closed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "progress");
        thread.setDaemon(true);
        return thread;
    });

    AccessLogProgress(PrintWriter err, boolean watched, Tally tally) {
        this.err = err;
        this.watched = watched;
        this.tally = tally;
        long seconds = watched ? 1 : 60;
        var unused = clock.scheduleAtFixedRate(this::show, seconds, seconds, TimeUnit.SECONDS);
    }

    /** Tells what somebody should know. */
    synchronized void tell(String sentence) {
        err.println((watched ? TO_LINE_START : "") + sentence);
        err.flush();
    }

    /** Says for the last time what became of all lines; once, whoever closes it first. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        if (!closed) {
            closed = true;
            tell(tally.words());
        }
    }

    private synchronized void show() {
        if (closed) {
            return;
        }
        if (watched) {
            err.print(TO_LINE_START + tally.words());
        } else {
            err.println(tally.words());
        }
        err.flush();
    }
}
