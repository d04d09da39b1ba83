package dev.headgate.schemas.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Starts a rollout.
 *
 * @param header who asks, when and why
 * @param canary the version to roll out
 * @param baseline the version that holds the traffic
 * @param policy the policy as written, at most 256 kB
 * @param shadow a second policy, judged beside it and never acted upon
 * @param notBefore when it may begin at the earliest; until then it is scheduled. Empty for at once
 */
public record StartRollout(
        CommandHeader header,
        String canary,
        String baseline,
        PolicyText policy,
        Optional<PolicyText> shadow,
        Optional<Instant> notBefore)
        implements Command {

    /** At once. */
    public StartRollout(
            CommandHeader header, String canary, String baseline, PolicyText policy, Optional<PolicyText> shadow) {
        this(header, canary, baseline, policy, shadow, Optional.empty());
    }

    /** Without a shadow. */
    public StartRollout(CommandHeader header, String canary, String baseline, PolicyText policy) {
        this(header, canary, baseline, policy, Optional.empty());
    }

    /** The same at another time. */
    public StartRollout notBefore(Instant instant) {
        return new StartRollout(header, canary, baseline, policy, shadow, Optional.of(instant));
    }

    @Override
    public String kind() {
        return "start";
    }
}
