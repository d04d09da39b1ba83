package dev.headgate.core.evidence;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateMarginTest {

    private static final double[] RATES = {0.001, 0.005, 0.02, 0.1, 0.3, 0.6};

    @ParameterizedTest(name = "margin {0}, {1} canary and {2} baseline requests, {3} earlier errors")
    @CsvSource({"0.002, 12, 12, 0", "0.002, 5, 40, 3", "0.05, 20, 10, 20", "0.05, 3, 60, 0"})
    void worseByPointsHasAMeanOfAtMostOneForEveryPairOfRatesWithinTheMargin(
            double points, int canary, int baseline, long earlierErrors) {
        for (double rate : RATES) {
            for (double below : new double[] {0, 0.5, 1}) {
                double canaryRate = (rate + points) * (1 - below);
                assertMeansAtMostOne(
                        RateMargin.worseByPoints(points), canary, baseline, earlierErrors, canaryRate, rate);
            }
        }
    }

    @ParameterizedTest(name = "margin {0}, {1} canary and {2} baseline requests, {3} earlier errors")
    @CsvSource({"0.002, 12, 12, 0", "0.002, 5, 40, 3", "0.05, 20, 10, 20", "0.05, 3, 60, 0"})
    void notWorseByPointsHasAMeanOfAtMostOneForEveryPairOfRatesBeyondTheMargin(
            double points, int canary, int baseline, long earlierErrors) {
        for (double rate : RATES) {
            for (double above : new double[] {0, 0.05, 0.2}) {
                assertMeansAtMostOne(
                        RateMargin.notWorseByPoints(points),
                        canary,
                        baseline,
                        earlierErrors,
                        rate + points + above,
                        rate);
            }
        }
    }

    @ParameterizedTest(name = "factor {0}")
    @ValueSource(doubles = {1.2, 1.5, 3})
    void factorsDoSoToo(double factor) {
        for (double rate : new double[] {0.001, 0.02, 0.1, 0.3}) {
            assertMeansAtMostOne(RateMargin.worseByFactor(factor), 10, 20, 4, rate * factor, rate);
            assertMeansAtMostOne(RateMargin.worseByFactor(factor), 10, 20, 4, rate * factor * 0.6, rate);
            assertMeansAtMostOne(RateMargin.notWorseByFactor(factor), 10, 20, 4, rate * factor, rate);
            assertMeansAtMostOne(
                    RateMargin.notWorseByFactor(factor), 10, 20, 4, Math.min(0.99, rate * factor * 1.1), rate);
        }
    }

    @ParameterizedTest(name = "{0} baseline requests")
    @ValueSource(longs = {100, 10_000})
    void aBaselineWithoutAnyErrorIsEvidenceToo(long baseline) {
        double[] failing = RateMargin.worseByPoints(0.002).logRatios(new PairedCounts(100, 8, baseline, 0), 0, 0);
        double[] clean =
                RateMargin.notWorseByPoints(0.01).logRatios(new PairedCounts(5_000, 0, baseline, 0), 10_000, 0);

        assertThat(stream(failing)).anyMatch(ratio -> ratio > 3);
        assertThat(stream(clean)).anyMatch(ratio -> ratio > 3);
    }

    private static void assertMeansAtMostOne(
            RateMargin margin, int canary, int baseline, long earlierErrors, double canaryRate, double baselineRate) {
        double[] means = new double[margin.alternatives()];
        for (int k = 0; k <= canary; k++) {
            for (int l = 0; l <= baseline; l++) {
                double chance = binomial(canary, k, canaryRate) * binomial(baseline, l, baselineRate);
                double[] ratios = margin.logRatios(new PairedCounts(canary, k, baseline, l), 1_000, earlierErrors);
                for (int i = 0; i < means.length; i++) {
                    means[i] += chance * Math.exp(ratios[i]);
                }
            }
        }
        assertThat(stream(means))
                .as("canary %s, baseline %s", canaryRate, baselineRate)
                .allSatisfy(mean -> assertThat(mean).isLessThanOrEqualTo(1 + 1e-7));
    }

    private static double binomial(int n, int k, double p) {
        double chance = 1;
        for (int i = 1; i <= k; i++) {
            chance *= (double) (n - k + i) / i;
        }
        return chance * Math.pow(p, k) * Math.pow(1 - p, n - k);
    }
}
