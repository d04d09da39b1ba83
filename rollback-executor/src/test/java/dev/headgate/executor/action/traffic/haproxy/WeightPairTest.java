package dev.headgate.executor.action.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Weight;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightPairTest {

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "5, 5, 95", "50, 50, 50", "100, 100, 0", "0.5, 1, 199", "12.5, 1, 7", "99.5, 199, 1"})
    void writesAShareAsAPair(double percent, int canary, int baseline) {
        assertThat(WeightPair.of(new Weight(percent))).contains(new WeightPair(canary, baseline));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.3, 99.9})
    void doesNotPretendToExpressASmallerShareThanHaproxyCan(double percent) {
        assertThat(WeightPair.of(new Weight(percent))).isEmpty();
    }

    @Test
    void everyShareFromHalfAPercentComesOutWithinTheTolerance() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            double percent = 0.5 + random.nextDouble() * 99;
            assertThat(WeightPair.of(new Weight(percent)).orElseThrow().percent())
                    .as("share %s", percent)
                    .isCloseTo(percent, Offset.offset(WeightPair.TOLERANCE_POINTS));
        }
    }
}
