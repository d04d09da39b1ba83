package dev.headgate.it.harness.guarantees;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The life of one executor's process.
 *
 * @param pid its process id
 * @param name the executor's
 * @param killedAt when it was sent SIGKILL
 * @param pauses when it was paused
 */
public record Life(long pid, String name, Optional<Instant> killedAt, List<Pause> pauses) {

    /**
     * From before SIGSTOP to before SIGCONT.
     *
     * @param pausedAt by the wall clock
     * @param pausedAtNanos by {@code System.nanoTime()}
     * @param resumedAt by the wall clock
     * @param resumedAtNanos by {@code System.nanoTime()}
     */
    public record Pause(Instant pausedAt, long pausedAtNanos, Instant resumedAt, long resumedAtNanos) {}

    /** Copies the list. */
    public Life {
        pauses = List.copyOf(pauses);
    }
}
