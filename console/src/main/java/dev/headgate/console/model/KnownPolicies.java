package dev.headgate.console.model;

import dev.headgate.console.rollout.Texts;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** Policies as this release reads them, each text once. Thread-safe. */
final class KnownPolicies {

    private static final String SOURCE = "policy";

    private final Map<String, Optional<Policy>> read = new ConcurrentHashMap<>();

    /** The policy of a hash; empty if it is not kept, or cannot be read by this release. */
    Optional<Policy> policy(Handle handle, String hash) {
        Optional<Policy> known = read.get(hash);
        if (known != null) {
            return known;
        }
        Optional<String> text = text(handle, hash);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Policy> policy = parsed(text.get());
        read.put(hash, policy);
        return policy;
    }

    OptionalInt stages(Handle handle, String hash) {
        return policy(handle, hash)
                .map(policy -> OptionalInt.of(policy.stages().size()))
                .orElse(OptionalInt.empty());
    }

    static Optional<String> text(Handle handle, String hash) {
        return handle.createQuery("SELECT written FROM policy WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> Documents.POLICY.whole(handle, hash, row.getBytes("written")))
                .findOne()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** @throws dev.headgate.schemas.codec.CodecException if the hash is none */
    void write(Handle handle, String hash, byte[] text) {
        Texts.name("key", hash);
        read.remove(hash);
        handle.createUpdate("MERGE INTO policy KEY (hash) VALUES (:hash, :text)")
                .bind("hash", hash)
                .bind("text", Documents.POLICY.inRow(handle, hash, text))
                .execute();
    }

    void delete(Handle handle, String hash) {
        read.remove(hash);
        Documents.POLICY.remove(handle, hash);
        handle.createUpdate("DELETE FROM policy WHERE hash = :hash")
                .bind("hash", hash)
                .execute();
    }

    void forget() {
        read.clear();
    }

    private static Optional<Policy> parsed(String text) {
        return PolicyReader.read(SOURCE, text) instanceof Parsed.Valid<Policy> valid
                ? Optional.of(valid.value())
                : Optional.empty();
    }
}
