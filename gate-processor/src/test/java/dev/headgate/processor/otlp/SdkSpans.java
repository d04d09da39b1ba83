package dev.headgate.processor.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Spans by OpenTelemetry's own SDK, in the bytes that its exporters send. */
public final class SdkSpans {

    private final List<SpanData> ended = new ArrayList<>();
    private final Tracer tracer;

    /** Of one version of one service, with what SDKs say of themselves in a resource. */
    public SdkSpans(String service, String version) {
        this(Attributes.of(
                AttributeKey.stringKey("service.name"),
                service,
                AttributeKey.stringKey("service.version"),
                version,
                AttributeKey.stringKey("host.name"),
                "node-17",
                AttributeKey.stringArrayKey("process.command_args"),
                List.of("java", "-jar", "shop.jar"),
                AttributeKey.longKey("process.pid"),
                4711L));
    }

    SdkSpans(Attributes resource) {
        tracer = SdkTracerProvider.builder()
                .setResource(Resource.create(resource))
                .addSpanProcessor(SimpleSpanProcessor.create(new Keeping()))
                .build()
                .get("io.example.http", "1.2.3");
    }

    /** A request over HTTP as instrumentation describes it. */
    public SdkSpans http(String method, String route, int status, Instant end, Duration latency) {
        Attributes attributes = Attributes.builder()
                .put("http.request.method", method)
                .put("http.route", route)
                .put("http.response.status_code", status)
                .put("url.path", "/orders/4711")
                .put("client.address", "10.0.0.7")
                .put("user_agent.original", "curl/8.5.0")
                .build();
        return span(SpanKind.SERVER, method + " " + route, attributes, StatusCode.UNSET, end, latency);
    }

    SdkSpans span(SpanKind kind, String name, Attributes attributes, StatusCode status, Instant end, Duration latency) {
        Span span = tracer.spanBuilder(name)
                .setNoParent()
                .setSpanKind(kind)
                .setAllAttributes(attributes)
                .setStartTimestamp(end.minus(latency))
                .startSpan();
        span.addEvent("handled", Attributes.of(AttributeKey.stringKey("detail"), "x"));
        if (status != StatusCode.UNSET) {
            span.setStatus(status, "because");
        }
        span.end(end);
        return this;
    }

    List<SpanData> data() {
        return List.copyOf(ended);
    }

    /** All of them in one record, as {@code otlp_proto}. */
    public byte[] protobuf() {
        return protobuf(ended);
    }

    /** The same as {@code otlp_json}. */
    public byte[] json() {
        return json(ended);
    }

    static byte[] protobuf(Collection<SpanData> spans) {
        return binary(TraceRequestMarshaler.create(spans));
    }

    static byte[] json(Collection<SpanData> spans) {
        return json(TraceRequestMarshaler.create(spans));
    }

    static byte[] binary(Marshaler marshaler) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            marshaler.writeBinaryTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] json(Marshaler marshaler) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            marshaler.writeJsonTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    private final class Keeping implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            ended.addAll(spans);
            return CompletableResultCode.ofSuccess();
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
