package dev.headgate.schemas.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeasurementSumTest {

    private static final List<Measurement.Kind> KINDS = Arrays.stream(Measurement.Kind.values())
            .filter(kind -> kind != Measurement.Kind.UNKNOWN)
            .toList();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addsUpToTheSameInAnyOrderAndGrouping(long seed) {
        Random random = new Random(seed);
        Measurement.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        List<Measurement> all = new ArrayList<>();
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            all.add(measurement(random, kind));
        }
        MeasurementSum inOrder = all.stream()
                .map(MeasurementSum::of)
                .reduce(MeasurementSum::plus)
                .orElseThrow();

        List<MeasurementSum> parts =
                new ArrayList<>(all.stream().map(MeasurementSum::of).toList());
        while (parts.size() > 1) {
            Collections.shuffle(parts, random);
            parts.add(parts.remove(0).plus(parts.remove(0)));
        }

        assertThat(parts.get(0)).as("seed %s", seed).isEqualTo(inOrder);
        assertThat(inOrder.count()).isEqualTo(all.size());
    }

    @Test
    void theLatestIsTheOneMeasuredLastAndOfSeveralTheLargest() {
        MeasurementSum early = MeasurementSum.of(gauge(1_000, 9));
        MeasurementSum late = MeasurementSum.of(gauge(2_000, 3));
        MeasurementSum lateToo = MeasurementSum.of(gauge(2_000, 4));

        MeasurementSum sum = lateToo.plus(late).plus(early);

        assertThat(sum.last()).isEqualTo(4);
        assertThat(sum.lastAtMillis()).isEqualTo(2_000);
        assertThat(sum.minimum()).isEqualTo(3);
        assertThat(sum.maximum()).isEqualTo(9);
        assertThat(sum.sumMicros()).isEqualTo(16_000_000);
    }

    @Test
    void bothZerosAreOne() {
        assertThat(MeasurementSum.of(gauge(1, -0.0))).isEqualTo(MeasurementSum.of(gauge(1, 0.0)));
    }

    @Test
    void aSumThatIsTooLargeStaysTheLargestThereIs() {
        MeasurementSum large = MeasurementSum.of(gauge(1, 1e9));
        MeasurementSum sum = large;
        for (int i = 0; i < 10_000; i++) {
            sum = sum.plus(large);
        }

        assertThat(sum.sumMicros()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void seriesThatDifferOnlyInHowTheirLabelsAreCutAreTwo() {
        MeasurementKey one = key(Map.of("a", "1, b=2"));
        MeasurementKey two = key(Map.of("a", "1", "b", "2"));

        assertThat(new TreeSet<>(List.of(one, two))).hasSize(2);
        assertThat(Integer.signum(one.compareTo(two))).isEqualTo(-Integer.signum(two.compareTo(one)));
    }

    private static MeasurementKey key(Map<String, String> labels) {
        return new MeasurementKey(Measurement.Kind.GAUGE, Optional.empty(), "queue", Labels.copy(labels));
    }

    private static Measurement gauge(long at, double value) {
        return new Measurement(
                Measurement.Kind.GAUGE,
                "shop",
                Optional.empty(),
                "queue",
                Labels.NONE,
                at,
                value,
                OptionalDouble.empty());
    }

    private static Measurement measurement(Random random, Measurement.Kind kind) {
        double value = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : random.nextGaussian() * 1e5;
        return new Measurement(
                kind,
                "shop",
                Optional.empty(),
                "queue",
                Labels.NONE,
                1_795_348_800_000L + random.nextInt(5),
                value,
                kind == Measurement.Kind.RATIO ? OptionalDouble.of(1e6 * random.nextDouble()) : OptionalDouble.empty());
    }
}
