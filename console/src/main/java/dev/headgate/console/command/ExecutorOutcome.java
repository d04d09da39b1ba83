package dev.headgate.console.command;

import dev.headgate.client.DirectDecisions;
import dev.headgate.console.model.CarriedOut;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Duration;

/** What an executor says to a word, as it is answered. */
final class ExecutorOutcome {

    static final String TAKEN = "taken";
    static final String REFUSED = "refused";
    static final String OBEYS = " An executor that comes obeys, if that is not too late.";

    private final Order order;
    private final String rolloutId;

    /** @param rolloutId the rollout that it is about */
    ExecutorOutcome(Order order, String rolloutId) {
        this.order = order;
        this.rolloutId = rolloutId;
    }

    CommandOutcome of(DirectDecisions.Outcome outcome, Duration timeout) {
        if (outcome instanceof DirectDecisions.Outcome.Executed executed) {
            return of(executed.execution());
        }
        return outcome instanceof DirectDecisions.Outcome.Unusable unusable
                ? unusable(unusable.letter())
                : told(
                        CommandOutcome.NO_ANSWER,
                        "It was written, but no executor has answered within " + timeout.toSeconds() + " s." + OBEYS);
    }

    /** What was written twice is a dead letter the second time: that tells nothing of the first one. */
    CommandOutcome ofSecond(DirectDecisions.Outcome outcome, Duration timeout) {
        return outcome instanceof DirectDecisions.Outcome.Unusable
                ? told(
                        CommandOutcome.NO_ANSWER,
                        "It had been written before; what the executor has made of it was not read yet.")
                : of(outcome, timeout);
    }

    /** Of a word that stands in the log. */
    CommandOutcome later(CarriedOut word, boolean waitsForIt) {
        return word.latest()
                .map(this::of)
                .orElseGet(
                        () -> told(
                                CommandOutcome.NO_ANSWER,
                                waitsForIt
                                        ? "It stands in the log, and no executor has answered yet." + OBEYS
                                        : "It stands in the log, no executor's record answers it, and what it was said to does not wait"
                                                + " for it any more. `headgate dead-letters list` tells whether it could not be used."));
    }

    static final String KEY = ". If it is about the signature, put the public key of the console's signing.key into the"
            + " executor's trusted.operator.keys.";

    private CommandOutcome of(Execution answer) {
        return answer.status() == ExecutionStatus.SUCCEEDED
                ? told(TAKEN, "The executor has taken it: " + answer.reason())
                : told(REFUSED, "The executor has refused it: " + answer.reason());
    }

    private CommandOutcome unusable(DeadLetter letter) {
        return told("unusable", "The executor could not use it: " + letter.cause() + ", " + letter.detail() + KEY);
    }

    private CommandOutcome told(String outcome, String sentence) {
        return CommandOutcome.bare(outcome, sentence, order.commandId(), rolloutId);
    }
}
