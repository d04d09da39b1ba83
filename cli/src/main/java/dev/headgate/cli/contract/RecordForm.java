package dev.headgate.cli.contract;

import dev.headgate.schemas.access.Participant;
import java.util.List;
import java.util.Optional;

/**
 * One sort of record that a topic holds: a message of the document.
 *
 * @param id its name in the document
 * @param topic the topic's name without the prefix
 * @param title what it is, for people
 * @param contentType the media type of the value
 * @param value what the value is
 * @param key what the key is, for people; empty if it has none
 * @param headers headers that the record may carry
 * @param headersFile the JSON Schema of all its headers among the resources, in place of {@code headers}
 * @param onlyFrom the one participant that sends such records, and no others to this topic
 */
record RecordForm(
        String id,
        String topic,
        String title,
        String contentType,
        Value value,
        String key,
        List<Header> headers,
        Optional<String> headersFile,
        Optional<Participant> onlyFrom) {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";
    static final String BYTES = "application/octet-stream";

    /** What a value is. */
    sealed interface Value {

        /**
         * A document.
         *
         * @param file its JSON Schema's name among the resources
         */
        record Described(String file) implements Value {}

        /**
         * Something that no JSON Schema describes.
         *
         * @param words what it is, for people
         */
        record Raw(String words) implements Value {}

        /** There is none. */
        record None() implements Value {}
    }

    /**
     * A header.
     *
     * @param name its name
     * @param words what it says, for people
     * @param always whether every such record carries it
     */
    record Header(String name, String words, boolean always) {}

    /** A document in JSON. */
    static RecordForm json(String id, String topic, String title, String schema, String key, List<Header> headers) {
        return new RecordForm(
                id,
                topic,
                title,
                JSON,
                new Value.Described(file(schema)),
                key,
                headers,
                Optional.empty(),
                Optional.empty());
    }

    /** Something else. */
    static RecordForm other(String id, String topic, String title, String contentType, Value value, String key) {
        return new RecordForm(id, topic, title, contentType, value, key, List.of(), Optional.empty(), Optional.empty());
    }

    RecordForm with(List<Header> others) {
        return new RecordForm(id, topic, title, contentType, value, key, others, headersFile, onlyFrom);
    }

    RecordForm withHeadersOf(String schema) {
        return new RecordForm(id, topic, title, contentType, value, key, headers, Optional.of(file(schema)), onlyFrom);
    }

    RecordForm onlyFrom(Participant sender) {
        return new RecordForm(id, topic, title, contentType, value, key, headers, headersFile, Optional.of(sender));
    }

    static String file(String schema) {
        return schema + ".schema.json";
    }
}
