package dev.headgate.schemas.model;

/**
 * Ends a rollout by rolling it back, whatever its policy says.
 *
 * @param header who asks, when and why
 */
public record AbortRollout(CommandHeader header) implements Command {
    @Override
    public String kind() {
        return "abort";
    }
}
