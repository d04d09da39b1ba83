package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.Past;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Figures of the past, fixed when it ends: at the rollout's start, or when a stage is left. Not thread-safe. */
final class Pasts {

    private static final double MICROS = 1e6;

    private final ServiceMeasurements measurements;
    private final List<PastFigure> figures = new ArrayList<>();

    Pasts(ServiceMeasurements measurements) {
        this.measurements = measurements;
    }

    void restore(List<PastFigure> kept) {
        figures.addAll(kept);
    }

    List<PastFigure> memory() {
        return List.copyOf(figures);
    }

    /** Goes on to another stage or rollout, while what was watched for the one before can still be read. */
    void leave(MeasurementWatch before, MeasurementWatch next) {
        if (next.startSecond() != before.startSecond()) {
            figures.clear();
            next.pasts().stream()
                    .filter(ask -> ask.past() == Past.BEFORE_ROLLOUT)
                    .forEach(ask -> put(ask, PastFigure.BEFORE, beforeRollout(ask, next.startSecond())));
            return;
        }
        Optional<Integer> entered = next.stage().map(MeasurementWatch.StageInForce::stage);
        before.stage()
                .filter(left -> !entered.equals(Optional.of(left.stage())))
                .ifPresent(left -> before.pasts().stream()
                        .filter(ask -> ask.past() == Past.PREVIOUS_STAGE)
                        .forEach(ask -> put(ask, left.stage(), ofStage(ask, left))));
    }

    /** The figure that a stage is compared with. */
    OptionalDouble figure(PastAsk ask, int stage) {
        int of = ask.past() == Past.BEFORE_ROLLOUT ? PastFigure.BEFORE : stage - 1;
        return figures.stream()
                .filter(each -> each.ask().equals(ask) && each.stage() == of)
                .mapToDouble(PastFigure::value)
                .findFirst();
    }

    private void put(PastAsk ask, int stage, OptionalDouble found) {
        figures.removeIf(each -> each.ask().equals(ask) && each.stage() == stage);
        found.ifPresent(value -> figures.add(new PastFigure(ask, stage, value)));
    }

    private OptionalDouble beforeRollout(PastAsk ask, long startSecond) {
        return of(
                ask,
                key -> Course.mean(measurements.hourBefore(key, startSecond), Span.HOUR.widthSeconds(), startSecond),
                key -> Adding.all(measurements.hourBefore(key, startSecond).values()));
    }

    private OptionalDouble ofStage(PastAsk ask, MeasurementWatch.StageInForce left) {
        return of(
                ask, key -> measurements.mean(key, left.whole(true)), key -> measurements.sum(key, left.whole(false)));
    }

    private OptionalDouble of(
            PastAsk ask,
            Function<MeasurementKey, OptionalDouble> mean,
            Function<MeasurementKey, Optional<MeasurementSum>> sum) {
        List<MeasurementKey> series = measurements.series(ask.selection());
        if (ask.selection().kind() == Measurement.Kind.GAUGE) {
            return series.stream()
                    .map(mean)
                    .filter(OptionalDouble::isPresent)
                    .mapToDouble(OptionalDouble::getAsDouble)
                    .max();
        }
        Optional<MeasurementSum> all = Adding.all(
                series.stream().flatMap(key -> sum.apply(key).stream()).toList());
        if (all.isEmpty()) {
            return OptionalDouble.empty();
        }
        return ask.quantile().isPresent()
                ? all.get().values().quantile(ask.quantile().getAsDouble())
                : OptionalDouble.of(all.get().sumMicros() / MICROS / all.get().count());
    }
}
