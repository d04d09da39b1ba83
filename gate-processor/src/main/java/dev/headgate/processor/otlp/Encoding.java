package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two encodings of OTLP, told apart by a record's first byte: protobuf begins with field 1, JSON with a brace. */
enum Encoding {
    PROTOBUF,
    JSON;

    /** Largest record that is read, bytes; a Collector sends at most 1 MB unless it is told otherwise. */
    static final int LARGEST = 8 * 1_048_576;

    private static final byte FIRST_FIELD = (byte) WireReader.tag(1, WireReader.LENGTH);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** @throws CodecException if it is neither */
    static Encoding of(byte[] value) {
        if (value.length > LARGEST) {
            throw new CodecException(
                    DeadLetterCause.TOO_LARGE,
                    "a record of OTLP holds at most " + LARGEST + " bytes, found " + value.length);
        }
        if (value.length > 0 && value[0] == FIRST_FIELD) {
            return PROTOBUF;
        }
        if (value.length > 0 && value[0] == '{') {
            return JSON;
        }
        throw new CodecException(
                DeadLetterCause.NOT_OTLP,
                "expected the encoding otlp_proto or otlp_json of the Collector's Kafka exporter, found "
                        + (value.length == 0
                                ? "an empty value"
                                : "a value that begins with byte " + (value[0] & 0xFF)));
    }

    /** @throws CodecException if it is no JSON */
    static JsonNode tree(byte[] value) {
        try {
            return MAPPER.readTree(value);
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
