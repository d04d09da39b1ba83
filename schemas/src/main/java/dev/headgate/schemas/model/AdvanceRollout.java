package dev.headgate.schemas.model;

/**
 * Advances to the next stage now, whatever its lines say; the reason must be given.
 *
 * @param header who asks, when and why
 */
public record AdvanceRollout(CommandHeader header) implements Command {
    @Override
    public String kind() {
        return "advance";
    }
}
