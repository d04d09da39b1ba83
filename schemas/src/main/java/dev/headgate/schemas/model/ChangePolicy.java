package dev.headgate.schemas.model;

/**
 * Replaces a running rollout's policy.
 *
 * @param header who asks, when and why
 * @param policy the policy as written, at most 256 kB
 */
public record ChangePolicy(CommandHeader header, PolicyText policy) implements Command {
    @Override
    public String kind() {
        return "change-policy";
    }
}
