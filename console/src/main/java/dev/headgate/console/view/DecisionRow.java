package dev.headgate.console.view;

import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One decision at a glance.
 *
 * @param decisionId rollout id, {@code /} and the sequence number
 * @param link what names it alone: the id, but for a refusal with {@code -} and the offset of what was refused behind it
 * @param rolloutId the rollout
 * @param sequence 1 for the rollout's first decision
 * @param service the service
 * @param kind the kind's word
 * @param mode the mode's word
 * @param severity the severity's word
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param from the canary's weight before
 * @param to the canary's weight after
 * @param stage the stage it leads to, counted from 0; −1 for none
 * @param reason why, in a sentence
 * @param decidingCriterion the policy's line that decided, if one did
 * @param evaluatedAt the instant of the evaluation
 * @param signature {@code checked}, {@code not-checked} or {@code wrong}
 * @param execution what became of it; empty where nothing is known, or nothing is to be carried out
 */
public record DecisionRow(
        String decisionId,
        String link,
        String rolloutId,
        int sequence,
        String service,
        String kind,
        String mode,
        String severity,
        String canary,
        String baseline,
        Weight from,
        Weight to,
        int stage,
        String reason,
        Optional<String> decidingCriterion,
        Instant evaluatedAt,
        String signature,
        Optional<Outcome> execution) {

    /**
     * What became of a decision at the executor, by its latest attempt.
     *
     * @param status the status's word
     * @param confirmedWeight the weight read back
     * @param took from the beginning of the first attempt to the end of the last one; empty while it runs
     */
    public record Outcome(String status, Optional<Weight> confirmedWeight, Optional<Duration> took) {}
}
