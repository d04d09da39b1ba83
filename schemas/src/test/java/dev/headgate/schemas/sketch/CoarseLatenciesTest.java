package dev.headgate.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoarseLatenciesTest {

    private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1};
    private static final long[] BOUNDS = {5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 10_000_000};
    private static final long[] OTHER_BOUNDS = {8_192, 16_384, 32_768, 65_536, 300_000, 5_000_000};

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    /** What an exact sketch would say lies between the edges, but for a bucket, whatever was added together. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsTrueLiesBetweenTheEdges(long seed) {
        Random random = new Random(seed);
        LatencySketch exact = new LatencySketch();
        LatencySketch coarse = new LatencySketch();
        for (int part = random.nextInt(4); part >= 0; part--) {
            long[] bounds = random.nextInt(3) == 0 ? new long[0] : random.nextBoolean() ? BOUNDS : OTHER_BOUNDS;
            LatencySketch added = new LatencySketch();
            for (int i = random.nextInt(300); i >= 0; i--) {
                long latency = 1 + (long) Math.exp(random.nextDouble() * 16);
                exact.record(latency);
                record(added, latency, bounds);
            }
            coarse.add(added);
        }

        for (double quantile : QUANTILES) {
            long truth = exact.quantile(quantile).orElseThrow();
            long upper = coarse.quantile(quantile).orElseThrow();
            assertThat(coarse.quantileAtLeast(quantile).orElse(truth))
                    .as("lower edge of %s, seed %s", quantile, seed)
                    .isLessThanOrEqualTo(truth + 1);
            assertThat(LatencySketch.highestOfBucket(LatencySketch.lowestOfBucket(upper + 1)))
                    .as("the bucket beyond the upper edge of %s, seed %s", quantile, seed)
                    .isGreaterThanOrEqualTo(Math.min(truth, LatencySketch.HIGHEST_MICROS));
        }
        assertThat(coarse.count()).isEqualTo(exact.count());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void addingAndTakingAwayAreExactInAnyOrder(long seed) {
        Random random = new Random(seed);
        List<LatencySketch> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(part(random));
        }
        LatencySketch forwards = new LatencySketch();
        LatencySketch backwards = new LatencySketch();
        for (int i = 0; i < parts.size(); i++) {
            forwards.add(parts.get(i));
            backwards.add(parts.get(parts.size() - 1 - i));
            if (random.nextBoolean()) {
                forwards.pack();
            }
        }
        assertThat(forwards).as("seed %s", seed).isEqualTo(backwards);

        for (int i = parts.size() - 1; i > 0; i--) {
            forwards.subtract(parts.get(i));
        }
        assertThat(forwards).as("seed %s", seed).isEqualTo(parts.get(0));
        assertThat(forwards.copy()).isEqualTo(parts.get(0));
    }

    @Test
    void isExactAgainWhenTheLastCoarseLatencyIsTakenAway() {
        LatencySketch sketch = new LatencySketch();
        sketch.record(40_000);
        LatencySketch coarse = new LatencySketch();
        coarse.recordBetween(100_000, 250_000, 3);

        sketch.add(coarse);
        assertThat(sketch.isCoarse()).isTrue();
        assertThat(sketch.coarseCount()).isEqualTo(3);
        sketch.subtract(coarse);

        assertThat(sketch.isCoarse()).isFalse();
        assertThat(sketch.atLeast()).isSameAs(sketch);
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.subtract(coarse));
    }

    /** A bound at a limit puts all that lies below it on its one side, and all above it on the other. */
    @ParameterizedTest
    @CsvSource({"250000", "100000", "1000", "999", "256", "60000000", "12345678"})
    void aBoundSeparatesWhatLiesOnBothSidesOfIt(long bound) {
        LatencySketch below = new LatencySketch();
        below.recordBetween(bound / 2, bound, 1);
        LatencySketch above = new LatencySketch();
        above.recordBetween(bound, bound * 2, 1);

        assertThat(below.quantile(0.5).orElseThrow()).isLessThanOrEqualTo(bound);
        assertThat(above.quantileAtLeast(0.5).orElse(LatencySketch.HIGHEST_MICROS))
                .isGreaterThanOrEqualTo(Math.min(bound + 1, LatencySketch.HIGHEST_MICROS));
        assertThat(below.countAbove(bound)).isZero();
        assertThat(below.atLeast().countAbove(bound)).isZero();
        assertThat(above.countAbove(bound)).isEqualTo(above.atLeast().countAbove(bound));
    }

    @Test
    void boundsWithinOneBucketAreExact() {
        LatencySketch sketch = new LatencySketch();
        sketch.recordBetween(250_000, 250_100, 5);
        sketch.recordBetween(99_999, 100_000, 5);
        assertThat(sketch.quantile(0)).hasValue(99_840);
        sketch.recordBetween(70_000_000, Long.MAX_VALUE, 1);

        assertThat(sketch.isCoarse()).isFalse();
        assertThat(sketch.count()).isEqualTo(11);
        assertThat(sketch.clampedCount()).isEqualTo(1);
    }

    @Test
    void withoutAnUpperBoundTheUpperEdgeIsTheEndOfTheRange() {
        LatencySketch sketch = new LatencySketch();
        sketch.recordBetween(10_000_000, Long.MAX_VALUE, 1);

        assertThat(sketch.quantile(0.5).orElseThrow()).isGreaterThanOrEqualTo(LatencySketch.HIGHEST_MICROS);
        assertThat(sketch.quantileAtLeast(0.5).orElseThrow()).isBetween(10_000_000L, 10_100_000L);
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        LatencySketch sketch = new LatencySketch();
        LatencySketch one = new LatencySketch();
        one.record(1);

        assertThatIllegalArgumentException().isThrownBy(() -> sketch.recordBetween(5, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.recordBetween(-1, 5, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencySketch.between(one, sketch, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencySketch.between(one, one, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencySketch.between(one, one, 0));
    }

    static LatencySketch part(Random random) {
        LatencySketch part = new LatencySketch();
        long[] bounds = random.nextInt(3) == 0 ? new long[0] : random.nextBoolean() ? BOUNDS : OTHER_BOUNDS;
        for (int i = random.nextInt(150); i >= 0; i--) {
            record(part, 1 + (long) Math.exp(random.nextDouble() * 18.5), bounds);
        }
        return part;
    }

    private static void record(LatencySketch into, long latency, long[] bounds) {
        if (bounds.length == 0) {
            into.record(latency);
            return;
        }
        long above = 0;
        for (long bound : bounds) {
            if (latency <= bound) {
                into.recordBetween(above, bound, 1);
                return;
            }
            above = bound;
        }
        into.recordBetween(above, Long.MAX_VALUE, 1);
    }
}
