package dev.headgate.console.model;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutorHold;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Answers questions about what people say to executors, and what these have made of it. Thread-safe. */
final class ExecutorQueries {

    /** Under which all stands that people say to executors. */
    private static final String ROLLOUT = "executor";

    private final JsonCodec codec;
    private final Facts facts;

    ExecutorQueries(JsonCodec codec, Facts facts) {
        this.codec = codec;
        this.facts = facts;
    }

    /** A decision with its latest attempt; what bears a wrong signature is none. */
    Optional<CarriedOut> carriedOut(Handle handle, String decisionId) {
        return handle.createQuery("SELECT place FROM decision WHERE decision_id = :decisionId AND signature <> :wrong"
                        + " ORDER BY place DESC LIMIT 1")
                .bind("wrong", Signatures.WRONG)
                .bind("decisionId", decisionId)
                .map((row, context) -> codec.readDecision(Documents.DECISION.read(handle, row.getString("place"))))
                .findOne()
                .map(decision -> new CarriedOut(
                        decision,
                        facts.executions().recordsOf(handle, decisionId).stream()
                                .filter(execution -> execution.service().equals(decision.service()))
                                .max(Comparator.comparingInt(Execution::attempt))));
    }

    /** What was said under a correlation id: one word, or an order for each partition. */
    List<CarriedOut> said(Handle handle, String correlationId) {
        Answered answered = new Answered(handle);
        return handle.createQuery(
                        "SELECT place FROM decision WHERE correlation_id = :correlationId AND rollout_id = :rolloutId"
                                + " AND signature <> :wrong ORDER BY place")
                .bind("correlationId", correlationId)
                .bind("rolloutId", ROLLOUT)
                .bind("wrong", Signatures.WRONG)
                .mapTo(String.class)
                .map(answered::at)
                .list();
    }

    /**
     * The orders in force, holds and releases, by the names that stand for the partitions: of each partition the last one that
     * its executor has taken. The last is the one that arrived last, as for the executor: people's clocks differ.
     */
    Map<String, CarriedOut> inForce(Handle handle) {
        Answered answered = new Answered(handle);
        Map<String, CarriedOut> last = new LinkedHashMap<>();
        for (Ordered order : orders(handle)) {
            if (!last.containsKey(order.service())) {
                Optional.of(answered.at(order.place()))
                        .filter(found -> ExecutorHold.isNamed(found.decision()) && found.succeeded())
                        .ifPresent(found -> last.put(order.service(), found));
            }
        }
        return Collections.unmodifiableMap(last);
    }

    private record Ordered(String place, String service) {}

    /** As they arrived, latest first within each partition. */
    private static List<Ordered> orders(Handle handle) {
        return handle
                .createQuery("SELECT place, service FROM decision WHERE rollout_id = :rolloutId AND signature <> :wrong"
                        + " AND (decision_id LIKE 'executor/hold-%' OR decision_id LIKE 'executor/release-%')")
                .bind("rolloutId", ROLLOUT)
                .bind("wrong", Signatures.WRONG)
                .map((row, context) -> new Ordered(row.getString("place"), row.getString("service")))
                .list()
                .stream()
                .sorted(Comparator.comparing((Ordered order) -> Place.arrival(order.place()))
                        .reversed())
                .toList();
    }

    /** Finds the executors' answers; those of one order to all partitions are read once. */
    private final class Answered {

        private final Handle handle;
        private final Map<String, List<Execution>> known = new HashMap<>();

        Answered(Handle handle) {
            this.handle = handle;
        }

        CarriedOut at(String place) {
            Decision decision = codec.readDecision(Documents.DECISION.read(handle, place));
            return new CarriedOut(
                    decision,
                    known
                            .computeIfAbsent(
                                    decision.decisionId(),
                                    id -> facts.executions().recordsOf(handle, id))
                            .stream()
                            .filter(execution -> execution.service().equals(decision.service()))
                            .findFirst());
        }
    }
}
