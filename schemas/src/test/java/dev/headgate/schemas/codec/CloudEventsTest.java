package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final String EVENT = "{\"service\":\"shöp\",\"text\":\"a } in a text\"}";
    private static final Headers STRUCTURED =
            headers(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));

    @Test
    void aStructuredEventIsItsDataToTheByteWhereverItStands() {
        String last = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/shop\",\"type\":\"request\",\"data\": "
                + EVENT + " }";
        String first = "{\"data\":" + EVENT + ",\"extension\":{\"a\":[1]},\"specversion\":\"1.0\"}";

        assertThat(CloudEvents.document(STRUCTURED, bytes(last))).isEqualTo(bytes(EVENT));
        assertThat(CloudEvents.document(STRUCTURED, bytes(first))).isEqualTo(bytes(EVENT));
        assertThat(CloudEvents.unlabelled(bytes(first))).contains(bytes(EVENT));
    }

    @Test
    void aStructuredEventMayHoldItsDataInBase64() {
        String encoded = Base64.getEncoder().encodeToString(bytes(EVENT));

        byte[] document = CloudEvents.document(
                STRUCTURED, bytes("{\"specversion\":\"1.0\",\"data_base64\":\"" + encoded + "\"}"));

        assertThat(document).isEqualTo(bytes(EVENT));
    }

    @Test
    void aBinaryEventIsTheValueItself() {
        Headers binary =
                headers(Map.of("ce_specversion", "1.0", "ce_type", "request", "content-type", "application/json"));

        byte[] value = bytes(EVENT);

        assertThat(CloudEvents.document(binary, value)).isSameAs(value);
    }

    @Test
    void headersOfOthersSayNothing() {
        byte[] value = bytes(EVENT);

        assertThat(CloudEvents.document(
                        headers(Map.of("traceparent", "00-1-2-01", "content-type", "text/plain")), value))
                .isSameAs(value);
    }

    @Test
    void aValueWithoutSpecversionIsNoEnvelopeByItself() {
        assertThat(CloudEvents.unlabelled(bytes("{\"data\":{}}"))).isEmpty();
        assertThat(CloudEvents.unlabelled(bytes("not json"))).isEmpty();
        assertThat(CloudEvents.unlabelled(bytes("[1]"))).isEmpty();
        assertThat(CloudEvents.unlabelled(bytes("{\"specversion\":\"1.0\",\"data\":{}} and more")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"specversion":"0.3","data":{}}                                    | unsupported-schema | reads CloudEvents 1.0, found "0.3"
            {"specversion":1,"data":{}}                                        | missing-field      | specversion: missing
            {"data":{}}                                                        | missing-field      | specversion: missing
            {"specversion":"1.0"}                                              | missing-field      | data: missing
            {"specversion":"1.0","data":null}                                  | missing-field      | data: missing
            {"specversion":"1.0","data":"text"}                                | wrong-type         | data: expected an object, found text
            {"specversion":"1.0","data_base64":"*"}                            | invalid-value      | data_base64: not base64
            {"specversion":"1.0","data":{},"data_base64":"e30="}               | invalid-value      | found both
            {"specversion":"1.0","data":{},"datacontenttype":"text/xml"}       | unknown-kind       | expected application/json, found "text/xml"
            [{"specversion":"1.0","data":{}}]                                  | wrong-type         | expected a JSON object
            {"specversion":"1.0","data":{}                                     | not-json           | not JSON
            """)
    void whatCannotBeReadOfAStructuredEventIsSaid(String value, String cause, String detail) {
        CodecException refused =
                catchThrowableOfType(CodecException.class, () -> CloudEvents.document(STRUCTURED, bytes(value)));

        assertThat(refused.cause()).isEqualTo(cause);
        assertThat(refused.detail()).contains(detail);
    }

    @Test
    void aBinaryEventOfAnotherVersionOrContentIsRefused() {
        Headers old = headers(Map.of("ce_specversion", "0.3"));
        Headers avro = headers(Map.of("ce_specversion", "1.0", "content-type", "application/avro"));

        assertThat(catchThrowableOfType(CodecException.class, () -> CloudEvents.document(old, bytes("{}")))
                        .cause())
                .isEqualTo("unsupported-schema");
        assertThat(catchThrowableOfType(CodecException.class, () -> CloudEvents.document(avro, bytes("{}")))
                        .detail())
                .isEqualTo("content-type: expected application/json, found \"application/avro\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cloudevents-batch+json", "application/cloudevents+avro"})
    void otherFormsOfCloudEventsAreRefused(String contentType) {
        Headers headers = headers(Map.of("content-type", contentType));

        assertThat(catchThrowableOfType(CodecException.class, () -> CloudEvents.document(headers, bytes("[]")))
                        .detail())
                .contains("expected application/cloudevents+json with one event a record", contentType);
    }

    @Test
    void anEnvelopeIsBounded() {
        byte[] huge = new byte[TelemetryLimits.BATCH_BYTES + TelemetryLimits.EVENT_BYTES + 1];

        assertThat(catchThrowableOfType(CodecException.class, () -> CloudEvents.document(STRUCTURED, huge))
                        .cause())
                .isEqualTo("too-large");
    }

    private static Headers headers(Map<String, String> values) {
        Headers headers = new RecordHeaders();
        values.forEach((name, value) -> headers.add(name, bytes(value)));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
