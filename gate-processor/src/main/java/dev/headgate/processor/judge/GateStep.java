package dev.headgate.processor.judge;

import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import java.util.Optional;

/** How a service's gate takes one step. Tests put failures here. */
@FunctionalInterface
interface GateStep {

    /** As the core does it. */
    GateStep OF_CORE = (gate, tick, unjudgedBecause) ->
            unjudgedBecause.isPresent() ? gate.tickWithoutJudging(tick, unjudgedBecause.get()) : gate.tick(tick);

    /**
     * Takes the step.
     *
     * @param unjudgedBecause why the tick is taken without judging; empty if it judges
     */
    TickOutcome take(ServiceGate gate, Tick tick, Optional<String> unjudgedBecause);
}
