package dev.headgate.schemas.model;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The working of a verdict that compares, or that states a confidence: what speaks for it and how strongly.
 *
 * @param evidence how many times likelier the data of all closed seconds are if the claim holds than if it does not,
 *     as a mixture over when it began to; at most 1e300
 * @param sharedEvidence the mean of the evidence of all of the rollout's comparisons, which is held against the bar; the
 *     line's own where it stands for itself
 * @param bar what it must reach: 1 divided by the chance of a false alarm in the whole rollout; once a rollout lasts longer
 *     than its policy plans, what is added is scaled so that a bar of 100 is reached by chance once a year at most
 * @param tempering by how much evidence is divided because failures come in clusters, at least 1
 * @param temperingPairs from how many pairs of minutes of the baseline's past that was learned; a stated default applies
 *     below 20
 * @param contributor what contributes most: {@code errorRate} or a quantile as {@code p95}
 * @param canaryRequests the canary's requests that were compared
 * @param baselineRequests the baseline's, or those of its own past
 * @param baseline the baseline's value over the verdict's window, or that of its own past, in the verdict's unit
 * @param canaryLower lower bound of the canary's value over this window, with 95 % confidence if requests fail independently
 * @param canaryUpper its upper bound
 * @param baselineLower lower bound of the baseline's value
 * @param baselineUpper its upper bound
 * @param operation the operation that these figures are of; empty for all together
 */
public record Comparison(
        double evidence,
        double sharedEvidence,
        double bar,
        double tempering,
        int temperingPairs,
        String contributor,
        long canaryRequests,
        long baselineRequests,
        OptionalDouble baseline,
        OptionalDouble canaryLower,
        OptionalDouble canaryUpper,
        OptionalDouble baselineLower,
        OptionalDouble baselineUpper,
        Optional<String> operation) {}
