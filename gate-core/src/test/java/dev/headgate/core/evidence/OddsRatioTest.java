package dev.headgate.core.evidence;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddsRatioTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void likelihoodRatiosHaveAMeanOfAtMostOneForEveryOddsOnTheNullsSide(long seed) {
        Random random = new Random(seed);
        for (OddsRatio worse : new OddsRatio[] {OddsRatio.worse(1), OddsRatio.worse(1.3)}) {
            double edge = worse.alternatives() == 7 ? 1 : 1.3;
            for (int table = 0; table < 300; table++) {
                long canary = 1L + random.nextInt(60);
                long baseline = 1L + random.nextInt(120);
                long events = random.nextInt((int) (canary + baseline + 1));
                for (double truth : new double[] {edge, edge * 0.9, edge * 0.3}) {
                    assertThat(stream(means(worse, canary, baseline, events, truth)))
                            .as("nC %d, nB %d, e %d, odds ratio %s, seed %d", canary, baseline, events, truth, seed)
                            .allSatisfy(mean -> assertThat(mean).isLessThanOrEqualTo(1 + 1e-9));
                }
                assertThat(stream(means(worse, canary, baseline, events, edge)))
                        .allSatisfy(mean -> assertThat(mean).isCloseTo(1, within(1e-9)));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5})
    void soItIsForNotWorseOnItsOwnSide(long seed) {
        Random random = new Random(seed);
        for (int table = 0; table < 300; table++) {
            long canary = 1L + random.nextInt(60);
            long baseline = 1L + random.nextInt(120);
            long events = random.nextInt((int) (canary + baseline + 1));
            for (double factor : new double[] {1, 1.5, 8}) {
                assertAtMostOne(OddsRatio.errorsNotWorse(), canary, baseline, events, 2 * factor, seed);
                assertAtMostOne(OddsRatio.latencyNotWorse(), canary, baseline, events, 1.5 * factor, seed);
                assertAtMostOne(OddsRatio.notWorseWithinMargin(), canary, baseline, events, factor, seed);
            }
        }
    }

    @Test
    void tablesThatSayNothingGiveNoEvidence() {
        OddsRatio worse = OddsRatio.worse(1);

        assertThat(worse.logRatios(new PairedCounts(100, 0, 100, 0))).containsOnly(0);
        assertThat(worse.logRatios(new PairedCounts(0, 0, 100, 3))).containsOnly(0);
        assertThat(worse.logRatios(new PairedCounts(100, 3, 0, 0))).containsOnly(0);
        assertThat(worse.logRatios(new PairedCounts(7, 7, 9, 9))).containsOnly(0);
        assertThat(worse.logRatios(PairedCounts.NONE)).containsOnly(0);
    }

    @Test
    void moreEventsOnTheCanarySpeakMoreForWorseAndLessForNotWorse() {
        double[] before = OddsRatio.worse(1).logRatios(new PairedCounts(50, 0, 50, 10));
        for (int events = 1; events <= 10; events++) {
            double[] next = OddsRatio.worse(1).logRatios(new PairedCounts(50, events, 50, 10 - events));
            double[] last = before;
            assertThat(IntStream.range(0, next.length)).allMatch(i -> next[i] > last[i]);
            before = next;
        }
        assertThat(stream(OddsRatio.errorsNotWorse().logRatios(new PairedCounts(50, 10, 50, 0))))
                .allMatch(ratio -> ratio < 0);
    }

    @Test
    void hugeCountsNeitherOverflowNorLoseTheirMeaning() {
        double[] ratios = OddsRatio.worse(1).logRatios(new PairedCounts(100_000, 30_000, 100_000, 20_000));

        assertThat(stream(ratios)).allMatch(Double::isFinite);
        // ln of (k+1 choices) by a normal approximation: 5 000 above a mean of 25 000, variance 9 375
        assertThat(ratios[1]).isBetween(500.0, 1_500.0);
    }

    private static void assertAtMostOne(
            OddsRatio ratio, long canary, long baseline, long events, double truth, long seed) {
        assertThat(stream(means(ratio, canary, baseline, events, truth)))
                .as("nC %d, nB %d, e %d, odds ratio %s, seed %d", canary, baseline, events, truth, seed)
                .allSatisfy(mean -> assertThat(mean).isLessThanOrEqualTo(1 + 1e-9));
    }

    /** Means of the likelihood ratios over all outcomes, by factorials instead of the code's recursion. */
    private static double[] means(OddsRatio ratio, long canary, long baseline, long events, double truth) {
        int from = (int) Math.max(0, events - baseline);
        int to = (int) Math.min(events, canary);
        double[] weights = IntStream.rangeClosed(from, to)
                .mapToDouble(k -> Math.exp(choose(canary, k) + choose(baseline, events - k) + k * Math.log(truth)))
                .toArray();
        double all = 0;
        double[] means = new double[ratio.alternatives()];
        for (int k = from; k <= to; k++) {
            double weight = weights[k - from];
            all += weight;
            double[] ratios = ratio.logRatios(new PairedCounts(canary, k, baseline, events - k));
            for (int i = 0; i < means.length; i++) {
                means[i] += weight * Math.exp(ratios[i]);
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= all;
        }
        return means;
    }

    private static double choose(long n, long k) {
        return naive(n) - naive(k) - naive(n - k);
    }

    private static double naive(long n) {
        return IntStream.rangeClosed(2, (int) n).mapToDouble(Math::log).sum();
    }
}
