package dev.headgate.processor.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Histograms of request durations by OpenTelemetry's own SDK, in the bytes that its exporters send. */
public final class SdkMetrics implements AutoCloseable {

    private static final String NAME = "http.server.request.duration";

    private final List<MetricData> exported = new ArrayList<>();
    private final AggregationTemporality temporality;
    private final SdkMeterProvider provider;
    private final DoubleHistogram durations;

    private SdkMetrics(
            String service, String version, Aggregation aggregation, AggregationTemporality temporality, String unit) {
        this.temporality = temporality;
        provider = SdkMeterProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.version"), version)))
                .registerMetricReader(PeriodicMetricReader.builder(new Keeping())
                        .setInterval(Duration.ofDays(1))
                        .build())
                .registerView(
                        InstrumentSelector.builder().setName(NAME).build(),
                        View.builder().setAggregation(aggregation).build())
                .build();
        durations = provider.get("io.example.http")
                .histogramBuilder(NAME)
                .setUnit(unit)
                .build();
    }

    /** With buckets whose bounds are given, in seconds. */
    public static SdkMetrics explicit(String service, String version, List<Double> bounds) {
        return new SdkMetrics(service, version, buckets(bounds), AggregationTemporality.DELTA, "s");
    }

    private static Aggregation buckets(List<Double> bounds) {
        return Aggregation.explicitBucketHistogram(ExplicitBucketHistogramOptions.builder()
                .setBucketBoundaries(bounds)
                .build());
    }

    static SdkMetrics exponential(String service, String version) {
        return new SdkMetrics(
                service, version, Aggregation.base2ExponentialBucketHistogram(), AggregationTemporality.DELTA, "s");
    }

    static SdkMetrics cumulative() {
        return new SdkMetrics(
                "shop", "2.4.1", Aggregation.defaultAggregation(), AggregationTemporality.CUMULATIVE, "s");
    }

    static SdkMetrics inUnit(String unit, List<Double> bounds) {
        return new SdkMetrics("shop", "2.4.1", buckets(bounds), AggregationTemporality.DELTA, unit);
    }

    /** One request, its latency in the histogram's unit. */
    public SdkMetrics request(String route, int status, double latency) {
        durations.record(
                latency,
                Attributes.builder()
                        .put("http.request.method", "GET")
                        .put("http.route", route)
                        .put("http.response.status_code", status)
                        .build());
        return this;
    }

    SdkMetrics request(Attributes attributes, double latency) {
        durations.record(latency, attributes);
        return this;
    }

    /** Other metrics of the same application. */
    SdkMetrics others() {
        provider.get("other").counterBuilder("jvm.gc").build().add(17);
        provider.get("other")
                .histogramBuilder("http.client.request.duration")
                .setUnit("s")
                .build()
                .record(3);
        return this;
    }

    /** What was measured since last time, as {@code otlp_proto}. */
    public byte[] protobuf() {
        return SdkSpans.binary(MetricsRequestMarshaler.create(collect()));
    }

    byte[] json() {
        return SdkSpans.json(MetricsRequestMarshaler.create(collect()));
    }

    List<MetricData> collect() {
        exported.clear();
        provider.forceFlush().join(10, java.util.concurrent.TimeUnit.SECONDS);
        return List.copyOf(exported);
    }

    /** When the last that was collected ends. */
    Instant end() {
        long nanos = exported.stream()
                .flatMap(metric -> metric.getData().getPoints().stream())
                .mapToLong(point -> point.getEpochNanos())
                .max()
                .orElseThrow();
        return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
    }

    @Override
    public void close() {
        provider.close();
    }

    private final class Keeping implements MetricExporter {

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            exported.addAll(metrics);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return temporality;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
