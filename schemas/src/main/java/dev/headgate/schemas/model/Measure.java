package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a criterion measures: of the canary's requests, of other measurements, of what people and runbooks have done. */
public sealed interface Measure {

    /** Failed requests divided by requests; unit {@code ratio}, 0 to 1. */
    record ErrorRate() implements Measure {}

    /** Share of 10-second slices with at least one successful request; unit {@code ratio}, 0 to 1. */
    record Uptime() implements Measure {}

    /**
     * No successful request although there should be one.
     *
     * @param duration for how long
     */
    record NoSuccess(Duration duration) implements Measure {}

    /** Requests per second; unit {@code per-second}. */
    record Throughput() implements Measure {}

    /** Mean latency; unit {@code us}. */
    record MeanLatency() implements Measure {}

    /**
     * A latency quantile; unit {@code us}.
     *
     * @param quantile above 0 and below 1, for example 0.95 for {@code p95}
     */
    record LatencyQuantile(double quantile) implements Measure {}

    /** Latency as a whole, at p50, p75, p90, p95 and p99 together; only for comparisons, without a unit. */
    record Latency() implements Measure {}

    /**
     * A level; unit {@code number}, or {@code ratio} or {@code us} where the policy's limit is written with % or a time.
     *
     * @param metric which
     * @param reading which figure of its window
     * @param unit the unit in which the limit is written
     */
    record Gauge(Metric metric, GaugeReading reading, Unit unit) implements Measure {}

    /**
     * A quantile of a distribution.
     *
     * @param metric which
     * @param quantile above 0 and below 1
     * @param unit the unit in which the limit is written
     */
    record ValueQuantile(Metric metric, double quantile, Unit unit) implements Measure {}

    /**
     * The mean of a distribution.
     *
     * @param metric which
     * @param unit the unit in which the limit is written
     */
    record ValueMean(Metric metric, Unit unit) implements Measure {}

    /**
     * Good events divided by all, or one count divided by another; unit {@code ratio}.
     *
     * @param metric the ratio, or the count above the line
     * @param divisor the count below the line; empty for a ratio
     */
    record Ratio(Metric metric, Optional<Metric> divisor) implements Measure {}

    /**
     * How much a count has increased; unit {@code number}.
     *
     * @param metric which
     * @param since from when on
     */
    record Count(Metric metric, Since since) implements Measure {}

    /**
     * The least-squares slope of a gauge, a ratio or of the rate at which a count increases, per hour; unit {@code ratio} of
     * its mean where relative, {@code number} otherwise.
     *
     * @param metric which
     * @param relative whether as a share of the mean
     */
    record Growth(Metric metric, boolean relative) implements Measure {}

    /**
     * The share of probes that succeeded; unit {@code ratio}.
     *
     * @param metric which
     */
    record Probe(Metric metric) implements Measure {}

    /**
     * How many alerts are active, or were raised since; unit {@code number}.
     *
     * @param severity of this severity only; empty for any
     * @param name of this name only; empty for any
     * @param since {@link Since#NOW} for those active now
     */
    record Alerts(Optional<String> severity, Optional<String> name, Since since) implements Measure {}

    /**
     * A role's yes.
     *
     * @param role which
     * @param otherThanStarter whether that of who started the rollout does not count
     */
    record Approval(String role, boolean otherThanStarter) implements Measure {

        /** Anybody's who speaks for the role. */
        public Approval(String role) {
            this(role, false);
        }
    }

    /**
     * All items of a checklist ticked.
     *
     * @param checklist its name
     */
    record ChecklistDone(String checklist) implements Measure {}

    /**
     * A runbook's outcome: that it succeeds, or a figure of its output.
     *
     * @param runbook its name
     * @param field the named figure, nested ones joined by dots; empty for the runbook's success
     * @param text the text that the field must equal; empty where the claim is a limit or success
     * @param unit the unit in which the limit is written
     */
    record Hook(String runbook, Optional<String> field, Optional<String> text, Unit unit) implements Measure {}

    /**
     * Several criteria at once.
     *
     * @param parts at least two, none of them several again; each with its own window and minimum, without a {@code for}
     */
    record All(List<Criterion> parts) implements Measure {

        /** Copies the list. */
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** How a limit on a measurement is written, which says in what the measurement's values are. */
    enum Unit implements WireName {
        /** A bare number: the values as they come. */
        NUMBER("number"),
        /** A percentage: values from 0 to 1. */
        RATIO("ratio"),
        /** A time: values in seconds, shown and compared in microseconds. */
        TIME("us"),
        /** A size such as 100MB: values in bytes. */
        BYTES("bytes");

        private final String wireName;

        Unit(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }
    }
}
