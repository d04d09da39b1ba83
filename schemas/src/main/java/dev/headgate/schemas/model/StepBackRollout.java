package dev.headgate.schemas.model;

import java.util.OptionalInt;

/**
 * Steps back to the stage before; the reason must be given.
 *
 * @param header who asks, when and why
 * @param stage the stage that is left, counted from 0, −1 before the first; with another one in force it is refused. Empty
 *     for whichever is in force
 */
public record StepBackRollout(CommandHeader header, OptionalInt stage) implements Command {

    /** From whichever stage is in force. */
    public StepBackRollout(CommandHeader header) {
        this(header, OptionalInt.empty());
    }

    /** The same from one stage alone. */
    public StepBackRollout from(int stageInForce) {
        return new StepBackRollout(header, OptionalInt.of(stageInForce));
    }

    @Override
    public String kind() {
        return "step-back";
    }
}
