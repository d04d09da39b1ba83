package dev.headgate.core;

import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.SketchDelta;
import java.util.Optional;

/** Something that reached the gate of one service since its last tick. */
public sealed interface Input {

    /** Its offset in its topic. */
    long offset();

    /** Whether it is telemetry, and nothing that somebody says or has done. */
    default boolean telemetry() {
        return this instanceof SketchInput || this instanceof MeasurementInput;
    }

    /**
     * What the executor did.
     *
     * @param offset its offset in its topic
     * @param execution the execution
     */
    record ExecutionInput(long offset, Execution execution) implements Input {}

    /**
     * What a person or a pipeline asks for.
     *
     * @param offset its offset in its topic; a start command's is its rollout's epoch
     * @param command the command, its signature already checked
     * @param policy the policy of a command that brings one, as it was read; empty for other commands
     * @param shadow the second policy of a start command that has one, as it was read
     * @param byGate whether a gate's key has signed it, and none of a person or pipeline: of starts only those of the
     *     policy that is bound here count then
     */
    record CommandInput(
            long offset, Command command, Optional<ParsedPolicy> policy, Optional<ParsedPolicy> shadow, boolean byGate)
            implements Input {

        /** Of a person or a pipeline. */
        public CommandInput(
                long offset, Command command, Optional<ParsedPolicy> policy, Optional<ParsedPolicy> shadow) {
            this(offset, command, policy, shadow, false);
        }

        /** Of a person or a pipeline, without a second policy. */
        public CommandInput(long offset, Command command, Optional<ParsedPolicy> policy) {
            this(offset, command, policy, Optional.empty());
        }
    }

    /**
     * Telemetry.
     *
     * @param offset its offset in its topic
     * @param delta the telemetry; its sketches must not be changed afterwards
     */
    record SketchInput(long offset, SketchDelta delta) implements Input {}

    /**
     * Figures that are not requests.
     *
     * @param offset its offset in its topic, the same as telemetry's
     * @param delta the measurements
     */
    record MeasurementInput(long offset, MeasurementDelta delta) implements Input {}
}
