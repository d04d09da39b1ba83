package dev.headgate.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A running, paused or ended child process that was started by {@link RunDirectory#start}. Only ever touches its own
 * process id. Thread-safe.
 *
 * <p>Its standard input is a pipe from this JVM to which nothing is written: it ends when this JVM does.
 */
public final class ChildProcess {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int TAIL_LINES = 30;

    private final String name;
    private final Process process;
    private final LogFile log;
    private volatile boolean paused;

    ChildProcess(String name, Process process, LogFile log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** The name its command gave it. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process exists, running or paused. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written so far. */
    public LogFile log() {
        return log;
    }

    /** Its exit code (128 + signal number when a signal ended it), or empty while it is alive. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /**
     * Waits until the process is ready.
     *
     * @throws ChildProcessException if it ends before, or is not ready in time; the message holds the log's last lines
     * @throws InterruptedException if interrupted while waiting; the process goes on
     */
    public void awaitReady(ReadyCondition condition, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.isMet(this)) {
            if (!process.isAlive()) {
                throw new ChildProcessException("%s ended with exit code %d while waiting for %s. %s"
                        .formatted(name, process.exitValue(), condition.description(), lastWords()));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ChildProcessException("%s was not ready within %d ms: waited for %s. %s"
                        .formatted(name, timeout.toMillis(), condition.description(), lastWords()));
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        }
    }

    /**
     * Waits for the process to end by itself.
     *
     * @return its exit code, or empty if it is still alive after the time-out
     * @throws InterruptedException if interrupted while waiting
     */
    public OptionalInt awaitExit(Duration timeout) throws InterruptedException {
        boolean ended = process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return ended ? exitCode() : OptionalInt.empty();
    }

    /**
     * Asks the process to end (SIGTERM), waits, and kills it when it is still there. Does nothing to an ended one. When
     * interrupted it kills at once and leaves the thread interrupted.
     *
     * @param grace how long it may take to end by itself
     */
    public void stop(Duration grace) {
        process.destroy();
        if (paused) {
            resumeUnlessEnded();
        }
        try {
            if (!process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process at once (SIGKILL), and returns when it is gone. Does nothing to an ended one. */
    public void kill() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops the process where it stands (SIGSTOP): it keeps its connections and its memory but does nothing.
     *
     * @throws ChildProcessException if the signal cannot be sent, for instance because the process has ended
     */
    public void pause() {
        signal("STOP");
        paused = true;
    }

    /**
     * Lets a paused process go on (SIGCONT).
     *
     * @throws ChildProcessException if the signal cannot be sent, for instance because the process has ended
     */
    public void resume() {
        signal("CONT");
        paused = false;
    }

    /** A process that does not handle SIGTERM may end of it although it is paused. */
    private void resumeUnlessEnded() {
        try {
            resume();
        } catch (ChildProcessException ended) {
            paused = false;
        }
    }

    /** The process's last log lines as a paragraph for an error message. */
    public String lastWords() {
        var lines = log.tail(TAIL_LINES);
        return lines.isEmpty()
                ? "Its log " + log.path() + " is empty."
                : "The end of its log " + log.path() + ":\n  " + String.join("\n  ", lines);
    }

    // A program rather than a library call: the JDK sends no signal but TERM and KILL.
    private void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(kill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (kill.waitFor() != 0) {
                throw new ChildProcessException(
                        "Cannot send SIG%s to %s (pid %d): %s".formatted(signal, name, pid(), answer.strip()));
            }
        } catch (IOException e) {
            throw new ChildProcessException(
                    "Cannot send SIG%s to %s: the program 'kill' does not start; install it (Debian: procps)"
                            .formatted(signal, name),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildProcessException("Interrupted while sending SIG%s to %s".formatted(signal, name), e);
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + pid() + ")";
    }
}
