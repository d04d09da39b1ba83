package dev.headgate.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfidenceSequenceTest {

    @Test
    void withoutRequestsNothingIsKnown() {
        assertThat(ConfidenceSequence.ofShare(0, 0, 0.05)).isEqualTo(new ConfidenceSequence(0, 1));
    }

    @Test
    void boundsLieAroundTheShareAndComeCloserWithMoreRequests() {
        double width = 1;
        for (long requests = 10; requests <= 1_000_000; requests *= 10) {
            ConfidenceSequence bounds = ConfidenceSequence.ofShare(requests, requests / 10, 0.05);
            assertThat(bounds.lower()).isLessThan(0.1);
            assertThat(bounds.upper()).isGreaterThan(0.1);
            assertThat(bounds.upper() - bounds.lower()).isLessThan(width);
            width = bounds.upper() - bounds.lower();
        }
        assertThat(width).isLessThan(0.004);
    }

    @Test
    void noFailureBoundsTheRateFromAboveAndOnlyFailuresFromBelow() {
        // (n + 1)(1 - p)^n = 1/alpha has no closed form; checked by putting the bound back into it
        ConfidenceSequence clean = ConfidenceSequence.ofShare(1_000, 0, 0.01);
        assertThat(clean.lower()).isZero();
        assertThat(1_001 * Math.pow(1 - clean.upper(), 1_000)).isCloseTo(0.01, within(1e-6));
        assertThat(ConfidenceSequence.ofShare(1_000, 1_000, 0.01).upper()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theTrueRateIsSeldomEverOutsideHoweverOftenOneLooks(long seed) {
        Random random = new Random(seed);
        int everOutside = 0;
        for (int run = 0; run < 300; run++) {
            boolean outside = false;
            long events = 0;
            for (int requests = 1; requests <= 500 && !outside; requests++) {
                events += random.nextDouble() < 0.1 ? 1 : 0;
                ConfidenceSequence bounds = ConfidenceSequence.ofShare(requests, events, 0.05);
                outside = 0.1 < bounds.lower() || 0.1 > bounds.upper();
            }
            everOutside += outside ? 1 : 0;
        }
        assertThat(everOutside).as("of 300, seed %d", seed).isLessThanOrEqualTo(15);
    }

    @Test
    void aQuantilesRanksLieAroundItsOwnAndMayHaveNoUpperEndYet() {
        ConfidenceSequence.Ranks median = ConfidenceSequence.ofQuantile(10_000, 0.5, 0.05);
        assertThat(median.lower()).isBetween(4_700L, 4_950L);
        assertThat(median.upper()).isBetween(5_050L, 5_300L);

        ConfidenceSequence.Ranks few = ConfidenceSequence.ofQuantile(20, 0.99, 0.05);
        assertThat(few.upper()).isGreaterThan(20);
        assertThat(few.lower()).isBetween(1L, 19L);
    }

    @Test
    void logarithmsOfFactorialsAgreeWithTheirSums() {
        double sum = 0;
        for (int n = 1; n <= 500; n++) {
            sum += Math.log(n);
            assertThat(LogFactorial.of(n)).isCloseTo(sum, within(1e-10 * Math.max(1, sum)));
        }
        assertThat(LogFactorial.of(0)).isZero();
    }
}
