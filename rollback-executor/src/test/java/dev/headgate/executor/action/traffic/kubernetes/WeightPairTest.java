package dev.headgate.executor.action.traffic.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightPairTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 100",
        "100, 100, 0",
        "100.0, 100, 0",
        "5, 5, 95",
        "5.0, 5, 95",
        "0.5, 5, 995",
        "33.33, 3333, 6667",
        "0.0001, 1, 999999"
    })
    void aShareIsExpressedExactlyInAsFewDigitsAsItNeeds(String weight, long canary, long baseline) {
        assertThat(WeightPair.of(weight, WeightPair.LARGEST)).isEqualTo(new WeightPair(canary, baseline));
    }

    @Test
    void whatCannotBeExpressedIsNeverRounded() {
        assertThatThrownBy(() -> WeightPair.of("0.00001", WeightPair.LARGEST)).hasMessageContaining("up to 1000000");
        assertThatThrownBy(() -> WeightPair.of("12.5", 100))
                .hasMessageContaining("only whole percents are known there");
    }

    @Test
    void whatIsNoShareIsRefused() {
        for (String wrong : new String[] {"", "x", "-1", "101", "NaN", "1e9"}) {
            assertThatThrownBy(() -> WeightPair.of(wrong, 100)).hasMessageContaining("from 0 to 100");
        }
    }
}
