package dev.headgate.cli;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rollout that a person means: by its id, or a service's latest. */
final class FoundRollout {
    private FoundRollout() {}

    /**
     * Where it stands; of each service its latest rollout is kept, and that one's shadow.
     *
     * @throws CommandFailure if there is none
     */
    static RolloutState of(ConnectionOptions connection, @Nullable String rollout, @Nullable String service) {
        return RolloutStatus.read(connection).stream()
                .filter(state -> service == null || state.service().equals(service))
                .filter(state -> rollout == null || state.rolloutId().equals(rollout))
                .max(Comparator.comparing(RolloutState::updatedAt))
                .orElseThrow(() -> unknown(rollout, service));
    }

    /**
     * The same, but a shadow only if it is named.
     *
     * @throws CommandFailure if there is none
     */
    static RolloutState real(ConnectionOptions connection, @Nullable String rollout, @Nullable String service) {
        return RolloutStatus.read(connection).stream()
                .filter(state -> service == null || state.service().equals(service))
                .filter(state -> rollout == null
                        ? state.mode() != Mode.SHADOW
                        : state.rolloutId().equals(rollout))
                .max(Comparator.comparing(RolloutState::updatedAt))
                .orElseThrow(() -> unknown(rollout, service));
    }

    /** Its policy; empty if it is not kept, or cannot be read by this release. */
    static Optional<Policy> policy(ConnectionOptions connection, RolloutState state) {
        return PolicyTopic.text(connection, state.policyHash())
                .map(text -> PolicyReader.read(state.policyName(), text))
                .flatMap(parsed ->
                        parsed instanceof Parsed.Valid<Policy> valid ? Optional.of(valid.value()) : Optional.empty());
    }

    private static CommandFailure unknown(@Nullable String rollout, @Nullable String service) {
        return new CommandFailure(
                (rollout == null ? "no rollout" : "no rollout " + rollout) + (service == null ? "" : " of " + service)
                        + " is known",
                "\"headgate rollout status\" shows the latest one of each service; earlier ones are in"
                        + " \"headgate decisions tail --from-beginning\".");
    }
}
