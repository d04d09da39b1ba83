package dev.headgate.console.model;

import dev.headgate.console.rollout.CommandFact;
import dev.headgate.console.rollout.Texts;
import dev.headgate.console.view.DecisionDetail.SignatureView;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.ShadowId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Commands without the policies that they bring. Thread-safe. */
final class CommandTable {

    private final RecordJson json;
    private final JsonCodec codec;
    private final Signatures signatures;

    CommandTable(RecordJson json, JsonCodec codec, Signatures signatures) {
        this.json = json;
        this.codec = codec;
        this.signatures = signatures;
    }

    /** @throws dev.headgate.schemas.codec.CodecException if it is no command */
    void take(Handle handle, LogRecord record, byte[] value, Touched touched) {
        Command command = codec.readCommand(value);
        CommandFact fact = CommandFact.of(command, record.offset(), record.timestamp());
        fact.notBefore().ifPresent(at -> Place.micros("notBefore", at));
        checkNames(fact);
        SignatureView signature = signatures.check(fact, value, record.headers());
        handle.createUpdate(
                        "MERGE INTO command KEY (place) VALUES (:place, :commandId, :rolloutId, :service, :kind, :issuedBy,"
                                + " :issued, :appended, :keyId, :fingerprint, :signature, :fact)")
                .bind("place", Place.of(record.timestamp(), record))
                .bind("commandId", fact.header().commandId())
                .bind("rolloutId", fact.header().rolloutId())
                .bind("service", fact.header().service())
                .bind("kind", fact.kind())
                .bind("issuedBy", fact.header().issuedBy())
                .bind("issued", Place.micros("issuedAt", fact.header().issuedAt()))
                .bind("appended", Place.micros(record.timestamp()))
                .bind("keyId", signature.keyId().orElse(""))
                .bind("fingerprint", CommandFingerprint.of(command))
                .bind("signature", signature.state())
                .bind("fact", json.write(fact))
                .execute();
        touched.history(fact.header().rolloutId());
        touched.history(ShadowId.of(fact.header().rolloutId()));
    }

    private static void checkNames(CommandFact fact) {
        Texts.name("commandId", fact.header().commandId());
        Texts.name("correlationId", fact.header().correlationId());
        Texts.name("service", fact.header().service());
        Texts.name("rolloutId", fact.header().rolloutId());
        Texts.name("issuedBy", fact.header().issuedBy());
        Texts.name("kind", fact.kind());
        Texts.name("role", fact.role());
        Texts.name("checklist", fact.checklist());
        Texts.name("item", fact.item());
    }

    /**
     * All of a rollout that a gate may have obeyed; of a shadow those of the rollout beside it, of which it takes the start alone.
     * Which start was obeyed the gate tells by its offset, whoever has signed it.
     */
    List<CommandFact> of(Handle handle, String rolloutId) {
        return handle
                .createQuery("SELECT fact FROM command WHERE rollout_id = :rolloutId"
                        + " AND (signature <> :wrong OR kind = 'start') ORDER BY place")
                .bind("rolloutId", ShadowId.rolloutOf(rolloutId))
                .bind("wrong", Signatures.WRONG)
                .map((row, context) -> json.read(row.getBytes("fact"), CommandFact.class))
                .list()
                .stream()
                .filter(command ->
                        !ShadowId.isShadow(rolloutId) || command.kind().equals("start"))
                .toList();
    }
}
