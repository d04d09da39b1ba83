package dev.headgate.console.model;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Answers questions about what people say to executors, and what these have made of it. Thread-safe. */
final class ExecutorQueries {

    /** Under which all stands that people say to executors. */
    private static final String ROLLOUT = "executor";

    /** Holds and releases of all partitions, or words: more than anybody gives in a week. */
    private static final int LOOKED_AT = 2_000;

    private final JsonCodec codec;
    private final Facts facts;

    ExecutorQueries(JsonCodec codec, Facts facts) {
        this.codec = codec;
        this.facts = facts;
    }

    /** A decision with its latest attempt. */
    Optional<CarriedOut> carriedOut(Handle handle, String decisionId) {
        return handle.createQuery(
                        "SELECT place FROM decision WHERE decision_id = :decisionId ORDER BY place DESC LIMIT 1")
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
        return answered(
                handle,
                latest(handle, "executor/%").stream()
                        .filter(decision -> decision.correlationId().equals(correlationId))
                        .toList());
    }

    /** The holds in force: of each partition what it was told last and has taken, if that is a hold. */
    List<Decision> holds(Handle handle) {
        Map<String, Decision> last = new LinkedHashMap<>();
        List<Decision> orders = new ArrayList<>(latest(handle, "executor/hold-%"));
        if (orders.isEmpty()) {
            return List.of();
        }
        orders.addAll(latest(handle, "executor/release-%"));
        answered(handle, orders).stream()
                .filter(order -> ExecutorHold.isNamed(order.decision())
                        && order.latest()
                                .filter(answer -> answer.status() == ExecutionStatus.SUCCEEDED)
                                .isPresent())
                .map(CarriedOut::decision)
                .sorted(Comparator.comparing(Decision::evaluatedAt))
                .forEach(order -> last.put(order.service(), order));
        return last.values().stream().filter(ExecutorHold::holds).toList();
    }

    private List<Decision> latest(Handle handle, String named) {
        return handle.createQuery(
                        "SELECT place FROM decision WHERE rollout_id = :rolloutId AND decision_id LIKE :named"
                                + " ORDER BY place DESC LIMIT :limit")
                .bind("rolloutId", ROLLOUT)
                .bind("named", named)
                .bind("limit", LOOKED_AT)
                .map((row, context) -> codec.readDecision(Documents.DECISION.read(handle, row.getString("place"))))
                .list();
    }

    private List<CarriedOut> answered(Handle handle, List<Decision> decisions) {
        Map<String, List<Execution>> known = new LinkedHashMap<>();
        return decisions.stream()
                .map(decision -> new CarriedOut(
                        decision,
                        known
                                .computeIfAbsent(
                                        decision.decisionId(),
                                        id -> facts.executions().recordsOf(handle, id))
                                .stream()
                                .filter(execution -> execution.service().equals(decision.service()))
                                .findFirst()))
                .toList();
    }
}
