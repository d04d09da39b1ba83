package dev.headgate.core.rollout;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A decision before its evidence is written under it.
 *
 * @param decisionId its id
 * @param sequence its number in the rollout
 * @param kind what it does
 * @param severity how urgent it is for people
 * @param stage the stage it leads to; −1 for none
 * @param from the canary's weight before
 * @param to the canary's weight after
 * @param reason one sentence
 * @param decidingCriterion the line that decided
 * @param validFor how long it may wait to be carried out
 * @param runbook what carries it out
 * @param recipients who is told or asked
 * @param regards the decision that it reminds of, or that was acknowledged or answered by it
 * @param command the command because of which it is made
 */
public record Draft(
        String decisionId,
        int sequence,
        DecisionKind kind,
        Severity severity,
        int stage,
        Weight from,
        Weight to,
        String reason,
        Optional<String> decidingCriterion,
        Optional<Duration> validFor,
        RunbookCall runbook,
        List<String> recipients,
        Optional<String> regards,
        Optional<String> command) {

    /** Copies the list. */
    public Draft {
        recipients = List.copyOf(recipients);
    }
}
