package dev.headgate.core.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Measurement.Kind;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Past;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceMeasurementsPropertyTest {

    private static final long START = 1_800_000_003L;
    private static final String CANARY = "2.0";
    private static final List<Kind> KINDS =
            List.of(Kind.GAUGE, Kind.RATIO, Kind.COUNT, Kind.VALUE, Kind.PROBE, Kind.ALERT);
    private static final PastAsk STAGE_BEFORE =
            new PastAsk(of(Kind.GAUGE), OptionalDouble.empty(), Past.PREVIOUS_STAGE);
    private static final PastAsk HOUR_BEFORE =
            new PastAsk(of(Kind.VALUE), OptionalDouble.of(0.75), Past.BEFORE_ROLLOUT);

    static LongStream seeds() {
        return LongStream.range(1, 21);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderAndAnyPartitionGiveTheSameFigures(long seed) {
        Random random = new Random(seed);
        List<MeasurementSecond> parts = parts(random, 800, -300, 900);
        ServiceMeasurements inOrder = watched();
        ServiceMeasurements shuffled = watched();
        inOrder.advanceTo(START + 900);
        inOrder.add(new MeasurementDelta("shop", parts));

        List<MeasurementSecond> other = new ArrayList<>(parts);
        Collections.shuffle(other, random);
        shuffled.advanceTo(START + 900);
        for (int from = 0; from < other.size(); ) {
            int to = Math.min(other.size(), from + 1 + random.nextInt(9));
            shuffled.add(new MeasurementDelta("shop", other.subList(from, to)));
            from = to;
        }

        assertThat(figures(shuffled)).isEqualTo(figures(inOrder));
        assertThat(kept(shuffled)).isEqualTo(kept(inOrder));
        assertThat(shuffled.memory()).isEqualTo(inOrder.memory());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whetherTheyComeAsTimeGoesOnOrAllAtOnceGivesTheSameFigures(long seed) {
        Random random = new Random(seed);
        List<MeasurementSecond> parts = parts(random, 800, 0, 900);
        ServiceMeasurements atOnce = watched();
        atOnce.advanceTo(START + 900);
        atOnce.add(new MeasurementDelta("shop", parts));

        ServiceMeasurements asTimeGoesOn = watched();
        for (long now = START; now <= START + 900; now += 1 + random.nextInt(20)) {
            long until = now;
            asTimeGoesOn.advanceTo(now);
            List<MeasurementSecond> due =
                    parts.stream().filter(part -> part.second() <= until + 30).toList();
            asTimeGoesOn.add(new MeasurementDelta("shop", due));
            parts = parts.stream().filter(part -> part.second() > until + 30).toList();
        }
        asTimeGoesOn.advanceTo(START + 900);
        asTimeGoesOn.add(new MeasurementDelta("shop", parts));

        assertThat(figures(asTimeGoesOn)).isEqualTo(figures(atOnce));
        assertThat(kept(asTimeGoesOn)).isEqualTo(kept(atOnce));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void figuresAreThoseOfASumFromScratch(long seed) {
        Random random = new Random(seed);
        ServiceMeasurements measurements = watched();
        List<MeasurementSecond> all = new ArrayList<>();
        long now = START;
        for (int step = 0; step < 150; step++) {
            now += random.nextInt(15) == 0 ? random.nextInt(200) : random.nextInt(4);
            measurements.advanceTo(now);
            List<MeasurementSecond> parts = parts(random, random.nextInt(8), now - START - 100, 160);
            measurements.add(new MeasurementDelta("shop", parts));
            all.addAll(parts);
            for (MeasurementKey key : keys()) {
                for (Stretch stretch : stretches()) {
                    long running = now;
                    Optional<MeasurementSum> expected = all.stream()
                            .filter(part -> part.key().equals(key))
                            .filter(part -> part.second() >= stretch.fromSecond(running) && part.second() <= running)
                            .map(MeasurementSecond::sum)
                            .reduce(MeasurementSum::plus);
                    assertThat(measurements.sum(key, stretch))
                            .as("%s over %s at %d", key, stretch, now - START)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRestartAtAnyMomentChangesNothing(long seed) {
        Random random = new Random(seed);
        ServiceMeasurements undisturbed = watched();
        ServiceMeasurements restarting = watched();
        Map<Place, Kept> slots = new HashMap<>();
        MeasurementWatch watch = watch(0);
        for (int step = 0; step < 60; step++) {
            long now = START + step * 25L;
            MeasurementDelta delta =
                    new MeasurementDelta("shop", parts(random, random.nextInt(20), now - START - 30, 80));
            for (ServiceMeasurements each : List.of(undisturbed, restarting)) {
                each.advanceTo(now);
                each.add(delta);
            }
            if (step % 20 == 19) {
                watch = watch(1 + step / 20);
                undisturbed.watch(watch);
                restarting.watch(watch);
            }
            if (random.nextInt(4) == 0) {
                restarting = restarted(restarting, watch, slots);
            }
            assertThat(figures(restarting)).isEqualTo(figures(undisturbed));
        }
        restarting = restarted(restarting, watch, slots);
        assertThat(kept(restarting)).isEqualTo(kept(undisturbed));
        assertThat(restarting.memory()).isEqualTo(undisturbed.memory());
        assertThat(restarting.past(STAGE_BEFORE, 3)).isPresent();
    }

    private static ServiceMeasurements restarted(
            ServiceMeasurements before, MeasurementWatch watch, Map<Place, Kept> slots) {
        before.drain(kept -> slots.put(kept.place(), kept), slots::remove);
        ServiceMeasurements after = new ServiceMeasurements();
        after.resume(watch, before.runningSecond(), before.memory(), List.copyOf(slots.values()));
        return after;
    }

    private static List<Object> figures(ServiceMeasurements measurements) {
        List<Object> figures = new ArrayList<>();
        for (MeasurementKey key : keys()) {
            figures.add(measurements.latest(key));
            for (Stretch stretch : stretches()) {
                figures.add(measurements.sum(key, stretch));
                figures.add(measurements.mean(key, stretch));
                figures.add(measurements.course(key, stretch));
            }
        }
        figures.add(measurements.past(STAGE_BEFORE, 1));
        figures.add(measurements.past(HOUR_BEFORE, 1));
        return figures;
    }

    private static Set<Kept> kept(ServiceMeasurements measurements) {
        Set<Kept> kept = new java.util.HashSet<>();
        measurements.forEach(kept::add);
        return kept;
    }

    private static ServiceMeasurements watched() {
        ServiceMeasurements measurements = new ServiceMeasurements();
        measurements.advanceTo(START);
        measurements.watch(watch(0));
        return measurements;
    }

    private static MeasurementWatch watch(int stage) {
        MeasurementWatch.StageInForce running = new MeasurementWatch.StageInForce(stage, START + 3 + stage * 500L);
        Set<Ask> asks = new java.util.HashSet<>();
        KINDS.forEach(kind -> asks.add(new Ask(of(kind), Set.copyOf(stretches()))));
        asks.add(new Ask(of(Kind.GAUGE), Set.of(running.whole(true))));
        return new MeasurementWatch(CANARY, asks, Set.of(STAGE_BEFORE, HOUR_BEFORE), START, Optional.of(running));
    }

    private static Selection of(Kind kind) {
        return Selection.of(kind, Metric.named("figure"), CANARY);
    }

    private static List<Stretch> stretches() {
        return List.of(
                new Stretch(20, START + 7, false),
                new Stretch(60, Span.UNCLIPPED, true),
                new Stretch(90, START + 7, false),
                new Stretch(600, START + 13, true),
                new Stretch(3_600, START + 13, false),
                new Stretch(30 * 86_400, START, true),
                new Stretch(Stretch.GROWING, START + 5, false),
                new Stretch(Stretch.GROWING, START + 5, true));
    }

    private static List<MeasurementKey> keys() {
        List<MeasurementKey> keys = new ArrayList<>();
        for (Kind kind : KINDS) {
            keys.add(new MeasurementKey(kind, Optional.empty(), "figure", Labels.NONE));
            keys.add(new MeasurementKey(kind, Optional.of(CANARY), "figure", Labels.copy(Map.of("pod", "a"))));
        }
        return keys;
    }

    private static List<MeasurementSecond> parts(Random random, int count, long from, int seconds) {
        List<MeasurementSecond> parts = new ArrayList<>();
        List<MeasurementKey> keys = keys();
        for (int i = 0; i < count; i++) {
            MeasurementKey key = keys.get(random.nextInt(keys.size()));
            long millis = (START + from + random.nextInt(seconds)) * 1_000 + random.nextInt(1_000);
            double value = key.kind() == Kind.PROBE || key.kind() == Kind.ALERT
                    ? random.nextInt(2)
                    : Math.round(random.nextGaussian() * 1e6) / 1e3;
            Measurement measurement = new Measurement(
                    key.kind(),
                    "shop",
                    key.version(),
                    key.name(),
                    key.labels(),
                    millis,
                    value,
                    key.kind() == Kind.RATIO ? OptionalDouble.of(Math.abs(value) + 1) : OptionalDouble.empty());
            parts.add(new MeasurementSecond(key, Math.floorDiv(millis, 1_000L), MeasurementSum.of(measurement)));
        }
        return parts;
    }
}
