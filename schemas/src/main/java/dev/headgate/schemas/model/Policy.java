package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;

/**
 * A plan for a rollout, as read from YAML.
 *
 * @param name its name
 * @param mode whether decisions are carried out
 * @param window the window of every line that states none, whole seconds
 * @param minRequests below it a line that states none of its own is undecided
 * @param stop lines of which any may act, in every stage
 * @param stages at least one, weights rising, the last one usually 100 %
 * @param shiftRunbook the runbook that carries out advances and steps back
 * @param rollbackRunbook the runbook that carries out rollbacks
 * @param decisionValidity how long an advance may wait for its execution
 * @param weightOf what a weight is a share of
 * @param procedure what surrounds the judging
 */
public record Policy(
        String name,
        Mode mode,
        Duration window,
        int minRequests,
        List<StopLine> stop,
        List<Stage> stages,
        String shiftRunbook,
        String rollbackRunbook,
        Duration decisionValidity,
        WeightOf weightOf,
        Procedure procedure) {

    /** With nothing but the judging. */
    public Policy(
            String name,
            Mode mode,
            Duration window,
            int minRequests,
            List<StopLine> stop,
            List<Stage> stages,
            String shiftRunbook,
            String rollbackRunbook,
            Duration decisionValidity,
            WeightOf weightOf) {
        this(
                name,
                mode,
                window,
                minRequests,
                stop,
                stages,
                shiftRunbook,
                rollbackRunbook,
                decisionValidity,
                weightOf,
                Procedure.NONE);
    }

    /** With weights that are shares of the requests. */
    public Policy(
            String name,
            Mode mode,
            Duration window,
            int minRequests,
            List<StopLine> stop,
            List<Stage> stages,
            String shiftRunbook,
            String rollbackRunbook,
            Duration decisionValidity) {
        this(
                name,
                mode,
                window,
                minRequests,
                stop,
                stages,
                shiftRunbook,
                rollbackRunbook,
                decisionValidity,
                WeightOf.REQUESTS);
    }

    /** @throws IllegalArgumentException if there is no stage */
    public Policy {
        stop = List.copyOf(stop);
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one stage");
        }
    }

    /** The same policy in another mode. */
    public Policy in(Mode other) {
        return new Policy(
                name,
                other,
                window,
                minRequests,
                stop,
                stages,
                shiftRunbook,
                rollbackRunbook,
                decisionValidity,
                weightOf,
                procedure);
    }

    /** The same policy with something else around its judging. */
    public Policy with(Procedure other) {
        return new Policy(
                name,
                mode,
                window,
                minRequests,
                stop,
                stages,
                shiftRunbook,
                rollbackRunbook,
                decisionValidity,
                weightOf,
                other);
    }

    /** The same policy with weights that are shares of something else. */
    public Policy weighing(WeightOf other) {
        return new Policy(
                name,
                mode,
                window,
                minRequests,
                stop,
                stages,
                shiftRunbook,
                rollbackRunbook,
                decisionValidity,
                other,
                procedure);
    }
}
