package dev.headgate.benchmarks.throughput.input;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spans of servers as a Collector's Kafka exporter writes them, {@code otlp_proto}: a batch of one version per record, each
 * span with the attributes that OpenTelemetry's conventions want of a request over HTTP.
 */
public final class Spans implements Messages {

    /** How many a record holds. */
    public static final int BATCH = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final InstrumentationScope SCOPE = InstrumentationScope.newBuilder()
            .setName("io.opentelemetry.tomcat-10.0")
            .setVersion("2.20.0-alpha")
            .build();
    private static final List<KeyValue> USUAL = List.of(
            text("http.request.method", "GET"),
            text("url.scheme", "https"),
            text("url.path", "/cart/4711"),
            text("server.address", "shop.example"),
            number("server.port", 443),
            text("client.address", "10.0.0.7"),
            text("network.protocol.version", "1.1"),
            text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"));
    private static final KeyValue SUCCESS = number("http.response.status_code", 200);
    private static final KeyValue FAILURE = number("http.response.status_code", 500);

    private final List<Series> all;
    private final int operations;

    Spans(SeriesSet series) {
        all = series.all();
        operations = series.operations();
    }

    @Override
    public Message next(SplittableRandom random, long nowMillis, Totals totals) {
        int drawn = random.nextInt(all.size());
        int first = drawn - drawn % operations;
        ScopeSpans.Builder spans = ScopeSpans.newBuilder().setScope(SCOPE);
        for (int i = 0; i < BATCH; i++) {
            Series series = all.get(first + random.nextInt(operations));
            long latencyMicros = Requests.latencyMicros(random);
            boolean failed = Requests.fails(random);
            totals.add(series, latencyMicros, failed);
            spans.addSpans(span(
                    series.operation(), random, Requests.completedAtMillis(random, nowMillis), latencyMicros, failed));
        }
        return message(all.get(first), spans, BATCH);
    }

    @Override
    public Message closing(long millis) {
        Span span = span(Closing.SERVICE, new SplittableRandom(1), millis, 1, false);
        Series series = new Series(Closing.SERVICE, "1", Closing.SERVICE);
        return message(series, ScopeSpans.newBuilder().setScope(SCOPE).addSpans(span), 1);
    }

    private static Message message(Series of, ScopeSpans.Builder spans, int requests) {
        ResourceSpans batch = ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(text("service.name", of.service()))
                        .addAttributes(text("service.version", of.version()))
                        .addAttributes(text("host.name", "node-17"))
                        .addAttributes(text("telemetry.sdk.language", "java"))
                        .addAttributes(number("process.pid", 4711)))
                .addScopeSpans(spans)
                .build();
        return new Message(
                of.service() + "/" + of.version(),
                TracesData.newBuilder().addResourceSpans(batch).build().toByteArray(),
                requests);
    }

    private static Span span(
            String operation, SplittableRandom random, long endMillis, long latencyMicros, boolean failed) {
        long end = endMillis * NANOS_PER_MILLI;
        return Span.newBuilder()
                .setTraceId(id(random.nextLong() | 1, random.nextLong()))
                .setSpanId(id(random.nextLong() | 1))
                .setFlags(0x101)
                .setName(operation)
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(end - latencyMicros * NANOS_PER_MICRO)
                .setEndTimeUnixNano(end)
                .addAllAttributes(USUAL)
                .addAttributes(text("http.route", operation))
                .addAttributes(failed ? FAILURE : SUCCESS)
                .build();
    }

    private static ByteString id(long... parts) {
        ByteBuffer bytes = ByteBuffer.allocate(parts.length * Long.BYTES);
        for (long part : parts) {
            bytes.putLong(part);
        }
        return ByteString.copyFrom(bytes.array());
    }

    private static KeyValue text(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static KeyValue number(String key, long value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setIntValue(value))
                .build();
    }
}
