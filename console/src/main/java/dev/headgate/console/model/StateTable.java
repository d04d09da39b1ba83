package dev.headgate.console.model;

import dev.headgate.console.rollout.StateDocument;
import dev.headgate.console.rollout.Texts;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.RolloutState;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What the gate has said last of each rollout: also of those before a service's latest one, which the log forgets. Thread-safe.
 */
final class StateTable {

    private final JsonCodec codec;

    StateTable(JsonCodec codec) {
        this.codec = codec;
    }

    /** @throws dev.headgate.schemas.codec.CodecException if it is no state */
    void take(Handle handle, LogRecord record, byte[] value, Touched touched) {
        StateDocument state = read(value);
        checkNames(state, record);
        Place.micros("startedAt", state.state().startedAt());
        Place.micros("updatedAt", state.state().updatedAt());
        handle.createUpdate("MERGE INTO state KEY (rollout_id) VALUES (:rolloutId, :key, :appended, :document)")
                .bind("rolloutId", state.state().rolloutId())
                .bind("key", record.key().orElse(""))
                .bind("appended", Place.micros(record.timestamp()))
                .bind("document", Documents.STATE.inRow(handle, state.state().rolloutId(), value))
                .execute();
        touched.state(state);
    }

    /** Somebody has taken back what stands under a key. */
    void delete(Handle handle, LogRecord record, Touched touched) {
        String key = record.key().orElse("");
        handle.createQuery("SELECT rollout_id FROM state WHERE kept_under = :key")
                .bind("key", key)
                .mapTo(String.class)
                .forEach(rolloutId -> {
                    touched.states().remove(rolloutId);
                    touched.history(rolloutId);
                    Documents.STATE.remove(handle, rolloutId);
                });
        handle.createUpdate("DELETE FROM state WHERE kept_under = :key")
                .bind("key", key)
                .execute();
    }

    Optional<StateDocument> of(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT document FROM state WHERE rollout_id = :rolloutId")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> read(Documents.STATE.whole(handle, rolloutId, row.getBytes("document"))))
                .findOne();
    }

    private static void checkNames(StateDocument document, LogRecord record) {
        RolloutState state = document.state();
        Texts.name("key", record.key().orElse(""));
        Texts.name("phase", document.phase());
        Texts.name("mode", document.mode());
        Texts.name("canary", state.canary());
        Texts.name("baseline", state.baseline());
        Texts.name("policyName", state.policyName());
        Texts.name("rolloutId", state.rolloutId());
        Texts.name("service", state.service());
        Texts.name("policyHash", state.policyHash());
    }

    private StateDocument read(byte[] value) {
        return StateDocument.of(codec.readRolloutState(value), value);
    }
}
