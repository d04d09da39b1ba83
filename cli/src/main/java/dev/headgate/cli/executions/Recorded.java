package dev.headgate.cli.executions;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt of a decision, as the log holds it.
 *
 * @param execution what was recorded of it last
 * @param decision the decision, if it is kept
 * @param followed whether a later attempt of the same decision was begun
 */
public record Recorded(Execution execution, Optional<Decision> decision, boolean followed) {

    /** Stands for the status of an attempt of which no end was recorded, since the next one followed. */
    public static final String RETRIED = "retried";

    /** Stands for the status of an attempt that waits for a person. */
    public static final String WAITING = "waiting";

    /**
     * Every attempt, by when it was begun.
     *
     * @param executions records in the order of the log
     * @param decisions those that they may belong to
     */
    public static List<Recorded> of(Collection<Execution> executions, Collection<Decision> decisions) {
        Map<String, Execution> latest = new LinkedHashMap<>();
        Map<String, Integer> attempts = new HashMap<>();
        for (Execution execution : executions) {
            latest.put(execution.executionId(), execution);
            attempts.merge(execution.decisionId(), execution.attempt(), Math::max);
        }
        Map<String, Decision> byId = new HashMap<>();
        decisions.forEach(decision -> byId.put(decision.decisionId(), decision));
        return latest.values().stream()
                .map(execution -> new Recorded(
                        execution,
                        Optional.ofNullable(byId.get(execution.decisionId())),
                        attempts.getOrDefault(execution.decisionId(), 0) > execution.attempt()))
                .sorted(Comparator.comparing(one -> one.execution().startedAt()))
                .toList();
    }

    /** The word for what became of it: the record's, {@link #RETRIED} or {@link #WAITING}. */
    public String status() {
        if (!followed && execution.waitsForAPerson()) {
            return WAITING;
        }
        return followed && execution.status() == ExecutionStatus.STARTED
                ? RETRIED
                : execution.status().wireName();
    }

    /** What people read first: what it asks while it waits, otherwise why it is what it is. */
    public String reason() {
        return question().map(Question::text).orElse(execution.reason());
    }

    /** What it asks a person; empty unless it waits for one. */
    public Optional<Question> question() {
        return execution.question().filter(question -> status().equals(WAITING));
    }

    /** How long it took, or has been running so far; empty for one that ended without a record of its own. */
    public Optional<Duration> took(Instant now) {
        if (status().equals(RETRIED)) {
            return Optional.empty();
        }
        Duration took =
                Duration.between(execution.startedAt(), execution.finishedAt().orElse(now));
        return Optional.of(took.isNegative() ? Duration.ZERO : took);
    }
}
