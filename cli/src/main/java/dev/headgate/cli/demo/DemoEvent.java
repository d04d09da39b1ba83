package dev.headgate.cli.demo;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.Optional;

/** Something that happened during a demo, as read from a topic or asked of the splitter. */
public sealed interface DemoEvent {

    /** The gate looked. */
    record Evaluated(Evaluation evaluation) implements DemoEvent {}

    /**
     * The gate decided.
     *
     * @param decision what
     * @param writtenAt when the broker appended it to the log
     */
    record Decided(Decision decision, Instant writtenAt) implements DemoEvent {}

    /** The executor acted, or is about to. */
    record Executed(Execution execution) implements DemoEvent {}

    /** The rollout moved on. */
    record Moved(RolloutState rollout) implements DemoEvent {}

    /**
     * What the splitter and the load generator say for themselves, without the gate.
     *
     * @param at when they were asked
     * @param canaryWeight the canary's share as the splitter has it in force
     * @param canaryRequests requests that the splitter has passed to the canary since the beginning
     * @param baselineRequests requests that it has passed to the baseline
     * @param firstBadRequest when the canary first did what the scenario makes it do, as its caller saw it
     */
    record Traffic(
            Instant at,
            Weight canaryWeight,
            long canaryRequests,
            long baselineRequests,
            Optional<Instant> firstBadRequest)
            implements DemoEvent {}
}
