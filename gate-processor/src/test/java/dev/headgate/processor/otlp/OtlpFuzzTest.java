package dev.headgate.processor.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real bytes, damaged: whatever comes of them is counted as it should be or refused, and nothing else happens. */
class OtlpFuzzTest {

    private static final int MUTATIONS = 2_000;
    private static final List<String> CAUSES = List.of(
            "not-otlp", "not-json", "missing-field", "invalid-value", "wrong-type", "too-large", "unknown-kind");
    private static final Instant END = Instant.parse("2026-11-29T12:00:00Z");

    private final OtlpSpans spans = new OtlpSpans(OtlpMapping.CONVENTIONS);
    private final OtlpMetrics metrics = new OtlpMetrics(OtlpMapping.CONVENTIONS);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damagedBytesAreCountedOrRefusedAndNeverStopTheStream(long seed) {
        Random random = new Random(seed);
        List<byte[]> good = List.of(spans().protobuf(), spans().json(), histogram(false), histogram(true), json());
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] damaged = damaged(good.get(random.nextInt(good.size())), random);
            try {
                readSpans(damaged);
                readMetrics(damaged);
            } catch (RuntimeException unexpected) {
                fail("seed " + seed + ", mutation " + i + ": " + Arrays.toString(damaged), unexpected);
            }
        }
    }

    private void readSpans(byte[] value) {
        OtlpSpansTest.Collected collected = new OtlpSpansTest.Collected();
        try {
            spans.read(value, collected);
        } catch (CodecException refused) {
            assertThat(refused.cause()).isIn(CAUSES);
            assertThat(collected.events).isEmpty();
        }
        collected.events.forEach(OtlpFuzzTest::requireSound);
        collected.refused.forEach(
                refused -> assertThat(refused.split(" ", 3)[1]).isIn(CAUSES));
    }

    private void readMetrics(byte[] value) {
        OtlpMetricsTest.Collected collected = new OtlpMetricsTest.Collected();
        try {
            metrics.read(value, collected);
        } catch (CodecException refused) {
            assertThat(refused.cause()).isIn(CAUSES);
            assertThat(collected.seconds).isEmpty();
        }
        collected.seconds.forEach(OtlpFuzzTest::requireSound);
        collected.refused.forEach(
                refused -> assertThat(refused.split(" ", 3)[1]).isIn(CAUSES));
    }

    private static void requireSound(RequestEvent event) {
        assertThat(Names.isName(event.service()) && Names.isName(event.version()))
                .isTrue();
        assertThat(Names.isOperation(event.operation())).isTrue();
        assertThat(event.latencyMicros()).isNotNegative();
        assertThat(event.completedAtMillis()).isNotNegative();
    }

    private static void requireSound(SeriesSecond second) {
        assertThat(second.requests()).isPositive().isEqualTo(second.latencies().count());
        assertThat(second.errors()).isBetween(0L, second.requests());
        assertThat(second.latencySumMicros()).isNotNegative();
        assertThat(Names.isOperation(second.series().operation())).isTrue();
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int place = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[place] = (byte) random.nextInt(256);
                case 1 -> bytes[place] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                case 3 -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(20), bytes.length - Math.max(from, place));
                    System.arraycopy(bytes.clone(), from, bytes, place, Math.max(0, length));
                }
                default -> Arrays.fill(bytes, place, Math.min(bytes.length, place + random.nextInt(12)), (byte) 0xFF);
            }
        }
        return bytes;
    }

    private static SdkSpans spans() {
        return new SdkSpans("shop", "2.4.1")
                .http("GET", "/orders", 200, END, Duration.ofMillis(40))
                .http("POST", "/orders/{id}", 500, END, Duration.ofMillis(140));
    }

    private static byte[] histogram(boolean exponential) {
        try (SdkMetrics metrics = exponential
                ? SdkMetrics.exponential("shop", "2.4.1")
                : SdkMetrics.explicit("shop", "2.4.1", List.of(0.1, 0.25, 1.0))) {
            return metrics.request("/a", 200, 0.2)
                    .request("/a", 500, 3)
                    .request("/b", 200, 0.0001)
                    .protobuf();
        }
    }

    private static byte[] json() {
        try (SdkMetrics metrics = SdkMetrics.explicit("shop", "2.4.1", List.of(0.1, 0.25, 1.0))) {
            return metrics.request("/a", 200, 0.2).request("/a", 500, 3).json();
        }
    }
}
