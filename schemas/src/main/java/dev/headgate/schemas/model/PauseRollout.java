package dev.headgate.schemas.model;

/**
 * Keeps a rollout from advancing until it is resumed; stop lines act as ever.
 *
 * @param header who asks, when and why
 */
public record PauseRollout(CommandHeader header) implements Command {
    @Override
    public String kind() {
        return "pause";
    }
}
