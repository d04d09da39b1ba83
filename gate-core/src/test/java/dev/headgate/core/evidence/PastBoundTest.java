package dev.headgate.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastBoundTest {

    private static final Tempering NONE = new Tempering(1, 120);

    /** By the sum of the binomial's terms, not by drawing. */
    @ParameterizedTest(name = "{0} requests, {1}, alpha {2}")
    @CsvSource({"20, 0.1, 0.05", "300, 0.01, 0.01", "300, 0.5, 0.001", "2000, 0.002, 0.001", "2000, 0.05, 0.0005"})
    void eachBoundOfAShareIsWrongWithAtMostItsChance(int requests, double share, double alpha) {
        PastBound bound = PastBound.of(requests, alpha, NONE);
        double tooLow = 0;
        double tooHigh = 0;
        for (int events = 0; events <= requests; events++) {
            double chance = chance(events, requests, share);
            tooLow += bound.upperShare(events) < share ? chance : 0;
            tooHigh += bound.lowerShare(events) > share ? chance : 0;
        }

        assertThat(tooLow).isLessThanOrEqualTo(alpha);
        assertThat(tooHigh).isLessThanOrEqualTo(alpha);
    }

    /** A quantile lies above the sample's rank r when fewer than r of the sample lie below it. */
    @ParameterizedTest(name = "{0} requests, quantile {1}, alpha {2}")
    @CsvSource({"200, 0.5, 0.01", "1000, 0.95, 0.001", "5000, 0.99, 0.0002"})
    void eachBoundOfAQuantileIsWrongWithAtMostItsChance(int requests, double quantile, double alpha) {
        PastBound bound = PastBound.of(requests, alpha, NONE);
        double above = 0;
        double below = 0;
        for (int smaller = 0; smaller <= requests; smaller++) {
            double chance = chance(smaller, requests, quantile);
            above += bound.upperRank(quantile) <= smaller ? chance : 0;
            below += bound.lowerRank(quantile) > smaller ? chance : 0;
        }

        assertThat(above).isLessThanOrEqualTo(alpha);
        assertThat(below).isLessThanOrEqualTo(alpha);
    }

    @Test
    void moreRequestsMakeItNarrowerAndClustersMakeItWider() {
        double few = PastBound.of(1_000, 0.001, NONE).upperShare(10);
        double many = PastBound.of(100_000, 0.001, NONE).upperShare(1_000);
        double clustered = PastBound.of(100_000, 0.001, new Tempering(4, 120)).upperShare(1_000);

        assertThat(few).isBetween(0.025, 0.028);
        assertThat(many).isBetween(0.0111, 0.0114);
        assertThat(clustered - 0.01).isEqualTo(2 * (many - 0.01), within(0.0002));
    }

    @Test
    void nothingSeenStillLeavesRoomAbove() {
        PastBound bound = PastBound.of(10_000, 0.001, NONE);

        assertThat(bound.upperShare(0)).isEqualTo(0.00069, within(0.00001));
        assertThat(bound.lowerShare(0)).isZero();
    }

    @Test
    void tooSmallASampleHasNoBoundOfAHighQuantile() {
        assertThat(PastBound.of(100, 0.001, NONE).upperRank(0.99)).isGreaterThan(100);
        assertThat(PastBound.of(5, 0.001, NONE).lowerRank(0.5)).isZero();
    }

    private static double chance(int events, int requests, double share) {
        double logChance = LogFactorial.of(requests) - LogFactorial.of(events) - LogFactorial.of(requests - events);
        return Math.exp(logChance + events * Math.log(share) + (requests - events) * Math.log1p(-share));
    }
}
