package dev.headgate.console.model;

import dev.headgate.console.rollout.Picture;
import dev.headgate.console.rollout.StateDocument;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.ShadowId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The tables that the log fills, together. Thread-safe.
 *
 * @param decisions decisions
 * @param executions executions
 * @param commands commands
 * @param states what the gate says of rollouts
 * @param evaluations how they looked last
 * @param policies policies
 */
record Facts(
        DecisionTable decisions,
        ExecutionTable executions,
        CommandTable commands,
        StateTable states,
        EvaluationTable evaluations,
        KnownPolicies policies) {

    Optional<StateDocument> state(Handle handle, String rolloutId) {
        return states.of(handle, rolloutId);
    }

    Optional<Evaluation> evaluation(Handle handle, String rolloutId) {
        return evaluations.of(handle, rolloutId);
    }

    /** The picture with its policy, and whether another rollout has followed. */
    Picture whole(Handle handle, Picture picture) {
        boolean followed = picture.shadow() ? besideIsOver(handle, picture.rolloutId()) : hasNext(handle, picture);
        return picture.with(policies.policy(handle, picture.policyHash()), followed);
    }

    /** The rollouts of a service that are not known to be over although a later one has begun. */
    List<String> liveBefore(Handle handle, String service, long epoch) {
        return handle.createQuery("SELECT rollout_id FROM rollout WHERE service = :service AND live = TRUE"
                        + " AND shadow = FALSE AND epoch < :epoch")
                .bind("service", service)
                .bind("epoch", epoch)
                .mapTo(String.class)
                .list();
    }

    /** While nothing is known of the rollout beside it, that may just not have been read yet. */
    private static boolean besideIsOver(Handle handle, String shadowId) {
        return handle.createQuery("SELECT live FROM rollout WHERE rollout_id = :rolloutId")
                .bind("rolloutId", ShadowId.rolloutOf(shadowId))
                .mapTo(Boolean.class)
                .findOne()
                .map(live -> !live)
                .orElse(false);
    }

    private static boolean hasNext(Handle handle, Picture picture) {
        Optional<String> service = picture.service();
        return service.isPresent()
                && handle.createQuery("SELECT COUNT(*) FROM rollout WHERE service = :service AND shadow = FALSE"
                                        + " AND epoch > :epoch AND rollout_id <> :rolloutId")
                                .bind("service", service.get())
                                .bind("epoch", picture.epoch())
                                .bind("rolloutId", picture.rolloutId())
                                .mapTo(Integer.class)
                                .one()
                        > 0;
    }
}
