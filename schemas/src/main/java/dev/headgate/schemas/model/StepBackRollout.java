package dev.headgate.schemas.model;

/**
 * Steps back to the stage before; the reason must be given.
 *
 * @param header who asks, when and why
 */
public record StepBackRollout(CommandHeader header) implements Command {
    @Override
    public String kind() {
        return "step-back";
    }
}
