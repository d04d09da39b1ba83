package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.Names;
import java.util.Map;
import java.util.Optional;

/** What a measurement must be like to be counted. */
public final class MeasurementRules {

    /** The label in which an alert says how urgent it is. */
    public static final String SEVERITY = "severity";

    /** The gauge by which a source of alerts says that it is there, with the value 1. */
    public static final String ALERTS_HEARTBEAT = "alerts.heartbeat";

    private MeasurementRules() {}

    /** What was found and what was expected, in a sentence that begins with the field; empty if nothing is wrong. */
    public static Optional<String> problem(Measurement measurement) {
        return namesProblem(measurement)
                .or(() -> labelsProblem(measurement.labels()))
                .or(() -> timeProblem(measurement.measuredAtMillis()))
                .or(() -> numberProblem("value", measurement.value()))
                .or(() -> totalProblem(measurement))
                .or(() -> kindProblem(measurement));
    }

    private static Optional<String> namesProblem(Measurement measurement) {
        if (!Names.isName(measurement.service())) {
            return Optional.of(noName("service", measurement.service()));
        }
        Optional<String> version = measurement.version().filter(name -> !Names.isName(name));
        if (version.isPresent()) {
            return Optional.of(noName("version", version.get()));
        }
        return Names.isName(measurement.name()) ? Optional.empty() : Optional.of(noName("name", measurement.name()));
    }

    private static Optional<String> labelsProblem(Map<String, String> labels) {
        if (labels.size() > TelemetryLimits.LABELS) {
            return Optional.of("labels: at most " + TelemetryLimits.LABELS + ", found " + labels.size());
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String field = "labels." + EventFields.shown(label.getKey());
            if (!Names.isName(label.getKey())) {
                return Optional.of(field + ": expected a name of letters, digits, . _ -");
            }
            if (!Names.isOperation(label.getValue())) {
                return Optional.of(field + ": expected 1 to " + TelemetryLimits.TEXT_LENGTH
                        + " printable ASCII characters, found \"" + EventFields.shown(label.getValue()) + "\"");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> timeProblem(long millis) {
        return millis >= 1 && millis <= TelemetryLimits.LATEST_MILLIS
                ? Optional.empty()
                : Optional.of("measuredAtMillis: expected milliseconds since 1970-01-01 UTC, found " + millis);
    }

    private static Optional<String> numberProblem(String field, double number) {
        return Math.abs(number) <= MeasurementSum.LARGEST // false for what is no number
                ? Optional.empty()
                : Optional.of(field + ": expected a number from -1000000000 to 1000000000, found " + number);
    }

    private static Optional<String> totalProblem(Measurement measurement) {
        if (measurement.total().isEmpty()) {
            return measurement.kind() == Measurement.Kind.RATIO
                    ? Optional.of("total: missing; a ratio needs the number of all events beside that of the good ones")
                    : Optional.empty();
        }
        return measurement.kind() == Measurement.Kind.RATIO
                ? numberProblem("total", measurement.total().getAsDouble())
                : Optional.of("total: only a ratio has one");
    }

    private static Optional<String> kindProblem(Measurement measurement) {
        double value = measurement.value();
        return switch (measurement.kind()) {
            case GAUGE, VALUE -> Optional.empty();
            case COUNT ->
                value >= 0 ? Optional.empty() : Optional.of("value: a count's increase is at least 0, found " + value);
            case RATIO -> {
                double total = measurement.total().orElse(0);
                yield value >= 0 && value <= total
                        ? Optional.empty()
                        : Optional.of("value: expected from 0 to the total of " + total + ", found " + value);
            }
            case PROBE ->
                isOneOrZero(value)
                        ? Optional.empty()
                        : Optional.of("value: expected 1 for a probe that succeeded or 0 for one that failed, found "
                                + value);
            case ALERT -> alertProblem(measurement);
            case UNKNOWN -> Optional.of("kind: expected gauge, ratio, count, value, probe or alert");
        };
    }

    private static Optional<String> alertProblem(Measurement measurement) {
        if (!isOneOrZero(measurement.value())) {
            return Optional.of("value: expected 1 for an alert that is raised or 0 for one that is over, found "
                    + measurement.value());
        }
        return measurement.labels().containsKey(SEVERITY)
                ? Optional.empty()
                : Optional.of("labels.severity: missing; an alert says how urgent it is, for example critical");
    }

    private static boolean isOneOrZero(double value) {
        return value == 0 || value == 1;
    }

    static String noName(String field, String found) {
        return field + ": expected 1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or digit, found \""
                + EventFields.shown(found) + "\"";
    }
}
