package dev.headgate.core.evidence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares two samples that are given whole, by the same evidence as a rollout: values of anything of which more is worse,
 * or counts of events. "Worse" is asked at the quantiles of both samples together, which under equality say nothing about
 * whose value is whose. "Not worse" is asked at the quantiles of every other value of the control, and shown with the rest
 * of it, so that no threshold is made of what it judges. Pure.
 */
public final class SampleComparison {

    /** Control values without whose half nothing is known about its quantiles. */
    private static final int FEWEST_THRESHOLD_VALUES = 20;

    private static final List<Double> QUANTILES = List.of(0.5, 0.75, 0.9, 0.95, 0.99);

    private SampleComparison() {}

    /** What comes of a comparison. */
    public enum Answer {
        /** The canary is worse. */
        WORSE,
        /** It is shown that it is not, within the built-in tolerance. */
        NOT_WORSE,
        /** Neither is shown. */
        UNDECIDED
    }

    /**
     * One level.
     *
     * @param level {@code errorRate} or a quantile as {@code p95}
     * @param control the control's value there
     * @param canary the canary's
     * @param logWorse the logarithm of the evidence that the canary is worse
     * @param logNotWorse the logarithm of the evidence that it is not
     */
    public record Compared(String level, double control, double canary, double logWorse, double logNotWorse) {}

    /**
     * What comes of a comparison, with its working.
     *
     * @param answer worse, not worse or undecided
     * @param logWorse the logarithm of the mean evidence that the canary is worse
     * @param logNotWorse the logarithm of the least evidence that it is not
     * @param logBar the logarithm of what evidence must reach
     * @param levels each level; none if a sample is empty
     */
    public record Result(Answer answer, double logWorse, double logNotWorse, double logBar, List<Compared> levels) {

        /** Copies the list. */
        public Result {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Compares values of which more is worse.
     *
     * @param tempering by how much evidence is divided because values come in clusters, at least 1
     * @param alpha the chance of a wrong answer, above 0 and below 1
     * @throws IllegalArgumentException if a value is no finite number
     */
    public static Result ofValues(double[] control, double[] canary, double tempering, double alpha) {
        requireFinite(control);
        requireFinite(canary);
        if (control.length == 0 || canary.length == 0) {
            return undecided(alpha);
        }
        double[] together = sorted(control, canary);
        double[] asked = sorted(everyOther(control, 0));
        double[] shown = everyOther(control, 1);
        List<Compared> levels = new ArrayList<>();
        for (double quantile : QUANTILES) {
            double worse =
                    evidence(OddsRatio.worse(1), counts(canary, control, atQuantile(together, quantile)), tempering);
            double notWorse = asked.length < FEWEST_THRESHOLD_VALUES
                    ? 0
                    : evidence(
                            OddsRatio.latencyNotWorse(), counts(canary, shown, atQuantile(asked, quantile)), tempering);
            levels.add(new Compared(
                    level(quantile),
                    atQuantile(sorted(control), quantile),
                    atQuantile(sorted(canary), quantile),
                    worse,
                    notWorse));
        }
        return result(levels, alpha);
    }

    /**
     * Compares counts of events, such as failed requests, stratum by stratum.
     *
     * @param strata what both did in each stretch of time; one if it is not known
     */
    public static Result ofCounts(List<PairedCounts> strata, double tempering, double alpha) {
        PairedCounts all = strata.stream().reduce(PairedCounts.NONE, PairedCounts::plus);
        if (all.canaryRequests() == 0 || all.baselineRequests() == 0) {
            return undecided(alpha);
        }
        Compared errors = new Compared(
                "errorRate",
                (double) all.baselineEvents() / all.baselineRequests(),
                (double) all.canaryEvents() / all.canaryRequests(),
                evidence(OddsRatio.worse(1), strata, tempering),
                evidence(OddsRatio.errorsNotWorse(), strata, tempering));
        return result(List.of(errors), alpha);
    }

    private static Result result(List<Compared> levels, double alpha) {
        double bar = Wallet.logBar(alpha);
        double worse =
                Wallet.logMean(levels.stream().mapToDouble(Compared::logWorse).toArray());
        double notWorse =
                levels.stream().mapToDouble(Compared::logNotWorse).min().orElse(0);
        Answer answer = Answer.UNDECIDED;
        if (worse >= bar) {
            answer = Answer.WORSE;
        } else if (notWorse >= bar) {
            answer = Answer.NOT_WORSE;
        }
        return new Result(answer, worse, notWorse, bar, levels);
    }

    private static Result undecided(double alpha) {
        return new Result(Answer.UNDECIDED, 0, 0, Wallet.logBar(alpha), List.of());
    }

    private static double evidence(OddsRatio ratio, PairedCounts counts, double tempering) {
        return evidence(ratio, List.of(counts), tempering);
    }

    /** All strata are there from the beginning, so all weight is on a difference that was always there. */
    private static double evidence(OddsRatio ratio, List<PairedCounts> strata, double tempering) {
        Mixture mixture = new Mixture(ratio.alternatives());
        Tempering by = new Tempering(tempering, 0);
        double weight = 1;
        for (PairedCounts counts : strata) {
            mixture.add(weight, by.temper(ratio.logRatios(counts)));
            weight = 0;
        }
        return mixture.logEvidence();
    }

    /** A quantile's name: {@code p95}, {@code p99.9}. */
    static String level(double quantile) {
        return "p"
                + BigDecimal.valueOf(quantile)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    private static PairedCounts counts(double[] canary, double[] control, double threshold) {
        return new PairedCounts(canary.length, above(canary, threshold), control.length, above(control, threshold));
    }

    /** In turns, so that a trend in the order of the values says nothing. */
    private static double[] everyOther(double[] values, int from) {
        return IntStream.range(0, values.length)
                .filter(i -> i % 2 == from)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static long above(double[] values, double threshold) {
        return Arrays.stream(values).filter(value -> value > threshold).count();
    }

    /** The value at or below which the share of the values lies, of sorted values. */
    private static double atQuantile(double[] sorted, double quantile) {
        return sorted[Math.max(0, (int) StrictMath.ceil(quantile * sorted.length) - 1)];
    }

    private static double[] sorted(double[]... samples) {
        return Arrays.stream(samples).flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    private static void requireFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a value must be a finite number, found " + value);
            }
        }
    }
}
