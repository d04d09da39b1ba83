package dev.headgate.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.RandomParts;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceTelemetryPropertyTest {

    private static final long START = 1_800_000_003L;
    private static final Series CANARY = Series.of("2.0.0");
    private static final Series CHECKOUT = new Series("2.0.0", Optional.of("checkout"));

    static LongStream seeds() {
        return LongStream.range(1, 16);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOrderAndAnyPartitionGiveTheSameFigures(long seed) {
        Random random = new Random(seed);
        List<SeriesSecond> parts = points(random, parts(random, 300, 60));
        ServiceTelemetry inOrder = watched();
        ServiceTelemetry shuffled = watched();
        inOrder.advanceTo(START + 60);
        shuffled.advanceTo(START + 20);

        inOrder.add(new SketchDelta("shop", parts));
        List<SeriesSecond> other = new ArrayList<>(parts);
        Collections.shuffle(other, random);
        for (int from = 0; from < other.size(); ) {
            int to = Math.min(other.size(), from + 1 + random.nextInt(7));
            shuffled.add(new SketchDelta("shop", other.subList(from, to)));
            from = to;
        }
        shuffled.advanceTo(START + 60);

        for (WindowSpec spec : specs()) {
            assertThat(shuffled.windowWithExemplars(spec)).isEqualTo(inOrder.windowWithExemplars(spec));
        }
        assertThat(shuffled.lastSuccessSecond(CANARY)).isEqualTo(inOrder.lastSuccessSecond(CANARY));
        assertThat(shuffled.lastFailureSecond(CANARY)).isEqualTo(inOrder.lastFailureSecond(CANARY));
        long slice = START / 10;
        assertThat(shuffled.successSlices(CANARY, slice, slice + 6))
                .isEqualTo(inOrder.successSlices(CANARY, slice, slice + 6));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void runningSumsEqualASumFromScratchAtEveryInstant(long seed) {
        Random random = new Random(seed);
        ServiceTelemetry telemetry = watched();
        List<SeriesSecond> all = new ArrayList<>();
        long now = START - 5;

        for (int step = 0; step < 150; step++) {
            now += random.nextInt(20) == 0 ? random.nextInt(40) : random.nextInt(3);
            telemetry.advanceTo(now);
            List<SeriesSecond> parts = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                long second = now - (random.nextInt(6) == 0 ? random.nextInt(45) : 0) + random.nextInt(3);
                parts.add(part(random, second));
            }
            telemetry.add(new SketchDelta("shop", parts));
            all.addAll(parts);

            for (WindowSpec spec : specs()) {
                assertSameAsFromScratch(telemetry.window(spec), spec, all, now);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void latenciesOfAStretchThatMovesOnAreThoseOfASumFromScratch(long seed) {
        Random random = new Random(seed);
        ServiceTelemetry telemetry = watched();
        long now = START - 5;

        for (int step = 0; step < 300; step++) {
            now += random.nextInt(20) == 0 ? random.nextInt(90) : random.nextInt(3);
            telemetry.advanceTo(now);
            for (int i = random.nextInt(3); i > 0; i--) {
                long second = now - (random.nextInt(6) == 0 ? random.nextInt(140) : 0) + random.nextInt(50);
                telemetry.add(new SketchDelta("shop", List.of(part(random, second))));
            }
            long to = now - random.nextInt(4);
            long from = to - (random.nextInt(30) == 0 ? random.nextInt(150) : 60);

            assertThat(telemetry.latencies(CANARY, from, to))
                    .isEqualTo(telemetry.figures(CANARY, from, to).latencies());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRestartLosesNothing(long seed) {
        Random random = new Random(seed);
        ServiceTelemetry before = watched();
        before.advanceTo(START + 40);
        before.add(new SketchDelta("shop", points(random, parts(random, 200, 43))));

        ServiceTelemetry after = new ServiceTelemetry();
        after.resume(watch(), before.memory(), before.drainDirty().written());
        List<SeriesSecond> more = points(random, parts(random, 50, 80));
        for (ServiceTelemetry each : List.of(before, after)) {
            each.advanceTo(START + 60);
            each.add(new SketchDelta("shop", more));
        }

        for (WindowSpec spec : specs()) {
            assertThat(after.windowWithExemplars(spec)).isEqualTo(before.windowWithExemplars(spec));
        }
        assertThat(after.memory()).isEqualTo(before.memory());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void windowsThatLastGoOnWhenOthersBeginAnew(long seed) {
        Random random = new Random(seed);
        ServiceTelemetry undisturbed = watched();
        ServiceTelemetry telemetry = watched();
        for (int step = 0; step < 60; step++) {
            long now = START + step * 10L;
            SketchDelta delta = new SketchDelta("shop", List.of(part(random, now - random.nextInt(5))));
            for (ServiceTelemetry each : List.of(undisturbed, telemetry)) {
                each.advanceTo(now);
                each.add(delta);
            }
            if (random.nextInt(5) == 0) {
                telemetry.watch(watch());
            }
        }

        for (WindowSpec spec : specs()) {
            if (spec.lasting()) {
                assertThat(telemetry.window(spec)).as("%s", spec).isEqualTo(undisturbed.window(spec));
            }
        }
        assertThat(telemetry
                        .window(WindowSpec.lasting(CANARY, 1_200, START + 7))
                        .requests())
                .isPositive();
        telemetry.drainDirty();
        telemetry.watch(Watch.NOTHING);
        assertThat(telemetry.drainDirty().removed())
                .extracting(place -> ((RequestSlotKey) place).level())
                .contains(5, 30);
    }

    private static void assertSameAsFromScratch(
            WindowFigures figures, WindowSpec spec, List<SeriesSecond> all, long now) {
        long requests = 0;
        long errors = 0;
        long sum = 0;
        LatencySketch latencies = new LatencySketch();
        for (SeriesSecond part : all) {
            boolean its = spec.series().operation().isEmpty()
                    || spec.series().operation().get().equals(part.series().operation());
            boolean clipped = spec.lasting() && part.second() < spec.clipSecond();
            if (its && !clipped && part.second() >= spec.fromSecond(now) && part.second() <= now) {
                requests += part.requests();
                errors += part.errors();
                sum += part.latencySumMicros();
                latencies.add(part.latencies());
            }
        }
        assertThat(figures.requests()).isEqualTo(requests);
        assertThat(figures.errors()).isEqualTo(errors);
        assertThat(figures.latencySumMicros()).isEqualTo(sum);
        assertThat(figures.latencies()).isEqualTo(spec.withLatencies() ? latencies : new LatencySketch());
    }

    private static ServiceTelemetry watched() {
        ServiceTelemetry telemetry = new ServiceTelemetry();
        telemetry.advanceTo(START - 10);
        telemetry.watch(watch());
        return telemetry;
    }

    private static Watch watch() {
        return new Watch(Set.of("2.0.0", "1.0.0"), Set.of("checkout"), new HashSet<>(specs()), START, false);
    }

    private static List<WindowSpec> specs() {
        return List.of(
                new WindowSpec(CANARY, 10, START, true),
                new WindowSpec(CANARY, 60, START, false),
                new WindowSpec(CANARY, 90, START, true),
                new WindowSpec(CANARY, 300, START, false),
                new WindowSpec(CANARY, WindowSpec.GROWING, START + 5, true),
                new WindowSpec(CHECKOUT, 30, 0, true),
                new WindowSpec(CHECKOUT, WindowSpec.GROWING, START, false),
                WindowSpec.lasting(CANARY, 20, START + 7),
                WindowSpec.lasting(CANARY, 90, START + 7),
                WindowSpec.lasting(CANARY, 1_200, START + 7),
                WindowSpec.lasting(CHECKOUT, 259_200, START + 7));
    }

    private static List<SeriesSecond> parts(Random random, int count, int seconds) {
        List<SeriesSecond> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(part(random, START + random.nextInt(seconds)));
        }
        return parts;
    }

    /** The same with a few data points among them, some of which began before the windows do. */
    private static List<SeriesSecond> points(Random random, List<SeriesSecond> parts) {
        parts.replaceAll(part -> random.nextInt(20) == 0 ? part.withInterval(1 + random.nextInt(20)) : part);
        return parts;
    }

    private static SeriesSecond part(Random random, long second) {
        return RandomParts.part(random, "2.0.0", random.nextBoolean() ? "checkout" : "search", second, 0.1);
    }
}
