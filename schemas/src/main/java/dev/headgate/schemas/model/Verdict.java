package dev.headgate.schemas.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The judge's result on one criterion at one instant, with its working.
 *
 * @param criterion the line as the policy has it
 * @param list the list it stands in
 * @param judgement pass, fail or undecided
 * @param cause why it is undecided; {@link UndecidedCause#NONE} otherwise
 * @param statistic what was computed, for example {@code errorRate} or {@code p95}
 * @param observed its value in {@code unit}, if there is one
 * @param limit the policy's limit in {@code unit}, if there is one
 * @param unit {@code ratio}, {@code us}, {@code per-second}, {@code seconds}, {@code times}, {@code number} or {@code bytes};
 *     of a growth, that per hour
 * @param windowStart beginning of the event time looked at, inclusive
 * @param windowEnd its end, exclusive
 * @param requests the canary's requests in the window
 * @param trueFor how long the criterion's condition has held without a break
 * @param requestIds up to five requests: the failed, then the slowest
 * @param comparison the working of a line that compares or states a confidence
 * @param sentence one sentence that a person understands
 * @param burn how fast an error budget is used up, of a line that asks for it; {@code observed} is the rate over the long
 *     window then
 * @param observedAtLeast where coarse histograms tell a quantile only to lie between two bounds: the lower one in
 *     {@code unit}; {@code observed} is the upper one then
 */
public record Verdict(
        String criterion,
        CriterionList list,
        Judgement judgement,
        UndecidedCause cause,
        String statistic,
        OptionalDouble observed,
        OptionalDouble limit,
        String unit,
        Instant windowStart,
        Instant windowEnd,
        long requests,
        Optional<Duration> trueFor,
        List<String> requestIds,
        Optional<Comparison> comparison,
        String sentence,
        Optional<Burn> burn,
        OptionalDouble observedAtLeast) {

    /** Whose value is known as exactly as a sketch tells it. */
    public Verdict(
            String criterion,
            CriterionList list,
            Judgement judgement,
            UndecidedCause cause,
            String statistic,
            OptionalDouble observed,
            OptionalDouble limit,
            String unit,
            Instant windowStart,
            Instant windowEnd,
            long requests,
            Optional<Duration> trueFor,
            List<String> requestIds,
            Optional<Comparison> comparison,
            String sentence,
            Optional<Burn> burn) {
        this(
                criterion,
                list,
                judgement,
                cause,
                statistic,
                observed,
                limit,
                unit,
                windowStart,
                windowEnd,
                requests,
                trueFor,
                requestIds,
                comparison,
                sentence,
                burn,
                OptionalDouble.empty());
    }

    /** Copies the list. */
    public Verdict {
        requestIds = List.copyOf(requestIds);
    }
}
