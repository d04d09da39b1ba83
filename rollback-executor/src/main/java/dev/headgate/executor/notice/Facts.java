package dev.headgate.executor.notice;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;

/**
 * What is remembered of a decision so that its executions can be told of.
 *
 * @param decisionId its id
 * @param rolloutId its rollout
 * @param service its service
 * @param correlationId the start command's correlation id
 * @param kind what it does
 * @param mode whether it may be carried out
 * @param severity how urgent it is
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic
 * @param stage the stage it leads to
 * @param from the canary's weight before
 * @param to the canary's weight after
 * @param recipients who was told
 * @param at when it was decided
 */
public record Facts(
        String decisionId,
        String rolloutId,
        String service,
        String correlationId,
        DecisionKind kind,
        Mode mode,
        Severity severity,
        String canary,
        String baseline,
        int stage,
        Weight from,
        Weight to,
        List<String> recipients,
        Instant at) {

    /** Copies the list. */
    public Facts {
        recipients = List.copyOf(recipients);
    }

    /** Of a decision. */
    public static Facts of(Decision decision) {
        return new Facts(
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                decision.kind(),
                decision.mode(),
                decision.severity(),
                decision.canary(),
                decision.baseline(),
                decision.stage(),
                decision.from(),
                decision.to(),
                decision.recipients(),
                decision.evaluatedAt());
    }

    /** Whether it moves traffic back. */
    boolean isRetreat() {
        return kind == DecisionKind.ROLLBACK || kind == DecisionKind.STEP_BACK;
    }
}
