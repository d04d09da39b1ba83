package dev.headgate.executor.dispatch;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** How a step ended. */
public sealed interface StepOutcome {

    /**
     * It did what it should.
     *
     * @param confirmedWeight the canary's weight really in force, if the step shifts traffic
     * @param exitCode a command's exit code
     * @param output the end of its output, bounded
     * @param figures named figures of its output, bounded
     */
    record Done(
            Optional<Weight> confirmedWeight, OptionalInt exitCode, String output, SortedMap<String, String> figures)
            implements StepOutcome {

        /** Without figures. */
        public Done(Optional<Weight> confirmedWeight, OptionalInt exitCode, String output) {
            this(confirmedWeight, exitCode, output, Labels.NONE);
        }
    }

    /**
     * It did not, or not in time.
     *
     * @param category what sort of failure
     * @param reason why, in a sentence
     * @param exitCode a command's exit code
     * @param output the end of its output, bounded
     * @param figures named figures of its output, bounded
     */
    record Failed(
            FailureCategory category,
            String reason,
            OptionalInt exitCode,
            String output,
            SortedMap<String, String> figures)
            implements StepOutcome {

        /** Without an output. */
        public Failed(FailureCategory category, String reason) {
            this(category, reason, OptionalInt.empty(), "", Labels.NONE);
        }
    }

    /**
     * Nothing was touched, since permission was missing: this process may no longer own the partition.
     *
     * @param reason what was missing
     */
    record NotBegun(String reason) implements StepOutcome {}

    /**
     * It was stopped half-way. For a rollback that took a run's place: the run is over. Because this process gives the
     * partition up: nothing may be recorded, the successor recovers.
     */
    record Abandoned() implements StepOutcome {}
}
