package dev.headgate.local.demo;

import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.process.RunDirectory;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A gate, an executor or a demo service: a process of ours that writes a line {@code … ready http=HOST:PORT} when it
 * works, and that can be killed and started again with the same command. Not thread-safe.
 */
public final class RestartableProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready http=(\\S+)");
    private static final Duration UNTIL_READY = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final RunDirectory run;
    private final ChildCommand command;
    private ChildProcess process;

    private RestartableProcess(RunDirectory run, ChildCommand command) {
        this.run = run;
        this.command = command;
        this.process = run.start(command);
    }

    /** Starts it; see {@link #awaitReady}. */
    static RestartableProcess start(RunDirectory run, ChildCommand command) {
        return new RestartableProcess(run, command);
    }

    /**
     * Waits for its ready line.
     *
     * @throws dev.headgate.local.process.ChildProcessException if it ends before or takes over two minutes
     * @throws InterruptedException if interrupted while waiting
     */
    public void awaitReady() throws InterruptedException {
        process.awaitReady(ReadyCondition.logLine(READY.pattern()), UNTIL_READY);
    }

    /** Where it serves HTTP; it must be ready. */
    public URI http() {
        return process.log()
                .find(READY)
                .map(ready -> URI.create("http://" + ready.group(1)))
                .orElseThrow(() -> new IllegalStateException(process + " is not ready yet"));
    }

    /** The present process, to look at, pause or resume. */
    public ChildProcess process() {
        return process;
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        process.kill();
    }

    /** Ends it in good order, within 20 s. */
    public void stop() {
        process.stop(GRACE);
    }

    /**
     * Starts it again, with the same command; wait for it with {@link #awaitReady}.
     *
     * @throws IllegalStateException if it has not ended
     */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException(process + " is running: kill or stop it first");
        }
        process = run.start(command);
    }

    @Override
    public void close() {
        stop();
    }
}
