package dev.headgate.schemas.model;

/**
 * Starts a rollout.
 *
 * @param header who asks, when and why
 * @param canary the version to roll out
 * @param baseline the version that holds the traffic
 * @param policy the policy as written, at most 256 kB
 */
public record StartRollout(CommandHeader header, String canary, String baseline, PolicyText policy) implements Command {
    @Override
    public String kind() {
        return "start";
    }
}
