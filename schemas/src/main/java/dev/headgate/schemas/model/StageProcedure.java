package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What surrounds the judging of a stage.
 *
 * @param ramp how its weight rises; empty for at once
 * @param enter what must be done before traffic is shifted to it: checklists, approvals, hooks, limits; in order
 * @param during hooks that are run again and again while it lasts
 * @param exit what must be done before it is left, once its minimum hold is over and its lines pass; in order
 * @param decideBy when, from the confirmed shift, its advance lines are looked at for failure; may be earlier than the
 *     minimum hold's end
 * @param onDeadline what is done at the maximum hold when lines are only undecided
 * @param reports how often people are told figures
 * @param parameters given to the runbook that shifts traffic to it, beside the usual ones, for example a cohort
 * @param score how its lines are weighed; empty when all must pass
 */
public record StageProcedure(
        Optional<Ramp> ramp,
        List<Criterion> enter,
        List<RepeatedHook> during,
        List<Criterion> exit,
        Optional<Duration> decideBy,
        Response onDeadline,
        List<Digest> reports,
        SortedMap<String, String> parameters,
        Optional<Score> score) {

    /** Nothing but the judging. */
    public static final StageProcedure NONE = new StageProcedure(
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Response.HOLD,
            List.of(),
            Labels.NONE,
            Optional.empty());

    /** Copies the collections. */
    public StageProcedure {
        enter = List.copyOf(enter);
        during = List.copyOf(during);
        exit = List.copyOf(exit);
        reports = List.copyOf(reports);
        parameters = Labels.copy(parameters);
    }
}
