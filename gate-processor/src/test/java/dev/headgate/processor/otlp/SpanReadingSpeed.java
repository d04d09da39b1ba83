package dev.headgate.processor.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How long reading a span takes, beside building the generated messages and taking the same fields out of them. A main class:
 * figures of it stand in docs/OPENTELEMETRY.md.
 */
public final class SpanReadingSpeed {

    private static final int SPANS = 100;
    private static final int ROUNDS = 9;
    private static final int RECORDS = 3_000;

    private long sum;

    private SpanReadingSpeed() {}

    /** Prints nanoseconds of processor time per span, the median of some rounds. */
    public static void main(String[] arguments) {
        new SpanReadingSpeed().measure();
    }

    private void measure() {
        SdkSpans spans = new SdkSpans("shop", "2.4.1");
        for (int i = 0; i < SPANS; i++) {
            spans.http(
                    "GET", "/orders/" + i % 10, i % 50 == 0 ? 500 : 200, Instant.now(), Duration.ofMillis(20 + i % 30));
        }
        byte[] protobuf = spans.protobuf();
        byte[] json = spans.json();
        OtlpSpans reader = new OtlpSpans(OtlpMapping.CONVENTIONS);
        System.out.printf("%d bytes of protobuf a span, %d of JSON%n", protobuf.length / SPANS, json.length / SPANS);
        RequestEventHandler counting = new RequestEventHandler() {
            @Override
            public void event(RequestEvent event) {
                sum += event.latencyMicros();
            }

            @Override
            public void refused(int index, String cause, String detail) {
                throw new IllegalStateException(detail);
            }
        };
        print("protobuf, read where it lies", () -> reader.read(protobuf, counting));
        print("protobuf, generated messages", () -> byMessages(protobuf, counting));
        print("JSON", () -> reader.read(json, counting));
        System.out.println("(" + sum + ")");
    }

    private static void print(String what, Runnable record) {
        long[] nanos = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = cpuNanos();
            for (int i = 0; i < RECORDS; i++) {
                record.run();
            }
            nanos[round] = cpuNanos() - begin;
        }
        List<Long> warm = Arrays.stream(nanos).skip(ROUNDS / 3).sorted().boxed().toList();
        System.out.printf("%-30s %6.0f ns a span%n", what, (double) warm.get(warm.size() / 2) / RECORDS / SPANS);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void byMessages(byte[] value, RequestEventHandler handler) {
        try {
            for (ResourceSpans of : TracesData.parseFrom(value).getResourceSpansList()) {
                String service = attribute(of.getResource().getAttributesList(), "service.name");
                String version = attribute(of.getResource().getAttributesList(), "service.version");
                for (ScopeSpans scope : of.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> handler.event(event(service, version, span)));
                }
            }
        } catch (InvalidProtocolBufferException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static RequestEvent event(String service, String version, Span span) {
        long status = span.getAttributesList().stream()
                .filter(each -> each.getKey().equals("http.response.status_code"))
                .mapToLong(each -> each.getValue().getIntValue())
                .findFirst()
                .orElse(0);
        return new RequestEvent(
                service,
                version,
                attribute(span.getAttributesList(), "http.route"),
                Labels.NONE,
                span.getEndTimeUnixNano() / 1_000_000,
                (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000,
                status >= 500 ? Outcome.ERROR : Outcome.SUCCESS,
                Optional.of(HexFormat.of().formatHex(span.getTraceId().toByteArray())));
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        for (KeyValue attribute : attributes) {
            if (attribute.getKey().equals(key)) {
                return attribute.getValue().getStringValue();
            }
        }
        return "";
    }
}
