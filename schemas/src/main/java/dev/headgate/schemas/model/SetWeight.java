package dev.headgate.schemas.model;

/**
 * Sets the canary's weight by hand, within the stage; the reason must be given.
 *
 * @param header who asks, when and why
 * @param weight the weight, not above that of the stage in force
 */
public record SetWeight(CommandHeader header, Weight weight) implements Command {
    @Override
    public String kind() {
        return "set-weight";
    }
}
