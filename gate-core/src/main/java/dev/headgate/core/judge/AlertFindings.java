package dev.headgate.core.judge;

import dev.headgate.core.measurement.Latest;
import dev.headgate.core.measurement.Selection;
import dev.headgate.core.measurement.ServiceMeasurements;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.UndecidedCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Finds which alerts are active, or were raised. That there are none is known only while their source is heard of: by a
 * heartbeat or an alert of any name within five minutes.
 */
final class AlertFindings {

    private static final Duration HEARD_WITHIN = Duration.ofMinutes(5);

    private final Plan plan;
    private final ServiceMeasurements measurements;
    private final Instant now;

    AlertFindings(Plan plan, ServiceMeasurements measurements, Instant now) {
        this.plan = plan;
        this.measurements = measurements;
        this.now = now;
    }

    Finding of(Finding blank, Measure.Alerts alerts) {
        Selection selection = MeasurementLines.selections(plan, blank.line()).get(0);
        List<String> names = measurements.series(selection).stream()
                .filter(key -> alerts.since() == Since.NOW ? active(key) : raised(blank.line(), key))
                .map(MeasurementKey::name)
                .distinct()
                .toList();
        Optional<Instant> heardAt = heardAt();
        Finding found =
                blank.noting(new Note.Alerted(names, heardAt)).observing(OptionalDouble.of((double) names.size()));
        if (names.isEmpty() && heardAt.isEmpty()) {
            return found.undecided(UndecidedCause.NO_MEASUREMENT);
        }
        if (names.isEmpty() && silentFor(heardAt.get()).compareTo(HEARD_WITHIN) > 0) {
            return found.undecided(UndecidedCause.MEASUREMENT_TOO_OLD);
        }
        Claim claim = blank.line().criterion().claim();
        if (claim instanceof Claim.Limit limit) {
            return found.decided(Limits.holds(limit, names.size()), false);
        }
        boolean asked = !(claim instanceof Claim.Done done) || done.done();
        return found.decided(asked != names.isEmpty(), false);
    }

    /** In whole seconds, so that it changes with them only. */
    private Duration silentFor(Instant heardAt) {
        return Duration.ofSeconds(now.getEpochSecond() - heardAt.getEpochSecond());
    }

    private boolean active(MeasurementKey key) {
        return measurements.latest(key).map(latest -> latest.value() > 0).orElse(false);
    }

    private boolean raised(Line line, MeasurementKey key) {
        return MeasurementLines.stretch(plan, line)
                .flatMap(stretch -> measurements.sum(key, stretch))
                .map(sum -> sum.sumMicros() > 0)
                .orElse(false);
    }

    private Optional<Instant> heardAt() {
        return Stream.concat(
                        measurements.series(MeasurementLines.heartbeat(plan)).stream(),
                        measurements.series(MeasurementLines.anyAlert(plan)).stream())
                .flatMap(key -> measurements.latest(key).stream())
                .map(Latest::measuredAt)
                .max(Comparator.naturalOrder());
    }
}
