package dev.headgate.cli.receive;

import dev.headgate.schemas.codec.MeasurementRules;
import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an alert is as measurements. It is of the service that its label of that name has, and of the version alike; without
 * one, of all services that the receiver is for. Its other labels are kept as far as they can be labels of measurements, so
 * that two alerts of one name stay two.
 *
 * @param services services of alerts that name none
 */
record AlertMeasurements(List<String> services) {

    /** An alert that was raised before is told as raised then: telemetry older than a week is not counted. */
    static final Duration OLDEST = Duration.ofDays(6);

    private static final String NO_SEVERITY = "warning";
    private static final String FINGERPRINT = "fingerprint";
    private static final Set<String> NOT_KEPT = Set.of("alertname", "service", "version", MeasurementRules.SEVERITY);
    private static final int KEPT = TelemetryLimits.LABELS - 2;

    /** Copies the list. */
    AlertMeasurements {
        services = List.copyOf(services);
    }

    /** One for each service that it is about; none if it is about none that is known. */
    List<Measurement> of(Alert alert, Instant now) {
        Optional<String> named = Optional.ofNullable(alert.labels().get("service"));
        List<String> about = named.map(List::of).orElse(services);
        Optional<String> version =
                Optional.ofNullable(alert.labels().get("version")).filter(Names::isName);
        long at = measuredAt(alert, now);
        SortedMap<String, String> labels = labels(alert);
        return about.stream()
                .filter(Names::isName)
                .map(service -> new Measurement(
                        Measurement.Kind.ALERT,
                        service,
                        version,
                        nameOf(alert.name()),
                        labels,
                        at,
                        alert.firing() ? 1 : 0,
                        OptionalDouble.empty()))
                .toList();
    }

    /** That whoever tells of alerts is there. */
    static Measurement heartbeat(String service, Instant now) {
        return new Measurement(
                Measurement.Kind.GAUGE,
                service,
                Optional.empty(),
                MeasurementRules.ALERTS_HEARTBEAT,
                Labels.NONE,
                now.toEpochMilli(),
                1,
                OptionalDouble.empty());
    }

    /** As Alertmanager has it, where that can be a measurement's name; other characters become {@code _}. */
    static String nameOf(String alertName) {
        String name = alertName.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[._-]+", "");
        return name.isEmpty() ? "unnamed" : name.substring(0, Math.min(100, name.length()));
    }

    /** Never ahead of our clock, and an end always after its beginning. */
    private static long measuredAt(Alert alert, Instant now) {
        Instant raised = later(alert.startsAt(), now.minus(OLDEST));
        Instant at = alert.firing() ? raised : later(alert.endsAt(), raised.plusMillis(1));
        return (at.isAfter(now) ? now : at).toEpochMilli();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static SortedMap<String, String> labels(Alert alert) {
        SortedMap<String, String> labels = new TreeMap<>();
        boolean all = true;
        for (var label : alert.labels().entrySet()) {
            boolean fits = Names.isName(label.getKey()) && Names.isOperation(label.getValue());
            if (!NOT_KEPT.contains(label.getKey())) {
                if (fits && labels.size() < KEPT) {
                    labels.put(label.getKey(), label.getValue());
                } else {
                    all = false;
                }
            }
        }
        if (!all && Names.isName(alert.fingerprint())) {
            labels.put(FINGERPRINT, alert.fingerprint());
        }
        String severity = alert.labels().getOrDefault(MeasurementRules.SEVERITY, NO_SEVERITY);
        labels.put(MeasurementRules.SEVERITY, Names.isOperation(severity) ? severity : NO_SEVERITY);
        return labels;
    }
}
