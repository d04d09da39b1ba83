package dev.headgate.executor.journal;

import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.SignedBytes;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SchemaVersion;
import dev.headgate.schemas.model.Execution;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Journal entries as JSON. The decision travels as the exact bytes that were signed, in base64, and is read from them
 * again, so that an entry can never say anything else than what was signed. Thread-safe.
 */
public final class JournalCodec {

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final JsonCodec documents = new JsonCodec();

    /** The entry's bytes. */
    public byte[] write(JournalEntry entry) {
        ObjectNode node = mapper.createObjectNode();
        node.put("schema", SchemaVersion.CURRENT);
        node.put("progress", entry.progress().wireName());
        node.put("step", entry.step());
        node.put("part", entry.part().wireName());
        node.put("fingerprint", entry.fingerprint());
        node.put("at", entry.at().toString());
        node.put("partition", entry.received().partition());
        node.put("offset", entry.received().offset());
        entry.received().appendedAt().ifPresent(instant -> node.put("appendedAt", instant.toString()));
        node.put("decision", entry.received().original().value());
        node.put("signature", entry.received().original().signature());
        node.put("keyId", entry.received().original().keyId());
        entry.answeredAt().ifPresent(instant -> node.put("answeredAt", instant.toString()));
        entry.execution().ifPresent(execution -> node.set("execution", mapper.readTree(documents.write(execution))));
        return mapper.writeValueAsBytes(node);
    }

    /**
     * Reads an entry.
     *
     * @throws CodecException if the bytes are no entry, or one that contradicts itself
     */
    public JournalEntry read(byte[] json) {
        try {
            JournalEntry entry = entry(mapper.readTree(json));
            check(entry);
            return entry;
        } catch (CodecException malformed) {
            throw malformed;
        } catch (RuntimeException malformed) {
            throw new CodecException(
                    DeadLetterCause.INVALID_VALUE, "not a journal entry: " + malformed.getMessage(), malformed);
        }
    }

    private JournalEntry entry(JsonNode node) {
        checkSchema(node.required("schema").asLong());
        SignedBytes original = new SignedBytes(text(node, "decision"), text(node, "signature"), text(node, "keyId"));
        Received received = new Received(
                documents.readDecision(Base64.getDecoder().decode(original.value())),
                original,
                node.required("partition").asInt(),
                node.required("offset").asLong(),
                Optional.ofNullable(node.get("appendedAt")).map(at -> Instant.parse(at.asString())));
        return new JournalEntry(
                received,
                progress(text(node, "progress")),
                node.required("step").asInt(),
                part(Optional.ofNullable(node.get("part")).map(JsonNode::asString)),
                text(node, "fingerprint"),
                Optional.ofNullable(node.get("execution")).map(this::execution),
                Instant.parse(text(node, "at")),
                Optional.ofNullable(node.get("answeredAt")).map(at -> Instant.parse(at.asString())));
    }

    /** What the rest of the executor relies on. */
    private static void check(JournalEntry entry) {
        byte[] signature =
                Base64.getDecoder().decode(entry.received().original().signature());
        require(signature.length > 0, "its signature is empty");
        require(entry.step() >= 0, "its step is " + entry.step());
        require(
                entry.progress() != Progress.STARTED || entry.execution().isPresent(),
                "it is started and says nothing of what was done so far");
        entry.execution().ifPresent(execution -> {
            require(
                    execution.decisionId().equals(entry.decision().decisionId()),
                    "its execution is of " + execution.decisionId());
            require(execution.service().equals(entry.decision().service()), "its execution is of another service");
            require(execution.attempt() > 0, "its attempt is " + execution.attempt());
        });
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static void checkSchema(long schema) {
        if (schema != SchemaVersion.CURRENT) {
            throw new CodecException(
                    DeadLetterCause.UNSUPPORTED_SCHEMA,
                    "schema " + schema + " of a journal entry, this release reads " + SchemaVersion.CURRENT);
        }
    }

    private Execution execution(JsonNode node) {
        return documents.readExecution(mapper.writeValueAsBytes(node));
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asString();
    }

    private static Progress progress(String word) {
        for (Progress progress : Progress.values()) {
            if (progress.wireName().equals(word)) {
                return progress;
            }
        }
        throw new IllegalArgumentException("unknown progress " + word);
    }

    /** An entry of an earlier release says none. */
    private static Part part(Optional<String> word) {
        for (Part part : Part.values()) {
            if (part.wireName().equals(word.orElse(Part.ACTION.wireName()))) {
                return part;
            }
        }
        throw new IllegalArgumentException("unknown part of a step " + word.orElseThrow());
    }
}
