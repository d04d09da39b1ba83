package dev.headgate.console.model;

import dev.headgate.console.rollout.ExecutionFact;
import dev.headgate.console.rollout.Texts;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.RecordJson;
import dev.headgate.schemas.model.Execution;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Executions: of each attempt what was said of it last. Thread-safe. */
final class ExecutionTable {

    private final RecordJson json;
    private final JsonCodec codec;

    ExecutionTable(RecordJson json, JsonCodec codec) {
        this.json = json;
        this.codec = codec;
    }

    /** @throws dev.headgate.schemas.codec.CodecException if it is no execution */
    void take(Handle handle, LogRecord record, byte[] value, Touched touched) {
        Execution execution = codec.readExecution(value);
        ExecutionFact fact = ExecutionFact.of(execution, value);
        Texts.name("executionId", fact.executionId());
        Texts.name("decisionId", fact.decisionId());
        Texts.name("rolloutId", fact.rolloutId());
        Texts.name("service", fact.service());
        Texts.name("status", fact.status());
        execution.finishedAt().ifPresent(at -> Place.micros("finishedAt", at));
        String name = fact.executionId() + " " + fact.service();
        handle.createUpdate("MERGE INTO execution KEY (name) VALUES (:name, :executionId, :decisionId, :rolloutId,"
                        + " :started, :appended, :fact)")
                .bind("name", name)
                .bind("executionId", fact.executionId())
                .bind("decisionId", fact.decisionId())
                .bind("rolloutId", fact.rolloutId())
                .bind("started", Place.micros("startedAt", fact.startedAt()))
                .bind("appended", Place.micros(record.timestamp()))
                .bind("fact", json.write(fact))
                .execute();
        Documents.EXECUTION.write(handle, name, value);
        touched.history(fact.rolloutId());
    }

    /** All of a rollout. */
    List<ExecutionFact> of(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT fact FROM execution WHERE rollout_id = :rolloutId ORDER BY started")
                .bind("rolloutId", rolloutId)
                .map((row, context) -> json.read(row.getBytes("fact"), ExecutionFact.class))
                .list();
    }

    /** Those of several decisions, by the decisions' ids. */
    Map<String, List<ExecutionFact>> ofDecisions(Handle handle, Collection<String> decisionIds) {
        if (decisionIds.isEmpty()) {
            return Map.of();
        }
        return handle
                .createQuery("SELECT fact FROM execution WHERE decision_id IN (<ids>) ORDER BY started")
                .bindList("ids", List.copyOf(decisionIds))
                .map((row, context) -> json.read(row.getBytes("fact"), ExecutionFact.class))
                .list()
                .stream()
                .collect(Collectors.groupingBy(ExecutionFact::decisionId));
    }

    /** The whole records of a rollout, latest begun first. */
    List<Execution> records(Handle handle, String rolloutId) {
        return handle.createQuery("SELECT name FROM execution WHERE rollout_id = :rolloutId"
                        + " ORDER BY started DESC, execution_id DESC")
                .bind("rolloutId", rolloutId)
                .mapTo(String.class)
                .map(name -> codec.readExecution(Documents.EXECUTION.read(handle, name)))
                .list();
    }

    /** The whole records of a decision, in the order of the attempts. */
    List<Execution> recordsOf(Handle handle, String decisionId) {
        return handle.createQuery(
                        "SELECT name FROM execution WHERE decision_id = :decisionId ORDER BY started, execution_id")
                .bind("decisionId", decisionId)
                .mapTo(String.class)
                .map(name -> codec.readExecution(Documents.EXECUTION.read(handle, name)))
                .list();
    }
}
