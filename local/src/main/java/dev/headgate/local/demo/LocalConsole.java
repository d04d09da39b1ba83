package dev.headgate.local.demo;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** The page of a local stack, in a process of its own. It ends with the stack's run. Not thread-safe. */
public final class LocalConsole {
    private static final Pattern OPEN = Pattern.compile("headgate console open (\\S+)");
    private static final Duration UNTIL_READY = Duration.ofMinutes(2);

    private final RestartableProcess process;

    LocalConsole(RestartableProcess process) {
        this.process = process;
    }

    /** Starts it by a command; see {@link #awaitLink}. */
    public static LocalConsole start(RunDirectory run, ChildCommand command) {
        return new LocalConsole(RestartableProcess.start(run, command));
    }

    /**
     * Waits until it can be opened.
     *
     * @return a link that lets in whoever opens it first, within an hour of its start
     * @throws dev.headgate.local.process.ChildProcessException if it ends before or takes over two minutes
     * @throws InterruptedException if interrupted while waiting
     */
    public URI awaitLink() throws InterruptedException {
        process.process().awaitReady(ReadyCondition.logLine(OPEN.pattern()), UNTIL_READY);
        return process.process()
                .log()
                .find(OPEN)
                .map(found -> URI.create(found.group(1)))
                .orElseThrow(() -> new IllegalStateException(process.process() + " has printed no link"));
    }

    /** Where it serves HTTP; it must be ready. */
    public URI http() {
        return process.http();
    }

    /** Whether its process exists. */
    public boolean isAlive() {
        return process.process().isAlive();
    }

    /** Its process. */
    public RestartableProcess process() {
        return process;
    }
}
