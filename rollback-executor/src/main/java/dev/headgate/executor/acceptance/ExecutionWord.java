package dev.headgate.executor.acceptance;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person says about an execution that waits: an answer to its question, or that it is to try again now. It travels
 * as a decision of no rollout, signed by an operator, keyed by the service, so that the executor that owns the service
 * reads it in order with everything else.
 *
 * @param says what is said
 * @param decisionId the decision that is being carried out
 * @param attempt its attempt
 * @param step the step that it is about; empty for one that only waits for its next attempt
 * @param askedAt when the question was asked that is answered: a word can never be the answer to another; empty for one
 *     that only waits for its next attempt
 * @param by who says it
 * @param why why
 */
public record ExecutionWord(
        Says says,
        String decisionId,
        int attempt,
        Optional<String> step,
        Optional<Instant> askedAt,
        String by,
        String why) {

    /** What can be said. */
    public enum Says implements WireName {
        /** It may go on. */
        YES("yes"),
        /** It may not. */
        NO("no"),
        /** The step whose outcome is not known did what it should. */
        DONE("done"),
        /** The step whose outcome is not known did not, and is not to run again. */
        FAILED("failed"),
        /** The step is to run again; or the next attempt is to begin now. */
        RETRY("retry");

        private final String wireName;

        Says(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String wireName() {
            return wireName;
        }

        /** Whether it lets what waits go on. */
        public boolean goesOn() {
            return switch (this) {
                case YES, DONE, RETRY -> true;
                case NO, FAILED -> false;
            };
        }

        private static Optional<Says> of(String word) {
            for (Says says : values()) {
                if (says.wireName.equals(word)) {
                    return Optional.of(says);
                }
            }
            return Optional.empty();
        }
    }

    /** Whoever can write to the topic could otherwise keep one, and bring it when it harms. */
    private static final Duration WRITTEN_WITHIN = Duration.ofHours(1);

    /** Of who says it and why: characters. */
    public static final int LONGEST = 500;

    private static final String ROLLOUT = "executor";
    private static final String PREFIX = ROLLOUT + "/word-";
    private static final String SAYS = "says";
    private static final String ATTEMPT = "attempt";
    private static final String STEP = "step";
    private static final String ASKED_AT = "askedAt";
    private static final String BY = "by";
    private static final String WHY = "why";

    /**
     * As it is signed and written.
     *
     * @param about the decision that is being carried out
     * @param correlationId a UUID of this word's own, by which its answer is found
     */
    public Decision decision(Decision about, String correlationId, Instant now) {
        TreeMap<String, String> parameters = new TreeMap<>();
        parameters.put(SAYS, says.wireName());
        parameters.put(ATTEMPT, Integer.toString(attempt));
        step.ifPresent(name -> parameters.put(STEP, name));
        askedAt.ifPresent(at -> parameters.put(ASKED_AT, at.toString()));
        parameters.put(BY, by);
        parameters.put(WHY, why);
        return new Decision(
                        PREFIX + now.toEpochMilli() + "-" + correlationId.substring(0, 8),
                        ROLLOUT,
                        about.service(),
                        about.epoch(),
                        about.sequence(),
                        correlationId,
                        DecisionKind.RECORD,
                        Mode.ENFORCE,
                        Severity.INFO,
                        "none",
                        "none",
                        -1,
                        Weight.NONE,
                        Weight.NONE,
                        sentence(),
                        Optional.empty(),
                        List.of(),
                        "none",
                        now,
                        List.of(),
                        Optional.empty(),
                        new RunbookCall("none", parameters))
                .regarding(decisionId);
    }

    /** For people: {@code yes, said alice: the replica is caught up}. */
    public String sentence() {
        return says.wireName() + ", said " + by + ": " + why;
    }

    /** Whether a decision is a word, by its names. */
    public static boolean isNamed(Decision decision) {
        return decision.rolloutId().equals(ROLLOUT)
                && !ExecutorHold.isService(decision.service())
                && decision.decisionId().matches("executor/word-[0-9]{1,15}-[0-9a-f]{8}");
    }

    /** Why it cannot be meant, in a sentence; empty if it can. */
    public static Optional<String> objection(Decision decision) {
        if (decision.kind() != DecisionKind.RECORD || decision.mode() != Mode.ENFORCE) {
            return Optional.of("it is a " + decision.kind().wireName() + " in mode "
                    + decision.mode().wireName() + ", expected a record in mode enforce");
        }
        Optional<ExecutionWord> word = of(decision);
        return word.isPresent()
                ? tooLong(BY, word.get().by()).or(() -> tooLong(WHY, word.get().why()))
                : Optional.of("it does not say what, of which decision and attempt, by whom and why: "
                        + decision.runbook().parameters().keySet());
    }

    /** It is kept in the journal and published, with every later step of what it is about. */
    private static Optional<String> tooLong(String name, String said) {
        return said.length() <= LONGEST
                ? Optional.empty()
                : Optional.of("its " + name + " has " + said.length() + " characters, expected at most " + LONGEST
                        + ": say it again, shorter");
    }

    /** What a decision that {@link #isNamed} says; empty if that cannot be understood. */
    public static Optional<ExecutionWord> of(Decision decision) {
        SortedMap<String, String> given = decision.runbook().parameters();
        try {
            return decision.regards()
                    .flatMap(id -> Optional.ofNullable(given.get(SAYS))
                            .flatMap(Says::of)
                            .filter(says -> given.containsKey(ATTEMPT) && given.containsKey(BY))
                            .map(says -> new ExecutionWord(
                                    says,
                                    id,
                                    Integer.parseInt(given.getOrDefault(ATTEMPT, "0")),
                                    Optional.ofNullable(given.get(STEP)),
                                    Optional.ofNullable(given.get(ASKED_AT)).map(Instant::parse),
                                    given.getOrDefault(BY, ""),
                                    given.getOrDefault(WHY, ""))));
        } catch (NumberFormatException | DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    /** Why it is too late for it, in a sentence; empty if it is not. */
    public static Optional<String> writtenAnew(Received received) {
        Instant signedAt = received.decision().evaluatedAt();
        return received.appendedAt()
                .filter(at -> Duration.between(signedAt, at).abs().compareTo(WRITTEN_WITHIN) > 0)
                .map(at -> "a word about an execution is written when it is signed; this was signed at " + signedAt
                        + " and written at " + at + ": say it again, on a machine whose clock is right");
    }
}
