package dev.headgate.schemas.model;

import java.util.List;
import java.util.Optional;

/**
 * What surrounds the judging of a policy.
 *
 * @param service the service that it is for; empty for any
 * @param startOnNewVersion whether the first telemetry of a version that was not seen before starts a rollout, once the
 *     policy is bound to its service
 * @param calendar when it may start and advance
 * @param checklists the lists that {@code enter} and {@code exit} name
 * @param onStart runbooks that are run when the rollout starts, before anything is shifted
 * @param onRollback runbooks that are run once a rollback is confirmed
 * @param onComplete runbooks that are run once the rollout is complete
 * @param afterRollback what must become true once a rollback is confirmed
 * @param escalations who is told of what, one for each severity at most
 * @param reports how often people are told figures, in every stage
 * @param train the services that move together
 */
public record Procedure(
        Optional<String> service,
        boolean startOnNewVersion,
        Optional<Calendar> calendar,
        List<Checklist> checklists,
        List<String> onStart,
        List<String> onRollback,
        List<String> onComplete,
        List<AfterRollback> afterRollback,
        List<Escalation> escalations,
        List<Digest> reports,
        Optional<Train> train) {

    /** Nothing but the judging. */
    public static final Procedure NONE = new Procedure(
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    /** Copies the lists. */
    public Procedure {
        checklists = List.copyOf(checklists);
        onStart = List.copyOf(onStart);
        onRollback = List.copyOf(onRollback);
        onComplete = List.copyOf(onComplete);
        afterRollback = List.copyOf(afterRollback);
        escalations = List.copyOf(escalations);
        reports = List.copyOf(reports);
    }
}
