package dev.headgate.schemas.codec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes any record as {@link JsonCodec} writes its documents, without a {@code "schema"}: for answers that are no document of
 * a topic. Thread-safe.
 */
public final class RecordJson {

    private final JsonMapper mapper = RecordMapper.create();

    /** The record's JSON; the same record always gives the same bytes. */
    public byte[] write(Object record) {
        return mapper.writeValueAsBytes(record);
    }

    /**
     * What was written.
     *
     * @throws CodecException if the bytes are none of that type
     */
    public <T> T read(byte[] json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JacksonException e) {
            throw ReadProblem.of(e);
        }
    }

    /**
     * A document as it stands, with fields and words that this release does not know.
     *
     * @throws CodecException if the bytes are no JSON
     */
    public JsonNode tree(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (JacksonException e) {
            throw new CodecException(DeadLetterCause.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
