package dev.headgate.console.model;

import dev.headgate.console.rollout.DecisionFact;
import dev.headgate.console.rollout.Texts;
import dev.headgate.console.view.DecisionDetail.SignatureView;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Decision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Decisions as they are taken in. Thread-safe. */
final class DecisionTable {

    private final RecordJson json;
    private final JsonCodec codec;
    private final Signatures signatures;

    DecisionTable(RecordJson json, JsonCodec codec, Signatures signatures) {
        this.json = json;
        this.codec = codec;
        this.signatures = signatures;
    }

    /** @throws dev.headgate.schemas.codec.CodecException if it is no decision */
    void take(Handle handle, LogRecord record, byte[] value, Touched touched) {
        Decision decision = codec.readDecision(value);
        DecisionFact fact = DecisionFact.of(decision, value);
        checkNames(fact);
        String place = Place.of(fact.evaluatedAt(), record);
        SignatureView signature = signatures.check(fact, value, record.headers());
        handle.createUpdate("MERGE INTO decision KEY (place) VALUES (:place, :link, :decisionId, :rolloutId,"
                        + " :correlationId, :number, :service, :kind, :severity, :mode, :evaluated, :appended, :search, :signature, :keyId,"
                        + " :fact)")
                .bind("place", place)
                .bind("link", fact.link())
                .bind("decisionId", fact.decisionId())
                .bind("rolloutId", fact.rolloutId())
                .bind("correlationId", fact.correlationId())
                .bind("number", fact.sequence())
                .bind("service", fact.service())
                .bind("kind", fact.kind())
                .bind("severity", fact.severity())
                .bind("mode", fact.mode())
                .bind("evaluated", Place.micros("evaluatedAt", fact.evaluatedAt()))
                .bind("appended", Place.micros(record.timestamp()))
                .bind("search", search(fact))
                .bind("signature", signature.state())
                .bind("keyId", signature.keyId().orElse(""))
                .bind("fact", json.write(fact))
                .execute();
        Documents.DECISION.write(handle, place, value);
        touched.decision(fact.decisionId());
        touched.history(fact.rolloutId());
        fact.regards().filter(id -> fact.ofExecutor()).ifPresent(id -> touched.history(rolloutOf(id)));
    }

    /** All under a rollout's id, in the order of their numbers. */
    List<DecisionFact> of(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT fact FROM decision WHERE rollout_id = :rolloutId ORDER BY number, place")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> json.read(row.getBytes("fact"), DecisionFact.class))
                .list();
    }

    /** The same that may be believed: what a rollout came to is never drawn from a decision whose signature is wrong. */
    List<DecisionFact> believed(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT fact FROM decision WHERE rollout_id = :rolloutId AND signature <> :wrong"
                        + " ORDER BY number, place")
                .bind("rolloutId", rolloutId)
                .bind("wrong", Signatures.WRONG)
                .map((row, context) -> json.read(row.getBytes("fact"), DecisionFact.class))
                .list();
    }

    /** A service's latest that may be believed, latest first. */
    List<DecisionFact> latest(Handle handle, String service, int limit) {
        return handle.createQuery("SELECT fact FROM decision WHERE service = :service AND signature <> :wrong"
                        + " ORDER BY place DESC LIMIT :limit")
                .bind("service", service)
                .bind("wrong", Signatures.WRONG)
                .bind("limit", limit)
                .map((row, context) -> json.read(row.getBytes("fact"), DecisionFact.class))
                .list();
    }

    /** How many stand under a rollout's id. */
    int count(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT COUNT(*) FROM decision WHERE rollout_id = :rolloutId")
                .bind("rolloutId", rolloutId)
                .mapTo(Integer.class)
                .one();
    }

    /** What names the latest under a rollout's id. */
    Optional<String> last(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT link FROM decision WHERE rollout_id = :rolloutId ORDER BY place DESC LIMIT 1")
                .bind("rolloutId", rolloutId)
                .mapTo(String.class)
                .findOne();
    }

    private static void checkNames(DecisionFact fact) {
        Texts.name("decisionId", fact.decisionId());
        Texts.name("rolloutId", fact.rolloutId());
        Texts.name("service", fact.service());
        Texts.name("correlationId", fact.correlationId());
        Texts.name("kind", fact.kind());
        Texts.name("mode", fact.mode());
        Texts.name("severity", fact.severity());
        Texts.name("canary", fact.canary());
        Texts.name("baseline", fact.baseline());
        Texts.name("policyHash", fact.policyHash());
        fact.regards().ifPresent(id -> Texts.name("regards", id));
    }

    private static String search(DecisionFact fact) {
        return String.join(
                        "\n",
                        fact.link(),
                        fact.service(),
                        fact.canary(),
                        fact.baseline(),
                        fact.reason(),
                        fact.decidingCriterion().orElse(""))
                .toLowerCase(Locale.ROOT);
    }

    private static String rolloutOf(String decisionId) {
        int slash = decisionId.lastIndexOf('/');
        return slash < 0 ? decisionId : decisionId.substring(0, slash);
    }
}
