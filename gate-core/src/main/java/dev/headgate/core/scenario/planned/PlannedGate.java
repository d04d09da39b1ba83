package dev.headgate.core.scenario.planned;

import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;

/** What a scenario is run against: the core itself, or something that has it inside. Not thread-safe. */
public interface PlannedGate {

    /** Takes one step; the decisions and the rollout's state of the outcome are looked at. */
    TickOutcome tick(Tick tick);

    /** Whether anything can come of time alone. */
    boolean live();

    /** Goes down and up again, with what was written. */
    void restart();
}
