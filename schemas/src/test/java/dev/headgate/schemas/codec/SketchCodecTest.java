package dev.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SketchCodecTest {

    private static final CombinerProgress PROGRESS = new CombinerProgress(
            3,
            8,
            1_795_348_800_123L,
            1_795_348_799_990L,
            true,
            new TreeMap<>(Map.of("telemetry.requests", 8, "telemetry.summaries", 4)),
            new TreeMap<>(Map.of("telemetry.requests", 123_456_789_012L, "telemetry.summaries", 0L)));

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatWasWrittenToTheByte(long seed) {
        SketchDelta delta = delta(new Random(seed), 10);

        byte[] bytes = SketchCodec.write(delta);

        assertThat(SketchCodec.read(bytes)).as("seed %s", seed).isEqualTo(delta);
        assertThat(SketchCodec.write(SketchCodec.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void readsAndWritesProgress() {
        assertThat(SketchCodec.read(SketchCodec.write(PROGRESS))).isEqualTo(PROGRESS);
    }

    @Test
    void beginsWithTheFormatsVersionAndTheKind() {
        assertThat(SketchCodec.write(PROGRESS)).startsWith(1, 2);
        assertThat(SketchCodec.write(new SketchDelta("shop", List.of()))).startsWith(1, 1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalSketchesHaveEqualBytesHoweverTheyCameAbout(long seed) {
        Random random = new Random(seed);
        LatencySketch sketch = randomSketch(random);
        LatencySketch detour = sketch.copy();
        LatencySketch more = new LatencySketch();
        more.record(1_000, 500);
        detour.add(more);
        detour.subtract(more);

        assertThat(SketchCodec.writeSketch(detour)).as("seed %s", seed).isEqualTo(SketchCodec.writeSketch(sketch));
        assertThat(SketchCodec.readSketch(SketchCodec.writeSketch(sketch))).isEqualTo(sketch);
    }

    @Test
    void fewValuesTakeFewBytesAndAThousandAboutHalfAKilobyte() {
        Random random = new Random(1);
        LatencySketch thousand = new LatencySketch();
        for (int i = 0; i < 1_000; i++) {
            thousand.record((long) Math.exp(9 + random.nextGaussian() * 0.5));
        }

        assertThat(SketchCodec.writeSketch(Samples.sketch(20_000, 20_100, 21_000)))
                .hasSizeLessThan(12);
        assertThat(SketchCodec.writeSketch(thousand)).hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void splittingKeepsEveryPartAndTheBound(long seed) {
        SketchDelta delta = delta(new Random(seed), 60);

        List<byte[]> values = SketchCodec.split(delta, 4_000);

        List<SeriesSecond> seconds = new ArrayList<>();
        for (byte[] value : values) {
            SketchDelta part = (SketchDelta) SketchCodec.read(value);
            assertThat(part.service()).isEqualTo(delta.service());
            assertThat(value.length <= 4_000 || part.seconds().size() == 1).isTrue();
            seconds.addAll(part.seconds());
        }
        assertThat(seconds).as("seed %s", seed).isEqualTo(delta.seconds());
    }

    @Test
    void splittingASmallDeltaGivesItAsOne() {
        SketchDelta delta = new SketchDelta("shop", List.of(Samples.second()));

        assertThat(SketchCodec.split(delta, 10_000)).containsExactly(SketchCodec.write(delta));
    }

    @Test
    void intervalsOfDataPointsComeBackAndTakeNoRoomWhereThereAreNone() {
        SeriesSecond part = new SeriesSecond(
                new SeriesKey("2", "checkout", Labels.NONE), 1_800_000_000, 1, 0, 10, Samples.sketch(10), List.of());
        SketchDelta seconds = new SketchDelta("shop", List.of(part, part));
        SketchDelta points = new SketchDelta("shop", List.of(part, part.withInterval(60)));

        assertThat(SketchCodec.read(SketchCodec.write(points))).isEqualTo(points);
        assertThat(SketchCodec.write(points)).hasSize(SketchCodec.write(seconds).length + 2);
    }

    @Test
    void coarseLatenciesComeBackAsTheyWereAndExactOnesTakeNoMoreRoom() {
        LatencySketch coarse = Samples.sketch(8_000, 41_250);
        coarse.recordBetween(100_000, 250_000, 70);
        LatencySketch exact = Samples.sketch(8_000, 41_250);

        assertThat(SketchCodec.readSketch(SketchCodec.writeSketch(coarse))).isEqualTo(coarse);
        assertThat(SketchCodec.readSketch(SketchCodec.writeSketch(coarse)).coarseCount())
                .isEqualTo(70);
        assertThat(SketchCodec.writeSketch(exact)).startsWith(1, 0, 2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAnythingButACodecExceptionForDamagedBytes(long seed) {
        Random random = new Random(seed);
        byte[] damaged = random.nextBoolean() ? SketchCodec.write(delta(random, 5)) : SketchCodec.write(PROGRESS);
        for (int i = random.nextInt(5); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        if (random.nextBoolean()) {
            damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length + 10));
        }

        try {
            SketchCodec.read(damaged);
        } catch (CodecException expected) {
            assertThat(expected.cause()).isIn("not-a-sketch", "unsupported-schema", "unknown-kind");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAnythingButACodecExceptionForRandomBytes(long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 1) {
            bytes[0] = 1;
            bytes[1] = (byte) (1 + random.nextInt(2));
        }

        try {
            SketchCodec.read(bytes);
            SketchCodec.readSketch(bytes);
        } catch (CodecException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        }
    }

    @Test
    void readsBucketsAsEarlierReleasesWroteThem() {
        LatencySketch sketch = new LatencySketch();
        sketch.record(19_968, 70);
        sketch.record(20_096, 1);
        byte[] earlier = {2, 0, 2, (byte) 128, (byte) 156, 1, 70, (byte) 128, 1, 1};

        assertThat(SketchCodec.readSketch(earlier)).isEqualTo(sketch);
        assertThat(SketchCodec.writeSketch(sketch)).startsWith(4, 0, 2).hasSizeLessThan(earlier.length);
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(cause(new byte[] {})).isEqualTo("not-a-sketch");
        assertThat(cause(new byte[] {2, 1})).isEqualTo("unsupported-schema");
        assertThat(cause(new byte[] {1, 9})).isEqualTo("unknown-kind");
        assertThat(cause(new byte[] {1, 1, 0, 0, 0, 0})).isEqualTo("not-a-sketch");
        assertThat(sketchProblem(9, 0, 0)).contains("form 9");
        assertThat(sketchProblem(4, 0, 1, 0, 1)).contains("there is no bucket 0");
        assertThat(sketchProblem(4, 0, 1, 255, 127, 1)).contains("there is no bucket 16383");
        assertThat(sketchProblem(4, 0, 1, 5, 0)).contains("a count of 0");
        assertThat(sketchProblem(3, 1, 3, 0, 0)).contains("form 3");
        assertThat(sketchProblem(3, 2, 1, 0, 1, 5, 1, 0, 1, 5)).contains("found 2 of 1");
        assertThat(sketchProblem(3, 1, 1, 0, 1, 5, 1, 0, 0)).contains("of the same latencies");
        assertThat(sketchProblem(1, 1, 1, 5)).contains("more latencies over 60 s than it holds");
        assertThat(sketchProblem(1, 0, 1, 0)).contains("outside 1 us to 60 s");
        assertThat(sketchProblem(2, 0, 1, 5, 0)).contains("a count of 0");
        assertThat(sketchProblem(1, 0, 120)).contains("announces more");
        assertThat(sketchProblem(1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 9))
                .contains("too long");
        assertThat(sketchProblem(1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1))
                .contains("negative");
        assertThat(sketchProblem(1, 0, 1, 255, 255, 255, 255, 127)).contains("too large");
        assertThat(sketchProblem(1, 0, 0, 0)).contains("1 bytes too many");
    }

    @Test
    void whatIsKeptIsReadLikeWhatIsSent() {
        for (long seed = 1; seed <= 200; seed++) {
            SketchDelta delta = delta(new Random(seed), 8);

            byte[] kept = SketchCodec.writePacked(delta);

            assertThat(SketchCodec.read(kept)).as("seed %s", seed).isEqualTo(delta);
            LatencySketch sketch = delta.seconds().get(0).latencies();
            assertThat(SketchCodec.readSketch(SketchCodec.writePackedSketch(sketch)))
                    .as("seed %s", seed)
                    .isEqualTo(sketch);
        }
    }

    @Test
    void aPackedSketchThatContradictsItselfIsRefused() {
        assertThat(sketchProblem(5, 0, 9, 1)).contains("announces more");
        assertThat(sketchProblem(5, 0, 1, 255)).contains("not a binary sketch");
        assertThat(sketchProblem(5, 1, 0)).contains("more latencies over 60 s than it holds");
    }

    private static String sketchProblem(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return catchThrowableOfType(CodecException.class, () -> SketchCodec.readSketch(bytes))
                .getMessage();
    }

    private static String cause(byte[] bytes) {
        return catchThrowableOfType(CodecException.class, () -> SketchCodec.read(bytes))
                .cause();
    }

    private static SketchDelta delta(Random random, int most) {
        List<SeriesSecond> seconds = new ArrayList<>();
        long second = 1_795_348_800L + random.nextInt(1000);
        for (int i = random.nextInt(most); i >= 0; i--) {
            LatencySketch sketch = randomSketch(random);
            SeriesKey key = new SeriesKey(
                    "2.4." + random.nextInt(2),
                    "operation-" + random.nextInt(4),
                    random.nextBoolean() ? Labels.NONE : Labels.copy(Map.of("region", "r" + random.nextInt(2))));
            second += random.nextInt(5) - 2;
            List<Exemplar> exemplars = random.nextBoolean()
                    ? List.of()
                    : List.of(
                            new Exemplar("r-1", second * 1000 + 999, 5_000, Outcome.ERROR),
                            new Exemplar("überlang", second * 1000, 90_000_000, Outcome.SUCCESS));
            SeriesSecond part = new SeriesSecond(
                    key, second, sketch.count(), random.nextInt(5), random.nextInt(1_000_000), sketch, exemplars);
            seconds.add(random.nextInt(10) == 0 ? part.withInterval(random.nextInt(90)) : part);
        }
        return new SketchDelta("shop", seconds);
    }

    private static LatencySketch randomSketch(Random random) {
        LatencySketch sketch = new LatencySketch();
        int size = random.nextInt(4) == 0 ? random.nextInt(1_000) : random.nextInt(80);
        for (int i = 0; i < size; i++) {
            sketch.record(random.nextInt(30) == 0 ? 80_000_000 : (long) Math.exp(random.nextDouble() * 18));
        }
        return sketch;
    }
}
