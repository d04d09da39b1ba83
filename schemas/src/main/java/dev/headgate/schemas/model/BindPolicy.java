package dev.headgate.schemas.model;

/**
 * Binds a policy to a service: it is used where the policy says that a new version starts a rollout. The rollout id names the binding.
 *
 * @param header who asks, when and why
 * @param policy the policy as written, at most 256 kB; an empty text takes the binding back
 */
public record BindPolicy(CommandHeader header, PolicyText policy) implements Command {
    @Override
    public String kind() {
        return "bind";
    }
}
