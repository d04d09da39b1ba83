package dev.headgate.schemas.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator signs to keep executors from carrying advances and runs out, and to let them again: a decision of no
 * rollout, one for each partition, under a name that belongs to that partition. It stands in order with the decisions that
 * it holds back.
 */
public final class ExecutorHold {

    /** Whoever can write to the topic could otherwise keep one, and bring it when it harms. */
    private static final Duration WRITTEN_WITHIN = Duration.ofHours(1);

    private static final String ROLLOUT = "executor";
    private static final String SERVICE = "executor-hold-";
    private static final String HOLD = ROLLOUT + "/hold-";
    private static final String RELEASE = ROLLOUT + "/release-";

    private ExecutorHold() {}

    /**
     * The decision for one partition.
     *
     * @param held whether to hold, or to release
     * @param service a name that {@link #service} gives, and that belongs to the partition
     * @param issuer who decides
     * @param why why
     */
    public static Decision of(
            boolean held, String service, String issuer, String why, String correlationId, Instant now) {
        return new Decision(
                (held ? HOLD : RELEASE) + now.toEpochMilli(),
                ROLLOUT,
                service,
                now.toEpochMilli(),
                1,
                correlationId,
                held ? DecisionKind.HOLD : DecisionKind.RECORD,
                Mode.ENFORCE,
                Severity.CRITICAL,
                "none",
                "none",
                -1,
                Weight.NONE,
                Weight.NONE,
                (held ? "held by " : "released by ") + issuer + ": " + why,
                Optional.empty(),
                List.of(),
                "none",
                now,
                List.of(),
                Optional.empty(),
                new RunbookCall("none", Labels.NONE));
    }

    /** Whether a decision is such a thing, by its names. */
    public static boolean isNamed(Decision decision) {
        return decision.rolloutId().equals(ROLLOUT)
                && isService(decision.service())
                && decision.decisionId().matches("executor/(hold|release)-[0-9]{1,15}");
    }

    /** Whether a name stands for a partition, and no service. */
    public static boolean isService(String service) {
        return service.matches(SERVICE + "[0-9]{1,9}");
    }

    /** Whether it holds; of one that {@link #isNamed}. */
    public static boolean holds(Decision decision) {
        return decision.decisionId().startsWith(HOLD);
    }

    /** Why it cannot be meant, in a sentence; empty if it can. */
    public static Optional<String> objection(Decision decision) {
        DecisionKind expected = holds(decision) ? DecisionKind.HOLD : DecisionKind.RECORD;
        return decision.kind() == expected && decision.mode() == Mode.ENFORCE
                ? Optional.empty()
                : Optional.of("it is a " + decision.kind().wireName() + " in mode "
                        + decision.mode().wireName() + ", expected a " + expected.wireName() + " in mode enforce");
    }

    /**
     * Why it is too late for it, in a sentence; empty if it is not.
     *
     * @param appendedAt when it was written to the topic, if that is known
     */
    public static Optional<String> writtenAnew(Decision decision, Optional<Instant> appendedAt) {
        Instant signedAt = decision.evaluatedAt();
        return appendedAt
                .filter(at -> Duration.between(signedAt, at).abs().compareTo(WRITTEN_WITHIN) > 0)
                .map(at -> "a hold or release is written when it is signed; this was signed at " + signedAt
                        + " and written at " + at + ": make a new one, on a machine whose clock is right");
    }

    /** A name that stands for the partition to which its own hash leads, as that of any service does. */
    public static String service(int number) {
        return SERVICE + number;
    }
}
