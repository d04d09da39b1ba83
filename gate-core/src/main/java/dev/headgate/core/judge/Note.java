package dev.headgate.core.judge;

import dev.headgate.schemas.model.Checklist;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What else was found: about anything but requests, or how well a figure is known. */
sealed interface Note {

    /**
     * About measurements.
     *
     * @param series how many series were looked at
     * @param tooOld how many of them are too old to speak of now
     * @param leftOut how many measurements were left out because there are too many series
     * @param measurements how many measurements, or events of a ratio, the figure is of
     * @param latestAt when the latest was measured
     * @param labels the labels of the series that decides, where there are several
     * @param limit the limit that came of the past
     */
    record Measured(
            int series,
            int tooOld,
            long leftOut,
            long measurements,
            Optional<Instant> latestAt,
            String labels,
            OptionalDouble limit)
            implements Note {

        /** Nothing was measured. */
        static final Measured NOTHING = new Measured(0, 0, 0, 0, Optional.empty(), "", OptionalDouble.empty());

        Measured withLimit(double other) {
            return new Measured(series, tooOld, leftOut, measurements, latestAt, labels, OptionalDouble.of(other));
        }
    }

    /**
     * About alerts.
     *
     * @param names those that are active, or were raised
     * @param heardAt when their source was heard of last
     */
    record Alerted(List<String> names, Optional<Instant> heardAt) implements Note {

        /** Copies the list. */
        public Alerted {
            names = List.copyOf(names);
        }
    }

    /**
     * About a role's word.
     *
     * @param answer what it has said last
     */
    record Said(Optional<Deeds.Answer> answer) implements Note {}

    /**
     * About a checklist.
     *
     * @param checklist the list; empty if the policy has none of the name
     * @param open its items that are not ticked
     */
    record Ticked(Optional<Checklist> checklist, List<Checklist.Item> open) implements Note {

        /** Copies the list. */
        public Ticked {
            open = List.copyOf(open);
        }
    }

    /**
     * About a runbook.
     *
     * @param run the run that counts
     * @param value what its output has for the field that is asked for
     */
    record Ran(Optional<Deeds.HookRun> run, Optional<String> value) implements Note {}

    /**
     * About a latency of requests that is known to lie between two bounds.
     *
     * @param atLeast the lower one, microseconds; what is observed is the upper one
     */
    record Between(double atLeast) implements Note {}

    /**
     * About data points that are too long for what is asked.
     *
     * @param seconds how many seconds the longest of them spans
     */
    record LongPoints(long seconds) implements Note {}

    /**
     * About several criteria at once.
     *
     * @param findings what was found about each
     */
    record Parts(List<Finding> findings) implements Note {

        /** Copies the list. */
        public Parts {
            findings = List.copyOf(findings);
        }
    }
}
