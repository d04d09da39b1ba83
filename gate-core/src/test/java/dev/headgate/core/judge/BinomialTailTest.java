package dev.headgate.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BinomialTailTest {

    @Test
    void agreesWithKnownValues() {
        assertThat(BinomialTail.atLeast(1, 2, 0.5)).isCloseTo(0.75, within(1e-12));
        assertThat(BinomialTail.atLeast(3, 10, 0.1)).isCloseTo(0.0701908264, within(1e-9));
        assertThat(BinomialTail.atLeast(20, 20, 0.1)).isCloseTo(1e-20, within(1e-29));
        assertThat(BinomialTail.atLeast(0, 20, 0.1)).isEqualTo(1);
        assertThat(BinomialTail.atLeast(1, 20, 0)).isZero();
        assertThat(BinomialTail.atLeast(20, 20, 1)).isEqualTo(1);
    }

    @Test
    void twentyFailuresOutOfTwentyAreDecisiveWhateverTheMinimum() {
        assertThat(BinomialTail.decisive(20, 20, 0.10)).isTrue();
        assertThat(BinomialTail.decisive(6, 6, 0.10)).isTrue();
    }

    @Test
    void aFewFailuresOrFewRequestsAreNot() {
        assertThat(BinomialTail.decisive(4, 4, 0.001)).isFalse();
        assertThat(BinomialTail.decisive(5, 20, 0.10)).isFalse();
        assertThat(BinomialTail.decisive(2, 20, 0.10)).isFalse();
    }
}
