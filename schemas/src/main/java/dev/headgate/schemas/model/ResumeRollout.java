package dev.headgate.schemas.model;

/**
 * Lets a paused rollout go on.
 *
 * @param header who asks, when and why
 */
public record ResumeRollout(CommandHeader header) implements Command {
    @Override
    public String kind() {
        return "resume";
    }
}
