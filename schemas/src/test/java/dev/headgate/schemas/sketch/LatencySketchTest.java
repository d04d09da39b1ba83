package dev.headgate.schemas.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencySketchTest {

    private static final double[] QUANTILES = {0, 0.001, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1};

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @Test
    void anEmptySketchHasNoQuantile() {
        assertThat(new LatencySketch().quantile(0.5)).isEqualTo(OptionalLong.empty());
        assertThat(new LatencySketch().isEmpty()).isTrue();
        assertThat(new LatencySketch()).hasToString("no latencies");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithAHistogramWhateverItsForm(long seed) {
        List<Long> latencies = latencies(new Random(seed));
        Histogram histogram = new Histogram(1, LatencySketch.HIGHEST_MICROS, LatencySketch.DIGITS);
        LatencySketch sketch = new LatencySketch();
        for (long latency : latencies) {
            histogram.recordValue(Math.max(1, Math.min(latency, LatencySketch.HIGHEST_MICROS)));
            sketch.record(latency);
        }

        assertThat(sketch.count()).isEqualTo(histogram.getTotalCount());
        for (double quantile : QUANTILES) {
            assertThat(sketch.quantile(quantile))
                    .as("quantile %s of seed %s", quantile, seed)
                    .isEqualTo(
                            latencies.isEmpty()
                                    ? OptionalLong.empty()
                                    : OptionalLong.of(histogram.getValueAtPercentile(quantile * 100)));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyOrderAndAnySplitGiveTheSameSketch(long seed) {
        Random random = new Random(seed);
        List<Long> latencies = latencies(random);
        LatencySketch whole = sketch(latencies);
        List<Long> shuffled = new ArrayList<>(latencies);
        Collections.shuffle(shuffled, random);
        LatencySketch sum = new LatencySketch();

        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(100));
            sum.add(sketch(shuffled.subList(from, to)));
            from = to;
        }

        assertThat(sum).as("seed %s", seed).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(buckets(sum)).as("seed %s", seed).isEqualTo(buckets(whole));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void subtractingTakesAwayExactlyWhatWasAdded(long seed) {
        Random random = new Random(seed);
        LatencySketch first = sketch(latencies(random));
        LatencySketch second = sketch(latencies(random));
        LatencySketch sum = first.copy();
        sum.add(second);

        sum.subtract(second);

        assertThat(sum).as("seed %s", seed).isEqualTo(first);
        assertThat(buckets(sum)).as("seed %s", seed).isEqualTo(buckets(first));
        for (double quantile : QUANTILES) {
            assertThat(sum.quantile(quantile)).isEqualTo(first.quantile(quantile));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatLiesAboveABucketIsCountedTheSameInEveryForm(long seed) {
        Random random = new Random(seed);
        List<Long> latencies = new ArrayList<>();
        LatencySketch sketch = new LatencySketch();
        for (int i = 0; i < 300; i++) {
            long micros = 1 + (long) Math.exp(random.nextDouble() * 18);
            latencies.add(micros);
            sketch.record(micros);
            LatencySketch packed = sketch.copy();
            packed.pack();
            for (long limit : new long[] {0, 1, 700, 80_000, 1_000_000, 59_900_000, 60_000_000, micros}) {
                long above = latencies.stream()
                        .filter(each -> LatencySketch.lowestOfBucket(Math.min(each, 60_000_000))
                                > LatencySketch.lowestOfBucket(limit))
                        .count();
                assertThat(sketch.countAbove(limit))
                        .as("above %s, seed %s", limit, seed)
                        .isEqualTo(above);
                assertThat(packed.countAbove(limit))
                        .as("above %s, seed %s", limit, seed)
                        .isEqualTo(above);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void packedBytesHoldTheWholeSketch(long seed) {
        Random random = new Random(seed);
        LatencySketch sketch = sketch(latencies(random));
        for (int i = random.nextInt(4); i > 0; i--) {
            sketch.record(1 + random.nextInt(70_000_000), 1L << random.nextInt(60));
        }
        LatencySketch packed = sketch.copy();
        packed.pack();
        byte[] bytes = sketch.packedBytes();

        LatencySketch again = LatencySketch.ofPacked(bytes, sketch.clampedCount());

        assertThat(packed.packedBytes()).as("seed %s", seed).isEqualTo(bytes);
        assertThat(again).as("seed %s", seed).isEqualTo(sketch).hasSameHashCodeAs(sketch);
        assertThat(buckets(again)).as("seed %s", seed).isEqualTo(buckets(sketch));
        again.record(7);
        assertThat(again.count()).isEqualTo(sketch.count() + 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bytesThatAreOfNoSketchAreRefused(long seed) {
        Random random = new Random(seed);
        byte[] bytes = sketch(latencies(random)).packedBytes().clone();
        for (int i = 0; i < 50; i++) {
            byte[] broken = Arrays.copyOf(bytes, random.nextInt(bytes.length + 3));
            if (broken.length > 0) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                LatencySketch read = LatencySketch.ofPacked(broken, 0);
                read.forEachBucket((lowest, count) -> assertThat(lowest)
                        .as("seed %s", seed)
                        .isBetween(LatencySketch.LOWEST_MICROS, LatencySketch.HIGHEST_MICROS));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %s", seed).hasMessageNotContainingAny("null");
            }
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> LatencySketch.ofPacked(longer, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> LatencySketch.ofPacked(bytes, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void packingIsNeverVisible(long seed) {
        Random random = new Random(seed);
        LatencySketch plain = new LatencySketch();
        LatencySketch packed = new LatencySketch();
        List<LatencySketch> added = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            boolean taking = !added.isEmpty() && random.nextInt(3) == 0;
            LatencySketch part = taking ? added.remove(random.nextInt(added.size())) : sketch(latencies(random));
            LatencySketch packedPart = part.copy();
            packedPart.pack();
            if (taking) {
                plain.subtract(part);
                packed.subtract(packedPart);
            } else {
                added.add(part);
                plain.add(part);
                packed.add(packedPart);
            }
            packed.pack();

            assertThat(packedPart).as("seed %s", seed).isEqualTo(part);
            assertThat(packed).as("seed %s", seed).isEqualTo(plain).hasSameHashCodeAs(plain);
            assertThat(packed.copy()).isEqualTo(plain);
            assertThat(packed.count()).isEqualTo(plain.count());
            assertThat(packed.clampedCount()).isEqualTo(plain.clampedCount());
            assertThat(buckets(packed)).isEqualTo(buckets(plain));
            for (double quantile : QUANTILES) {
                assertThat(packed.quantile(quantile)).isEqualTo(plain.quantile(quantile));
            }
        }
        packed.record(1_000, 100);
        plain.record(1_000, 100);
        assertThat(buckets(packed)).isEqualTo(buckets(plain));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 1000})
    void countingManyAtOnceIsCountingEach(int count) {
        LatencySketch atOnce = new LatencySketch();
        atOnce.record(70_000_000, count);
        LatencySketch each = new LatencySketch();
        for (int i = 0; i < count; i++) {
            each.record(70_000_000);
        }

        assertThat(atOnce).isEqualTo(each);
        assertThat(atOnce.clampedCount()).isEqualTo(count);
    }

    @Test
    void countsValuesBelowTheRangeAsItsLowestAndThoseAboveApart() {
        LatencySketch sketch = new LatencySketch();
        sketch.record(0);
        sketch.record(-5);
        sketch.record(60_000_001);

        assertThat(sketch.quantile(0)).hasValue(1);
        assertThat(sketch.quantile(1).orElseThrow()).isGreaterThanOrEqualTo(60_000_000);
        assertThat(sketch.clampedCount()).isEqualTo(1);
        assertThat(sketch.count()).isEqualTo(3);
    }

    @Test
    void isNeverWrongByMoreThanOneIn128() {
        for (long latency = 1; latency <= LatencySketch.HIGHEST_MICROS; latency = latency * 11 / 10 + 1) {
            LatencySketch sketch = new LatencySketch();
            sketch.record(latency);

            long told = sketch.quantile(0.5).orElseThrow();
            assertThat(Math.abs(told - latency)).isLessThanOrEqualTo(latency / 128);
            assertThat(LatencySketch.lowestOfBucket(latency)).isBetween(latency - latency / 128, latency);
        }
    }

    @Test
    void aCopyChangesOnItsOwn() {
        for (int size : new int[] {0, 3, 100}) {
            LatencySketch sketch = new LatencySketch();
            sketch.record(500, size);
            LatencySketch copy = sketch.copy();

            copy.record(9);
            sketch.record(8);

            assertThat(copy.count()).isEqualTo(size + 1);
            assertThat(copy).isNotEqualTo(sketch);
            assertThat(buckets(copy)).contains(9L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void refusesToTakeAwayWhatIsNotThere(int count) {
        LatencySketch other = new LatencySketch();
        other.record(1_000, 1);
        LatencySketch sketch = new LatencySketch();
        sketch.record(500, count);
        LatencySketch more = new LatencySketch();
        more.record(500, count + 1);
        LatencySketch clamped = new LatencySketch();
        clamped.record(70_000_000);

        assertThatIllegalArgumentException().isThrownBy(() -> sketch.copy().subtract(other));
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.copy().subtract(more));
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.copy().subtract(clamped));
        assertThatIllegalArgumentException().isThrownBy(() -> sketch.record(5, -1));
    }

    @Test
    void differsFromAnythingElse() {
        assertThat(new LatencySketch()).isNotEqualTo("sketch");
        assertThat(sketch(List.of(1_000L))).isNotEqualTo(sketch(List.of(2_000L)));
        assertThat(sketch(List.of(1_000L))).hasToString("1 latencies, p50 1003 us");
    }

    /** Mostly few, sometimes many, always with some at both ends of the range. */
    private static List<Long> latencies(Random random) {
        int size = random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(2 * LatencySketch.FEW);
        List<Long> latencies = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            latencies.add(
                    switch (random.nextInt(20)) {
                        case 0 -> 0L;
                        case 1 -> 61_000_000L;
                        case 2 -> (long) random.nextInt(300);
                        default -> (long) Math.exp(random.nextDouble() * 17);
                    });
        }
        return latencies;
    }

    private static LatencySketch sketch(List<Long> latencies) {
        LatencySketch sketch = new LatencySketch();
        latencies.forEach(sketch::record);
        return sketch;
    }

    private static List<Long> buckets(LatencySketch sketch) {
        List<Long> buckets = new ArrayList<>();
        sketch.forEachBucket((lowest, count) -> {
            buckets.add(lowest);
            buckets.add(count);
        });
        return buckets;
    }
}
