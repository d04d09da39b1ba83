package dev.headgate.core.scenario;

import dev.headgate.schemas.model.Labels;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the simulated executor answers.
 *
 * @param delay from a decision to its execution's end
 * @param shifts what becomes of shifts forward and of steps back
 * @param rollbacks what becomes of rollbacks
 * @param runs what becomes of runbooks that move no traffic, by their names; those that are not named succeed
 */
public record ExecutorBehaviour(Duration delay, Answer shifts, Answer rollbacks, Map<String, Run> runs) {

    /** Copies the map. */
    public ExecutorBehaviour {
        runs = Map.copyOf(runs);
    }

    /** With runbooks that move no traffic succeeding, without figures in their output. */
    public ExecutorBehaviour(Duration delay, Answer shifts, Answer rollbacks) {
        this(delay, shifts, rollbacks, Map.of());
    }

    /**
     * What becomes of a runbook that moves no traffic.
     *
     * @param answer what becomes of it
     * @param after how long it takes
     * @param results named figures of its output
     */
    public record Run(Answer answer, Duration after, SortedMap<String, String> results) {

        /** Copies the figures. */
        public Run {
            results = Labels.copy(results);
        }
    }

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
        return new ExecutorBehaviour(delay, other, rollbacks, runs);
    }

    /** The same with another answer to rollbacks. */
    public ExecutorBehaviour answeringRollbacks(Answer other) {
        return new ExecutorBehaviour(delay, shifts, other, runs);
    }

    /** The same, slower or faster. */
    public ExecutorBehaviour after(Duration other) {
        return new ExecutorBehaviour(other, shifts, rollbacks, runs);
    }

    /** The same with another outcome of a runbook that moves no traffic. */
    public ExecutorBehaviour running(String runbook, Answer answer, Duration after, Map<String, String> results) {
        Map<String, Run> others = new TreeMap<>(runs);
        others.put(runbook, new Run(answer, after, new TreeMap<>(results)));
        return new ExecutorBehaviour(delay, shifts, rollbacks, others);
    }
}
