package dev.headgate.it.harness;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
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
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Services that know nothing of Headgate: requests that were never made, told by OpenTelemetry's SDK in what a Collector writes
 * to Kafka. Thread-safe.
 */
public final class OpenTelemetry implements AutoCloseable {

    /** Where spans go. */
    public static final String SPANS = "otlp_spans";

    /** Where metrics go. */
    public static final String METRICS = "otlp_metrics";

    private static final Duration EXPORT = Duration.ofMillis(300);
    private static final long BEAT_MILLIS = 20;

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<AutoCloseable> providers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "opentelemetry");
        thread.setDaemon(true);
        return thread;
    });

    /** @param bootstrapServers the brokers that the Collector writes to */
    public OpenTelemetry(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** What a version's requests are like: fifty a second. */
    public record Requests(Duration latency, int status) {}

    /** From now on a version answers requests and tells of them by spans. */
    public void spans(String service, String version, Requests requests) {
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(resource(service, version))
                .addSpanProcessor(BatchSpanProcessor.builder(new ToKafka())
                        .setScheduleDelay(EXPORT)
                        .build())
                .build();
        providers.add(provider);
        Tracer tracer = provider.get("it.http");
        each(() -> {
            Instant now = Instant.now();
            tracer.spanBuilder("GET /checkout")
                    .setSpanKind(SpanKind.SERVER)
                    .setStartTimestamp(now.minus(requests.latency()))
                    .setAllAttributes(attributes(requests))
                    .startSpan()
                    .end(now);
        });
    }

    /** From now on a version answers requests, each like the next of those given, and tells of them by a histogram. */
    public void metrics(String service, String version, List<Double> bounds, Requests... inTurn) {
        SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(resource(service, version))
                .registerMetricReader(PeriodicMetricReader.builder(new MetricsToKafka())
                        .setInterval(EXPORT)
                        .build())
                .registerView(
                        InstrumentSelector.builder()
                                .setName("http.server.request.duration")
                                .build(),
                        View.builder()
                                .setAggregation(
                                        Aggregation.explicitBucketHistogram(ExplicitBucketHistogramOptions.builder()
                                                .setBucketBoundaries(bounds)
                                                .build()))
                                .build())
                .build();
        providers.add(provider);
        DoubleHistogram durations = provider.get("it.http")
                .histogramBuilder("http.server.request.duration")
                .setUnit("s")
                .build();
        AtomicInteger count = new AtomicInteger();
        each(() -> {
            Requests requests = inTurn[count.getAndIncrement() % inTurn.length];
            durations.record(requests.latency().toNanos() / 1e9, attributes(requests));
        });
    }

    /** Sends bytes as they are. */
    public void send(String topic, byte[] value) {
        Future<?> unused = producer.send(new ProducerRecord<>(topic, value));
        producer.flush();
    }

    @Override
    public void close() throws Exception {
        beat.shutdownNow();
        for (AutoCloseable provider : new ArrayList<>(providers)) {
            provider.close();
        }
        producer.close();
    }

    private void each(Runnable request) {
        Future<?> unused = beat.scheduleAtFixedRate(request, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static Resource resource(String service, String version) {
        return Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), service, AttributeKey.stringKey("service.version"), version));
    }

    private static Attributes attributes(Requests requests) {
        return Attributes.builder()
                .put("http.request.method", "GET")
                .put("http.route", "/checkout")
                .put("http.response.status_code", requests.status())
                .build();
    }

    private CompletableResultCode write(String topic, Marshaler marshaler) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            marshaler.writeBinaryTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Future<?> unused = producer.send(new ProducerRecord<>(topic, bytes.toByteArray()));
        return CompletableResultCode.ofSuccess();
    }

    private final class ToKafka implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return write(SPANS, TraceRequestMarshaler.create(spans));
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

    private final class MetricsToKafka implements MetricExporter {

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            return write(METRICS, MetricsRequestMarshaler.create(metrics));
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.DELTA;
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
