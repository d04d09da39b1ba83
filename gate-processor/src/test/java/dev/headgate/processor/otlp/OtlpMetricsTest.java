package dev.headgate.processor.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OtlpMetricsTest {

    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
    private static final Instant END = Instant.parse("2026-11-29T12:00:00.5Z");

    private final Collected collected = new Collected();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 50);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aDataPointIsSoManyRequestsOfTheSecondInWhichItEnds(Encoding encoding) {
        try (SdkMetrics metrics = SdkMetrics.explicit("shop", "2.4.1", BOUNDS)) {
            metrics.others()
                    .request("/orders", 200, 0.120)
                    .request("/orders", 200, 0.130)
                    .request("/orders", 503, 1.5);

            read(bytes(encoding, metrics));

            assertThat(collected.refused).isEmpty();
            assertThat(collected.services).containsOnly("shop");
            assertThat(collected.seconds).hasSize(2).allSatisfy(second -> {
                assertThat(second.series()).isEqualTo(new SeriesKey("2.4.1", "/orders", Labels.NONE));
                assertThat(second.second()).isEqualTo(metrics.end().getEpochSecond());
            });
            SeriesSecond good = collected.seconds.stream()
                    .filter(each -> each.errors() == 0)
                    .findFirst()
                    .orElseThrow();
            assertThat(good.requests()).isEqualTo(2);
            assertThat(good.latencySumMicros()).isEqualTo(250_000);
            assertThat(good.latencies().count()).isEqualTo(2);
            // The bucket goes from 100 to 250 ms; the least and the greatest are told too.
            assertThat(good.latencies().quantileAtLeast(0.5).orElseThrow()).isBetween(119_000L, 120_900L);
            assertThat(good.latencies().quantile(0.5).orElseThrow()).isBetween(129_000L, 130_900L);
            SeriesSecond bad = collected.seconds.stream()
                    .filter(each -> each.errors() == 1)
                    .findFirst()
                    .orElseThrow();
            assertThat(bad.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsTrueLiesBetweenTheBoundsOfExplicitAndExponentialHistograms(long seed) {
        Random random = new Random(seed);
        LatencySketch exact = new LatencySketch();
        long sum = 0;
        boolean exponential = random.nextBoolean();
        try (SdkMetrics metrics =
                exponential ? SdkMetrics.exponential("shop", "2.4.1") : SdkMetrics.explicit("shop", "2.4.1", BOUNDS)) {
            for (int i = 0, n = 1 + random.nextInt(500); i < n; i++) {
                long micros = 1 + (long) Math.exp(3 + random.nextDouble() * 13);
                exact.record(micros);
                sum += micros;
                metrics.request("/", 200, micros / 1e6);
            }
            read(bytes(random.nextBoolean() ? Encoding.JSON : Encoding.PROTOBUF, metrics));
        }

        assertThat(collected.refused).isEmpty();
        SeriesSecond second = collected.seconds.get(0);
        assertThat(second.requests()).isEqualTo(exact.count());
        assertThat(second.latencySumMicros()).isCloseTo(sum, within(1L));
        for (double quantile : new double[] {0, 0.1, 0.5, 0.9, 0.95, 0.99, 1}) {
            long truth = exact.quantile(quantile).orElseThrow();
            LatencySketch told = second.latencies();
            assertThat((double) told.quantileAtLeast(quantile).orElse(truth))
                    .as("p%s at least, seed %s, exponential %s", quantile * 100, seed, exponential)
                    .isLessThanOrEqualTo(truth * 1.009 + 1);
            assertThat((double) told.quantile(quantile).orElseThrow())
                    .as("p%s at most, seed %s, exponential %s", quantile * 100, seed, exponential)
                    .isGreaterThanOrEqualTo(truth * 0.991 - 1);
        }
    }

    @Test
    void aFineExponentialHistogramIsAsGoodAsExact() {
        try (SdkMetrics metrics = SdkMetrics.exponential("shop", "2.4.1")) {
            metrics.request("/", 200, 0.100).request("/", 200, 0.105).request("/", 200, 0.107);

            read(metrics.protobuf());

            assertThat(collected.seconds.get(0).latencies().isCoarse()).isFalse();
        }
    }

    @Test
    void itSaysHowManySecondsBeforeThatItBegan() {
        read(explicit(HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(SdkSpans.nanos(END.minusSeconds(60)))
                .setTimeUnixNano(SdkSpans.nanos(END))
                .setCount(1)
                .setSum(0.1)
                .addAllExplicitBounds(List.of(0.5))
                .addAllBucketCounts(List.of(1L, 0L))
                .build()));

        assertThat(collected.seconds).extracting(SeriesSecond::intervalSeconds).containsExactly(60L);
    }

    @Test
    void onlyWhatCameSinceTheLastExportIsCounted() {
        try (SdkMetrics metrics = SdkMetrics.explicit("shop", "2.4.1", BOUNDS)) {
            read(metrics.request("/", 200, 0.1).protobuf());
            read(metrics.request("/", 200, 0.1).request("/", 200, 0.1).protobuf());

            assertThat(collected.seconds).extracting(SeriesSecond::requests).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void cumulativeOnesAreRefusedWithWhatToSet(Encoding encoding) {
        try (SdkMetrics metrics = SdkMetrics.cumulative()) {
            read(bytes(encoding, metrics.request("/", 200, 0.1)));

            assertThat(collected.seconds).isEmpty();
            assertThat(collected.refused)
                    .singleElement()
                    .satisfies(refused -> assertThat(refused)
                            .startsWith("0 invalid-value aggregation temporality: expected delta, found cumulative")
                            .contains("cumulativetodelta", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta"));
        }
    }

    @Test
    void millisecondsAreReadAndOtherUnitsRefused() {
        try (SdkMetrics millis = SdkMetrics.inUnit("ms", List.of(100.0, 250.0));
                SdkMetrics bytes = SdkMetrics.inUnit("By", List.of(100.0, 250.0))) {
            read(millis.request("/", 200, 120).protobuf());
            read(bytes.request("/", 200, 120).protobuf());
        }

        assertThat(collected.seconds)
                .singleElement()
                .satisfies(second -> assertThat(second.latencySumMicros()).isEqualTo(120_000));
        assertThat(collected.refused).containsExactly("0 invalid-value unit: expected s or ms, found \"By\"");
    }

    @Test
    void errorsAreToldByTypeToo() {
        try (SdkMetrics metrics = SdkMetrics.explicit("shop", "2.4.1", BOUNDS)) {
            read(metrics.request(
                            Attributes.of(
                                    AttributeKey.stringKey("error.type"),
                                    "java.net.SocketTimeoutException",
                                    AttributeKey.stringKey("http.request.method"),
                                    "POST"),
                            0.1)
                    .protobuf());
        }

        assertThat(collected.seconds).singleElement().satisfies(second -> {
            assertThat(second.errors()).isEqualTo(1);
            assertThat(second.series().operation()).isEqualTo("POST");
        });
    }

    @Test
    void aRequestThatTookNoTimeAndOnesBeyondTheLastBoundCount() {
        read(explicit(point -> point.setCount(3)
                .setSum(90)
                .addAllExplicitBounds(List.of(0.0, 1.0))
                .addAllBucketCounts(List.of(1L, 0L, 2L))));

        LatencySketch latencies = collected.seconds.get(0).latencies();
        assertThat(latencies.quantile(0)).hasValue(1);
        assertThat(latencies.clampedCount()).isEqualTo(2);
        assertThat(latencies.quantileAtLeast(0.9).orElseThrow()).isBetween(1_000_000L, 1_010_000L);
    }

    @Test
    void withoutBucketsOnlyCountAndSumAreKnown() {
        read(explicit(point -> point.setCount(4).setSum(2)));

        SeriesSecond second = collected.seconds.get(0);
        assertThat(second.requests()).isEqualTo(4);
        assertThat(second.latencySumMicros()).isEqualTo(2_000_000);
        assertThat(second.latencies().quantileAtLeast(0.5)).hasValue(1);
    }

    @Test
    void pointsThatContradictThemselvesAreRefusedAlone() {
        HistogramDataPoint good = point().setCount(1)
                .setSum(0.1)
                .addExplicitBounds(0.25)
                .addAllBucketCounts(List.of(1L, 0L))
                .build();

        read(explicit(
                good,
                good.toBuilder().setCount(2).build(),
                good.toBuilder().addBucketCounts(0).build(),
                good.toBuilder().clearSum().build(),
                good.toBuilder().setSum(Double.NaN).build(),
                good.toBuilder().setSum(-1).build(),
                good.toBuilder()
                        .clearExplicitBounds()
                        .addAllExplicitBounds(List.of(0.5))
                        .setCount(-1)
                        .build(),
                good.toBuilder()
                        .setStartTimeUnixNano(SdkSpans.nanos(END.minusSeconds(61)))
                        .build(),
                good.toBuilder().clearStartTimeUnixNano().build(),
                good.toBuilder()
                        .setStartTimeUnixNano(SdkSpans.nanos(END.plusSeconds(1)))
                        .build(),
                good.toBuilder().setFlags(1).build(),
                good.toBuilder().clearCount().build(),
                good));

        assertThat(collected.seconds).hasSize(2);
        assertThat(collected.refused)
                .satisfiesExactly(
                        refused -> assertThat(refused)
                                .isEqualTo("1 invalid-value bucketCounts: expected 2 in all as count says, found 1"),
                        refused -> assertThat(refused).contains("expected one more than the 1 explicitBounds, found 3"),
                        refused -> assertThat(refused)
                                .isEqualTo("3 missing-field sum: missing, the mean would not be known"),
                        refused -> assertThat(refused).contains("4 invalid-value sum: expected a time"),
                        refused -> assertThat(refused).contains("5 invalid-value sum: expected a time"),
                        refused -> assertThat(refused).contains("count: expected at most"),
                        refused -> assertThat(refused)
                                .contains("the data point is of 61 s, otlp.metric.interval allows 60 s")
                                .contains("OTEL_METRIC_EXPORT_INTERVAL"),
                        refused -> assertThat(refused).contains("startTimeUnixNano and timeUnixNano: expected both"),
                        refused -> assertThat(refused).contains("1000000000 ns before the point begins"));
    }

    @Test
    void exponentialOnesAreCheckedToo() {
        ExponentialHistogramDataPoint good = ExponentialHistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(SdkSpans.nanos(END.minusSeconds(5)))
                .setTimeUnixNano(SdkSpans.nanos(END))
                .setCount(3)
                .setSum(4)
                .setScale(0)
                .setZeroCount(1)
                .setPositive(Buckets.newBuilder().setOffset(0).addAllBucketCounts(List.of(1L, 1L)))
                .build();

        read(exponential(
                good,
                good.toBuilder().setScale(21).build(),
                good.toBuilder()
                        .setNegative(Buckets.newBuilder().addBucketCounts(1))
                        .build(),
                good.toBuilder()
                        .setPositive(Buckets.newBuilder().setOffset(0).addBucketCounts(9))
                        .build(),
                good.toBuilder()
                        .setPositive(Buckets.newBuilder()
                                .setOffset(Integer.MAX_VALUE)
                                .addBucketCounts(2))
                        .build()));

        assertThat(collected.refused)
                .containsExactly(
                        "1 invalid-value scale: expected -10 to 20, found 21",
                        "2 invalid-value negative: expected no latency below 0",
                        "3 invalid-value bucketCounts: expected 3 in all as count says, found more");
        LatencySketch latencies = collected.seconds.get(0).latencies();
        assertThat(latencies.quantile(0)).hasValue(1);
        assertThat(latencies.quantileAtLeast(1).orElseThrow()).isBetween(2_000_000L, 2_020_000L);
        assertThat(latencies.quantile(1).orElseThrow()).isBetween(3_960_000L, 4_000_000L);
        assertThat(collected.seconds.get(1).latencies().clampedCount()).isEqualTo(2);
    }

    @Test
    void aGaugeOfThatNameIsRefused() {
        read(data(Metric.newBuilder()
                .setName("http.server.request.duration")
                .setUnit("s")
                .setGauge(Gauge.newBuilder())));

        assertThat(collected.refused)
                .containsExactly(
                        "0 wrong-type http.server.request.duration: expected a histogram, explicit or exponential,"
                                + " found another kind");
    }

    @Test
    void aRecordOfSpansIsNoRecordOfMetrics() {
        byte[] spans = new SdkSpans("shop", "1")
                .http("GET", "/", 200, END, Duration.ofMillis(5))
                .protobuf();
        byte[] json = new SdkSpans("shop", "1")
                .http("GET", "/", 200, END, Duration.ofMillis(5))
                .json();

        read(spans);

        assertThat(collected.refused)
                .singleElement()
                .satisfies(refused -> assertThat(refused).contains("does this topic hold metrics?"));
        assertThat(catchThrowableOfType(CodecException.class, () -> read(json)).detail())
                .contains("does this topic hold metrics?");
    }

    private void read(byte[] value) {
        new OtlpMetrics(OtlpMapping.CONVENTIONS).read(value, collected);
    }

    private static byte[] bytes(Encoding encoding, SdkMetrics metrics) {
        return encoding == Encoding.JSON ? metrics.json() : metrics.protobuf();
    }

    private static HistogramDataPoint.Builder point() {
        return HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(SdkSpans.nanos(END.minusSeconds(5)))
                .setTimeUnixNano(SdkSpans.nanos(END));
    }

    private static byte[] explicit(UnaryOperator<HistogramDataPoint.Builder> filled) {
        return explicit(filled.apply(point()).build());
    }

    static byte[] explicit(HistogramDataPoint... points) {
        return data(Metric.newBuilder()
                .setName("http.server.request.duration")
                .setUnit("s")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addAllDataPoints(List.of(points))));
    }

    private static byte[] exponential(ExponentialHistogramDataPoint... points) {
        return data(Metric.newBuilder()
                .setName("http.server.request.duration")
                .setUnit("s")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addAllDataPoints(List.of(points))));
    }

    private static byte[] data(Metric.Builder metric) {
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(OtlpSpansTest.attribute("service.name", "shop"))
                                .addAttributes(OtlpSpansTest.attribute("service.version", "2.4.1")))
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build()
                .toByteArray();
    }

    /** What was handed over. */
    static final class Collected implements SeriesSecondHandler {

        final List<String> services = new ArrayList<>();
        final List<SeriesSecond> seconds = new ArrayList<>();
        final List<String> refused = new ArrayList<>();

        @Override
        public void second(String service, SeriesSecond second, long endMillis) {
            services.add(service);
            seconds.add(second);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            refused.add(index + " " + cause + " " + detail);
        }
    }
}
