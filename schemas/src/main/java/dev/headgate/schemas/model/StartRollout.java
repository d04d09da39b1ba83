package dev.headgate.schemas.model;

import java.util.Optional;

/**
 * Starts a rollout.
 *
 * @param header who asks, when and why
 * @param canary the version to roll out
 * @param baseline the version that holds the traffic
 * @param policy the policy as written, at most 256 kB
 * @param shadow a second policy, judged beside it and never acted upon
 */
public record StartRollout(
        CommandHeader header, String canary, String baseline, PolicyText policy, Optional<PolicyText> shadow)
        implements Command {

    /** Without a shadow. */
    public StartRollout(CommandHeader header, String canary, String baseline, PolicyText policy) {
        this(header, canary, baseline, policy, Optional.empty());
    }

    @Override
    public String kind() {
        return "start";
    }
}
