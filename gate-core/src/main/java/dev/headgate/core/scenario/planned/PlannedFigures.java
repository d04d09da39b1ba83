package dev.headgate.core.scenario.planned;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.scenario.FigureSource;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import dev.headgate.schemas.model.scenario.Side;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** What is measured beside requests, as a scenario's sources say. Not thread-safe. */
final class PlannedFigures {

    private final PlannedScenario scenario;
    private final Instant beginning;
    private final Random random;

    PlannedFigures(PlannedScenario scenario, Instant beginning, Random random) {
        this.scenario = scenario;
        this.beginning = beginning;
        this.random = random;
    }

    /** What is measured in a half-open stretch. */
    List<MeasurementSecond> measured(Duration from, Duration to) {
        List<MeasurementSecond> measured = new ArrayList<>();
        List<FigureSource> sources = scenario.happens().figures();
        for (int i = 0; i < sources.size(); i++) {
            FigureSource source = sources.get(i);
            if (source.kind() == Measurement.Kind.ALERT) {
                alert(source, from, to, measured);
            } else {
                repeated(source, sources.subList(i + 1, sources.size()), from, to, measured);
            }
        }
        return measured;
    }

    private void alert(FigureSource source, Duration from, Duration to, List<MeasurementSecond> measured) {
        Stretch stretch = new Stretch(from, to);
        if (stretch.contains(source.during().from())) {
            measured.add(measurement(source, source.during().from(), 1));
        }
        if (stretch.contains(source.during().to())) {
            measured.add(measurement(source, source.during().to(), 0));
        }
    }

    private void repeated(
            FigureSource source,
            List<FigureSource> later,
            Duration from,
            Duration to,
            List<MeasurementSecond> measured) {
        Duration begins = source.during().from().isZero()
                ? scenario.before().negated()
                : source.during().from();
        long every = source.every().toMillis();
        long passed = Math.max(0, from.minus(begins).toMillis());
        Duration next = begins.plusMillis((passed + every - 1) / every * every);
        for (Duration at = next; at.compareTo(to) < 0; at = at.plusMillis(every)) {
            Duration measuredAt = at;
            Duration instant = at.isNegative() ? Duration.ZERO : at;
            boolean speaks = source.during().contains(instant)
                    && later.stream()
                            .noneMatch(other ->
                                    other.sameFigureAs(source) && other.during().contains(instant));
            if (speaks) {
                valueAt(source, instant).ifPresent(value -> measured.add(measurement(source, measuredAt, value)));
            }
        }
    }

    private Optional<Double> valueAt(FigureSource source, Duration at) {
        return source.first()
                .flatMap(first -> source.last().map(last -> drawn(source, between(source, first, last, at))));
    }

    private double between(FigureSource source, double first, double last, Duration at) {
        Duration end = source.during().to().compareTo(scenario.lasts()) < 0
                ? source.during().to()
                : scenario.lasts();
        double length = end.minus(source.during().from()).toMillis();
        double passed = at.minus(source.during().from()).toMillis();
        return first + (last - first) * passed / length;
    }

    private double drawn(FigureSource source, double value) {
        return switch (source.kind()) {
            case PROBE -> random.nextDouble() < value ? 1 : 0;
            case RATIO -> Math.rint(value * source.total());
            case VALUE -> value * StrictMath.exp(source.spread() * random.nextGaussian());
            default -> value;
        };
    }

    private MeasurementSecond measurement(FigureSource source, Duration at, double value) {
        Instant instant = beginning.plus(at);
        Measurement measurement = new Measurement(
                source.kind(),
                scenario.service(),
                source.side().map(side -> side == Side.BASELINE ? scenario.baseline() : scenario.canary()),
                source.name(),
                source.labels(),
                instant.toEpochMilli(),
                value,
                source.kind() == Measurement.Kind.RATIO ? OptionalDouble.of(source.total()) : OptionalDouble.empty());
        return new MeasurementSecond(
                MeasurementKey.of(measurement), instant.getEpochSecond(), MeasurementSum.of(measurement));
    }
}
