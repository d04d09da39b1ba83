package dev.headgate.core.scenario;

import java.time.Duration;

/**
 * How the simulated executor answers.
 *
 * @param delay from a decision to its execution's end
 * @param shifts what becomes of shifts forward and of steps back
 * @param rollbacks what becomes of rollbacks
 */
public record ExecutorBehaviour(Duration delay, Answer shifts, Answer rollbacks) {

    /** What becomes of a decision. */
    public enum Answer {
        /** The weight is set and read back. */
        SUCCEEDS,
        /** A step fails. */
        FAILS,
        /** It is not carried out. */
        REFUSES,
        /** The runbook ends well, but another weight is read back. */
        DOES_NOT_CONVERGE,
        /** Nobody answers. */
        STAYS_SILENT
    }

    /** Everything succeeds after 300 ms. */
    public static final ExecutorBehaviour SOUND =
            new ExecutorBehaviour(Duration.ofMillis(300), Answer.SUCCEEDS, Answer.SUCCEEDS);

    /** The same with another answer to shifts. */
    public ExecutorBehaviour answeringShifts(Answer other) {
        return new ExecutorBehaviour(delay, other, rollbacks);
    }

    /** The same with another answer to rollbacks. */
    public ExecutorBehaviour answeringRollbacks(Answer other) {
        return new ExecutorBehaviour(delay, shifts, other);
    }

    /** The same, slower or faster. */
    public ExecutorBehaviour after(Duration other) {
        return new ExecutorBehaviour(other, shifts, rollbacks);
    }
}
