package dev.headgate.processor.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side is OpenTelemetry's: its SDK with its exporters' marshalers, and for odd bytes its generated messages. */
class OtlpSpansTest {

    private static final Instant END = Instant.parse("2026-11-29T12:00:00.123456789Z");
    private static final Duration LATENCY = Duration.ofNanos(41_250_999);

    private final Collected collected = new Collected();

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aServersSpanIsARequestThatWasCompletedWhenItEnded(Encoding encoding) {
        SdkSpans spans = new SdkSpans("shop", "2.4.1").http("POST", "/orders/{id}", 200, END, LATENCY);

        read(OtlpMapping.CONVENTIONS, bytes(encoding, spans));

        assertThat(collected.events)
                .containsExactly(new RequestEvent(
                        "shop",
                        "2.4.1",
                        "/orders/{id}",
                        Labels.NONE,
                        END.toEpochMilli(),
                        41_250,
                        Outcome.SUCCESS,
                        java.util.Optional.of(spans.data().get(0).getTraceId())));
        assertThat(collected.refused).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void itFailedIfTheServerSaysSoByStatusOrBySpan(Encoding encoding) {
        SdkSpans spans = new SdkSpans("shop", "2.4.1")
                .http("GET", "/ok", 404, END, LATENCY)
                .http("GET", "/broken", 500, END, LATENCY)
                .span(
                        SpanKind.SERVER,
                        "old",
                        Attributes.of(AttributeKey.longKey("http.status_code"), 503L),
                        StatusCode.UNSET,
                        END,
                        LATENCY)
                .span(SpanKind.SERVER, "rpc", Attributes.empty(), StatusCode.ERROR, END, LATENCY)
                .span(SpanKind.SERVER, "fine", Attributes.empty(), StatusCode.OK, END, LATENCY);

        read(OtlpMapping.CONVENTIONS, bytes(encoding, spans));

        assertThat(collected.events)
                .extracting(RequestEvent::operation)
                .containsExactly("/ok", "/broken", "old", "rpc", "fine");
        assertThat(collected.events)
                .extracting(RequestEvent::outcome)
                .containsExactly(Outcome.SUCCESS, Outcome.ERROR, Outcome.ERROR, Outcome.ERROR, Outcome.SUCCESS);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void onlyServersCountUnlessConsumersAreAskedFor(Encoding encoding) {
        SdkSpans spans = new SdkSpans("shop", "2.4.1");
        for (SpanKind kind : SpanKind.values()) {
            spans.span(kind, kind.name(), Attributes.empty(), StatusCode.UNSET, END, LATENCY);
        }

        read(OtlpMapping.CONVENTIONS, bytes(encoding, spans));
        assertThat(collected.events).extracting(RequestEvent::operation).containsExactly("SERVER");

        collected.events.clear();
        read(mapping(Set.of(), true, false, List.of()), bytes(encoding, spans));
        assertThat(collected.events).extracting(RequestEvent::operation).containsExactly("SERVER", "CONSUMER");
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void oneRecordMayHoldManyServices(Encoding encoding) {
        List<SpanData> all = Stream.of("shop", "cart", "search")
                .flatMap(service -> new SdkSpans(service, "1.0").http("GET", "/", 200, END, LATENCY).data().stream())
                .toList();
        byte[] record = encoding == Encoding.JSON ? SdkSpans.json(all) : SdkSpans.protobuf(all);

        read(OtlpMapping.CONVENTIONS, record);
        assertThat(collected.events)
                .extracting(RequestEvent::service)
                .containsExactlyInAnyOrder("shop", "cart", "search");

        collected.events.clear();
        read(mapping(Set.of("cart"), false, false, List.of()), record);
        assertThat(collected.events).extracting(RequestEvent::service).containsExactly("cart");
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void theMappingSaysWhichAttributesAreWhat(Encoding encoding) {
        SdkSpans spans = new SdkSpans(Attributes.builder()
                        .put("app", "shop")
                        .put("service.version", "not this")
                        .put("region", "eu-west")
                        .build())
                .span(
                        SpanKind.SERVER,
                        "a name",
                        Attributes.builder()
                                .put("build", "7f3")
                                .put("rpc.method", "Place")
                                .put("http.method", "POST")
                                .put("tier", 3)
                                .put("beta", true)
                                .build(),
                        StatusCode.UNSET,
                        END,
                        LATENCY);
        OtlpMapping mapping = new OtlpMapping(
                Set.of(),
                false,
                "app",
                "build",
                List.of("http.route", "rpc.method"),
                true,
                List.of("region", "tier", "beta", "absent"),
                Set.of(),
                Duration.ofMinutes(1));

        read(mapping, bytes(encoding, spans));

        assertThat(collected.events).singleElement().satisfies(event -> {
            assertThat(event.service()).isEqualTo("shop");
            assertThat(event.version()).isEqualTo("7f3");
            assertThat(event.operation()).isEqualTo("POST Place");
            assertThat(event.labels()).isEqualTo(Map.of("region", "eu-west", "tier", "3", "beta", "true"));
        });
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aBadSpanOfAGoodRecordIsRefusedAlone(Encoding encoding) {
        SdkSpans spans = new SdkSpans("shop", "2.4.1")
                .http("GET", "/first", 200, END, LATENCY)
                .span(SpanKind.SERVER, "nämé", Attributes.empty(), StatusCode.UNSET, END, LATENCY)
                .http("GET", "/third", 200, END, LATENCY);

        read(OtlpMapping.CONVENTIONS, bytes(encoding, spans));

        assertThat(collected.events).extracting(RequestEvent::operation).containsExactly("/first", "/third");
        assertThat(collected.refused)
                .containsExactly(
                        "1 invalid-value the span's name: expected 1 to 200 printable ASCII characters as operation,"
                                + " found \"nämé\"");
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void aServiceThatDoesNotSayItsVersionIsRefusedWithWhatToDo(Encoding encoding) {
        SdkSpans nameless = new SdkSpans(Attributes.of(AttributeKey.stringKey("service.name"), "shop"))
                .http("GET", "/", 200, END, LATENCY);
        SdkSpans unknown = new SdkSpans("unknown_service:java", "1").http("GET", "/", 200, END, LATENCY);

        read(OtlpMapping.CONVENTIONS, bytes(encoding, nameless));
        read(OtlpMapping.CONVENTIONS, bytes(encoding, unknown));

        assertThat(collected.events).isEmpty();
        assertThat(collected.refused)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("0 missing-field service.version of shop: missing in the resource")
                                .contains("OTEL_RESOURCE_ATTRIBUTES", "otlp.services"),
                        second -> assertThat(second)
                                .startsWith("0 invalid-value service.name: expected 1 to 100")
                                .endsWith("found \"unknown_service:java\""));
    }

    @Test
    void timesThatCannotBeAreRefused() {
        Span backwards =
                span().setStartTimeUnixNano(200).setEndTimeUnixNano(100).build();
        Span endless = span().setStartTimeUnixNano(200).clearEndTimeUnixNano().build();
        Span beyond = span().setStartTimeUnixNano(1).setEndTimeUnixNano(-1).build();

        read(OtlpMapping.CONVENTIONS, record(backwards, endless, beyond).toByteArray());

        assertThat(collected.events).isEmpty();
        assertThat(collected.refused)
                .containsExactly(
                        "0 invalid-value endTimeUnixNano: 100 ns before the span begins",
                        "1 missing-field startTimeUnixNano and endTimeUnixNano: expected both, found 200 and 0",
                        "2 missing-field startTimeUnixNano and endTimeUnixNano: expected both, found 1 and -1");
    }

    @Test
    void aResourceMayStandBehindItsSpansAndUnknownFieldsAnywhere() {
        TracesData good = record(span().build());
        ResourceSpans of = good.getResourceSpans(0);
        byte[] spansFirst = concat(
                ResourceSpans.newBuilder()
                        .addAllScopeSpans(of.getScopeSpansList())
                        .build()
                        .toByteArray(),
                new byte[] {(byte) 0xF8, 0x07, 0x01}, // field 127, a number
                ResourceSpans.newBuilder().setResource(of.getResource()).build().toByteArray());
        byte[] record = concat(new byte[] {0x0A, (byte) spansFirst.length}, spansFirst);

        read(OtlpMapping.CONVENTIONS, record);

        assertThat(collected.events).extracting(RequestEvent::service).containsExactly("shop");
    }

    @Test
    void aSpanWithoutATraceIdHasNoRequestId() {
        read(OtlpMapping.CONVENTIONS, record(span().clearTraceId().build()).toByteArray());

        assertThat(collected.events)
                .singleElement()
                .satisfies(event -> assertThat(event.requestId()).isEmpty());
    }

    @Test
    void enumerationsInJsonMayBeWrittenByName() {
        read(OtlpMapping.CONVENTIONS, """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
                 {"key":"service.version","value":{"stringValue":"1"}}]},"scopeSpans":[{"spans":[
                 {"traceId":"5B8EFFF798038103D269B633813FC60C","name":"a","kind":"SPAN_KIND_SERVER","startTimeUnixNano":1000,
                  "endTimeUnixNano":"2000000","status":{"code":"STATUS_CODE_ERROR"}}]}]}]}
                """.strip().getBytes(StandardCharsets.UTF_8));

        assertThat(collected.refused).isEmpty();
        assertThat(collected.events).singleElement().satisfies(event -> {
            assertThat(event.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(event.requestId()).contains("5b8efff798038103d269b633813fc60c");
        });
    }

    @Test
    void aRecordOfMetricsIsNoRecordOfSpans() {
        byte[] metrics = MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder()
                                .addMetrics(Metric.newBuilder().setName("http.server.request.duration"))))
                .build()
                .toByteArray();

        read(OtlpMapping.CONVENTIONS, metrics);

        assertThat(collected.refused)
                .singleElement()
                .satisfies(
                        refused -> assertThat(refused)
                                .startsWith(
                                        "0 not-otlp not protobuf of OTLP: a trace id has 16 bytes, found 28; does this topic hold spans?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", " {}", "\u0000\u0000\u0000\u0000\u0001"})
    void whatIsNeitherProtobufNorJsonIsRefusedAsAWhole(String value) {
        assertThat(refusal(value.getBytes(StandardCharsets.UTF_8)).detail()).contains("otlp_proto or otlp_json");
    }

    @Test
    void whatBreaksOffOrIsTooLargeIsRefusedAsAWhole() {
        byte[] good = new SdkSpans("shop", "2.4.1")
                .http("GET", "/", 200, END, LATENCY)
                .protobuf();
        byte[] cut = java.util.Arrays.copyOf(good, good.length - 1);

        assertThat(refusal(cut).cause()).isEqualTo("not-otlp");
        assertThat(refusal(cut).detail()).contains("a field goes on beyond its message (at byte ");
        assertThat(refusal("{\"resourceSpans\":[".getBytes(StandardCharsets.UTF_8))
                        .cause())
                .isEqualTo("not-json");
        assertThat(refusal("{\"resourceLogs\":[]}".getBytes(StandardCharsets.UTF_8))
                        .detail())
                .contains("resourceSpans");
        assertThat(refusal(new byte[Encoding.LARGEST + 1]).cause()).isEqualTo("too-large");
        assertThat(collected.events).isEmpty();
    }

    @Test
    void depthCostsNothing() {
        AnyValue deep = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 0; i < 90; i++) {
            deep = AnyValue.newBuilder()
                    .setArrayValue(io.opentelemetry.proto.common.v1.ArrayValue.newBuilder()
                            .addValues(deep))
                    .build();
        }
        Span nested = span().addAttributes(
                        KeyValue.newBuilder().setKey("http.route").setValue(deep))
                .build();
        String json = "{\"resourceSpans\":" + "[".repeat(100_000);

        read(OtlpMapping.CONVENTIONS, record(nested).toByteArray());

        assertThat(collected.events).extracting(RequestEvent::operation).containsExactly("GET /orders");
        assertThat(refusal(json.getBytes(StandardCharsets.UTF_8)).cause()).isEqualTo("not-json");
    }

    private CodecException refusal(byte[] value) {
        return catchThrowableOfType(CodecException.class, () -> read(OtlpMapping.CONVENTIONS, value));
    }

    private void read(OtlpMapping mapping, byte[] value) {
        new OtlpSpans(mapping).read(value, collected);
    }

    private static byte[] bytes(Encoding encoding, SdkSpans spans) {
        return encoding == Encoding.JSON ? spans.json() : spans.protobuf();
    }

    private static OtlpMapping mapping(Set<String> services, boolean consumers, boolean method, List<String> labels) {
        OtlpMapping conventions = OtlpMapping.CONVENTIONS;
        return new OtlpMapping(
                services,
                consumers,
                conventions.serviceAttribute(),
                conventions.versionAttribute(),
                conventions.operationAttributes(),
                method,
                labels,
                conventions.metrics(),
                conventions.longestInterval());
    }

    static Span.Builder span() {
        return Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
                .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
                .setName("GET /orders")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(SdkSpans.nanos(END.minus(LATENCY)))
                .setEndTimeUnixNano(SdkSpans.nanos(END))
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_OK));
    }

    static TracesData record(Span... spans) {
        return TracesData.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute("service.name", "shop"))
                                .addAttributes(attribute("service.version", "2.4.1")))
                        .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
                .build();
    }

    static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static byte[] concat(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** What was handed over. */
    static final class Collected implements RequestEventHandler {

        final List<RequestEvent> events = new ArrayList<>();
        final List<String> refused = new ArrayList<>();

        @Override
        public void event(RequestEvent event) {
            events.add(event);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            refused.add(index + " " + cause + " " + detail);
        }
    }
}
