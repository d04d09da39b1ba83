package dev.headgate.schemas.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Takes telemetry out of the envelope of CloudEvents 1.0, as its binding for Kafka has it: structured (an envelope in JSON
 * whose {@code data} is the document) or binary (headers {@code ce_…}, the value is the document itself). What else the
 * envelope says is not looked at. Thread-safe.
 */
public final class CloudEvents {

    /** What the header {@code content-type} begins with where the value is an envelope in JSON. */
    public static final String STRUCTURED = "application/cloudevents+json";

    private static final String SPEC_VERSION = "1.0";
    private static final String VERSION_HEADER = "ce_specversion";
    private static final String CONTENT_TYPE = "content-type";
    private static final String OF_CLOUD_EVENTS = "application/cloudevents";

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private CloudEvents() {}

    /**
     * The document in a record whose headers tell how it is wrapped; the value itself if they say nothing of it.
     *
     * @throws CodecException if they tell that it is a CloudEvent, but not one that can be read
     */
    public static byte[] document(Headers headers, byte[] value) {
        Optional<String> contentType = text(headers, CONTENT_TYPE).map(type -> type.toLowerCase(Locale.ROOT));
        if (contentType.filter(type -> type.startsWith(STRUCTURED)).isPresent()) {
            return Envelope.read(value)
                    .data()
                    .orElseThrow(() -> new CodecException(
                            DeadLetterCause.MISSING_FIELD, "specversion: missing in the CloudEvent, expected \"1.0\""));
        }
        if (contentType.filter(type -> type.startsWith(OF_CLOUD_EVENTS)).isPresent()) {
            throw new CodecException(
                    DeadLetterCause.UNKNOWN_KIND,
                    "content-type: expected " + STRUCTURED + " with one event a record, found "
                            + EventFields.shown(contentType.get()));
        }
        text(headers, VERSION_HEADER).ifPresent(version -> {
            requireVersion(VERSION_HEADER, version);
            contentType.ifPresent(type -> requireJson(CONTENT_TYPE, type));
        });
        return value;
    }

    /**
     * The document in a value that is an envelope by its fields; empty if it is none.
     *
     * @throws CodecException if it is an envelope that cannot be read
     */
    public static Optional<byte[]> unlabelled(byte[] value) {
        Envelope envelope;
        try {
            envelope = Envelope.read(value);
        } catch (CodecException none) {
            return Optional.empty();
        }
        return envelope.data();
    }

    /**
     * The document in a record that may be wrapped in any way; the value itself if it is not.
     *
     * @throws CodecException if it is a CloudEvent that cannot be read
     */
    public static byte[] found(Headers headers, byte[] value) {
        byte[] document = document(headers, value);
        return unlabelled(document).orElse(document);
    }

    private static void requireVersion(String field, String version) {
        if (!version.equals(SPEC_VERSION)) {
            throw new CodecException(
                    DeadLetterCause.UNSUPPORTED_SCHEMA,
                    field + ": this release reads CloudEvents " + SPEC_VERSION + ", found \""
                            + EventFields.shown(version) + "\"");
        }
    }

    private static void requireJson(String field, String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.endsWith("/json") && !type.endsWith("+json")) {
            throw new CodecException(
                    DeadLetterCause.UNKNOWN_KIND,
                    field + ": expected application/json, found \"" + EventFields.shown(contentType) + "\"");
        }
    }

    private static Optional<String> text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** An envelope's fields, as far as they are needed. */
    private static final class Envelope {

        private final byte[] value;
        private @Nullable String specVersion;
        private @Nullable String contentType;
        private byte @Nullable [] data;
        private byte @Nullable [] decoded;
        private Optional<CodecException> problem = Optional.empty();

        private Envelope(byte[] value) {
            this.value = value;
        }

        static Envelope read(byte[] value) {
            if (value.length > TelemetryLimits.BATCH_BYTES + TelemetryLimits.EVENT_BYTES) {
                throw new CodecException(
                        DeadLetterCause.TOO_LARGE,
                        "a CloudEvent holds at most " + TelemetryLimits.BATCH_BYTES + " bytes of data, found "
                                + value.length + " with its envelope");
            }
            Envelope envelope = new Envelope(value);
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), value)) {
                envelope.readFields(parser);
            } catch (JacksonException e) {
                throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
            }
            return envelope;
        }

        /** Empty if it is no envelope. */
        Optional<byte[]> data() {
            if (specVersion == null) {
                return Optional.empty();
            }
            requireVersion("specversion", specVersion);
            problem.ifPresent(found -> {
                throw found;
            });
            if (contentType != null) {
                requireJson("datacontenttype", contentType);
            }
            if (data != null && decoded != null) {
                throw new CodecException(
                        DeadLetterCause.INVALID_VALUE, "expected data or data_base64 in the CloudEvent, found both");
            }
            byte[] document = data != null ? data : decoded;
            if (document == null) {
                throw new CodecException(
                        DeadLetterCause.MISSING_FIELD,
                        "data: missing in the CloudEvent, expected the event, batch, summary or measurement");
            }
            return Optional.of(document);
        }

        private void readFields(JsonParser parser) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CodecException(DeadLetterCause.WRONG_TYPE, "expected a JSON object");
            }
            for (String field = parser.nextName(); field != null; field = parser.nextName()) {
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "specversion" -> specVersion = text(field, parser, token);
                    case "datacontenttype" -> contentType = text(field, parser, token);
                    case "data" -> readData(parser, token);
                    case "data_base64" -> readBase64(parser, token);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new CodecException(DeadLetterCause.NOT_JSON, "there is more after the JSON object");
            }
        }

        private void readData(JsonParser parser, JsonToken token) {
            if (token == JsonToken.VALUE_NULL) {
                return;
            }
            if (token != JsonToken.START_OBJECT) {
                parser.skipChildren();
                refuse(DeadLetterCause.WRONG_TYPE, "data: expected an object, found " + EventFields.found(token));
                return;
            }
            long begin = parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            long end = parser.currentLocation().getByteOffset();
            if (begin < 0 || end > value.length) {
                refuse(DeadLetterCause.NOT_JSON, "expected JSON in UTF-8");
                return;
            }
            data = Arrays.copyOfRange(value, (int) begin, (int) end);
        }

        private void readBase64(JsonParser parser, JsonToken token) {
            String encoded = text("data_base64", parser, token);
            if (encoded == null) {
                return;
            }
            try {
                decoded = Base64.getDecoder().decode(encoded);
            } catch (IllegalArgumentException none) {
                refuse(DeadLetterCause.INVALID_VALUE, "data_base64: not base64: " + none.getMessage());
            }
        }

        private @Nullable String text(String field, JsonParser parser, JsonToken token) {
            if (token == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            parser.skipChildren();
            if (token != JsonToken.VALUE_NULL) {
                refuse(DeadLetterCause.WRONG_TYPE, field + ": expected text, found " + EventFields.found(token));
            }
            return null;
        }

        private void refuse(String cause, String detail) {
            if (problem.isEmpty()) {
                problem = Optional.of(new CodecException(cause, detail));
            }
        }
    }
}
