package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.time.Instant;
import java.util.Optional;

/**
 * What a rollout is of, and by what it is judged: changed by a change of its policy only.
 *
 * @param rolloutId its id
 * @param service the service
 * @param epoch offset of its start command
 * @param correlationId the start command's correlation id
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param policyName the policy's name
 * @param policyText the policy as written
 * @param mode whether decisions are carried out
 * @param shiftRunbook carries out advances and steps back
 * @param rollbackRunbook carries out rollbacks
 * @param stages how many stages the policy has
 * @param startedAt when it began
 * @param startedBy who started it; empty if an earlier release did not keep it
 */
public record RolloutIdentity(
        String rolloutId,
        String service,
        long epoch,
        String correlationId,
        String canary,
        String baseline,
        String policyName,
        PolicyText policyText,
        Mode mode,
        String shiftRunbook,
        String rollbackRunbook,
        int stages,
        Instant startedAt,
        Optional<String> startedBy) {

    /** The same, judged by another policy. */
    RolloutIdentity judgedBy(Policy policy, PolicyText text) {
        return new RolloutIdentity(
                rolloutId,
                service,
                epoch,
                correlationId,
                canary,
                baseline,
                policy.name(),
                text,
                mode,
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.stages().size(),
                startedAt,
                startedBy);
    }
}
