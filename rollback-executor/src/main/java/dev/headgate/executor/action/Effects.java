package dev.headgate.executor.action;

import dev.headgate.executor.action.traffic.Claim;
import dev.headgate.executor.action.traffic.Look;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action;

/** What reaches the world outside. Thread-safe. */
public interface Effects {

    /** Does the effect's action, within its budget; nothing that goes wrong is thrown. */
    StepOutcome perform(Effect effect, Permission permission);

    /** Looks whether a shift is still set and sets it again if not. */
    Look look(Action.Traffic shift, Claim claim, Permission permission);
}
