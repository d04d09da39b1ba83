package dev.headgate.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeasurementBytesTest {

    private static final List<Measurement.Kind> KINDS = Arrays.stream(Measurement.Kind.values())
            .filter(kind -> kind != Measurement.Kind.UNKNOWN)
            .toList();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsWhatWasWrittenToTheByte(long seed) {
        MeasurementDelta delta = delta(new Random(seed), 20);

        byte[] bytes = SketchCodec.write(delta);

        assertThat(bytes).startsWith(1, 3);
        assertThat(SketchCodec.read(bytes)).as("seed %s", seed).isEqualTo(delta);
        assertThat(SketchCodec.write(SketchCodec.read(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void splittingKeepsEveryPartAndTheBound(long seed) {
        MeasurementDelta delta = delta(new Random(seed), 100);

        List<byte[]> values = SketchCodec.split(delta, 1_000);

        List<MeasurementSecond> seconds = new ArrayList<>();
        for (byte[] value : values) {
            MeasurementDelta part = (MeasurementDelta) SketchCodec.read(value);
            assertThat(part.service()).isEqualTo(delta.service());
            assertThat(value.length <= 1_000 || part.seconds().size() == 1).isTrue();
            seconds.addAll(part.seconds());
        }
        assertThat(seconds).as("seed %s", seed).isEqualTo(delta.seconds());
    }

    @Test
    void aGaugeOfOneSecondTakesLessThanFiftyBytes() {
        Measurement gauge = new Measurement(
                Measurement.Kind.GAUGE,
                "shop",
                Optional.empty(),
                "queue",
                Labels.NONE,
                1_795_348_800_123L,
                0.42,
                OptionalDouble.empty());
        MeasurementDelta delta = new MeasurementDelta(
                "shop",
                List.of(new MeasurementSecond(MeasurementKey.of(gauge), 1_795_348_800L, MeasurementSum.of(gauge))));

        assertThat(SketchCodec.write(delta)).hasSizeLessThan(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAnythingButACodecExceptionForDamagedBytes(long seed) {
        Random random = new Random(seed);
        byte[] damaged = SketchCodec.write(delta(random, 5));
        for (int i = random.nextInt(5); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        byte[] cut = random.nextBoolean() ? Arrays.copyOf(damaged, random.nextInt(damaged.length + 10)) : damaged;

        try {
            SketchCodec.read(cut);
        } catch (CodecException expected) {
            assertThat(expected.cause()).isIn("not-a-sketch", "unsupported-schema", "unknown-kind");
        }
    }

    @Test
    void saysWhatItCannotRead() {
        byte[] head = {1, 3, 0, 1, 5, 'g', 'a', 'u', 'g', 'e', 0, 1, 'q', 0, 1};

        assertThat(problem(head, 1)).contains("series 1 is not named");
        assertThat(problem(head, 0, 0, 9)).contains("form 9");
        assertThat(problem(head, 0, 0, 3, 1, 0, 127, 240, 0, 0, 0, 0, 0, 0)).contains("not finite");
        assertThat(problem(head, 0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0))
                .contains("with 0 values");
    }

    private static String problem(byte[] head, int... rest) {
        byte[] bytes = Arrays.copyOf(head, head.length + rest.length);
        for (int i = 0; i < rest.length; i++) {
            bytes[head.length + i] = (byte) rest[i];
        }
        return catchThrowableOfType(CodecException.class, () -> SketchCodec.read(bytes))
                .getMessage();
    }

    private static MeasurementDelta delta(Random random, int most) {
        List<MeasurementSecond> seconds = new ArrayList<>();
        long second = 1_795_348_800L;
        for (int i = random.nextInt(most); i >= 0; i--) {
            second += random.nextInt(5) - 2;
            Measurement.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            Optional<String> version = random.nextBoolean() ? Optional.empty() : Optional.of("2.4.1");
            String name = "m" + random.nextInt(3);
            MeasurementSum sum = null;
            for (int j = random.nextInt(4); j >= 0; j--) {
                MeasurementSum one = MeasurementSum.of(new Measurement(
                        kind,
                        "shop",
                        version,
                        name,
                        Labels.NONE,
                        second * 1000 + random.nextInt(1000),
                        random.nextGaussian() * 1e6,
                        kind == Measurement.Kind.RATIO ? OptionalDouble.of(1e9) : OptionalDouble.empty()));
                sum = sum == null ? one : sum.plus(one);
            }
            MeasurementKey key = new MeasurementKey(
                    kind,
                    version,
                    name,
                    random.nextBoolean() ? Labels.NONE : Labels.copy(Map.of("region", "r" + random.nextInt(2))));
            seconds.add(new MeasurementSecond(key, second, sum));
        }
        return new MeasurementDelta("shop", seconds);
    }
}
