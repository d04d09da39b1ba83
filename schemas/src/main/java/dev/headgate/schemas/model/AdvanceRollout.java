package dev.headgate.schemas.model;

import java.util.OptionalInt;

/**
 * Advances to the next stage now, whatever its lines say; the reason must be given.
 *
 * @param header who asks, when and why
 * @param stage the stage that is left, counted from 0, −1 before the first; with another one in force it is refused. Empty
 *     for whichever is in force
 */
public record AdvanceRollout(CommandHeader header, OptionalInt stage) implements Command {

    /** From whichever stage is in force. */
    public AdvanceRollout(CommandHeader header) {
        this(header, OptionalInt.empty());
    }

    /** The same from one stage alone. */
    public AdvanceRollout from(int stageInForce) {
        return new AdvanceRollout(header, OptionalInt.of(stageInForce));
    }

    @Override
    public String kind() {
        return "advance";
    }
}
