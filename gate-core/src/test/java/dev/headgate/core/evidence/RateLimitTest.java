package dev.headgate.core.evidence;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    @ParameterizedTest(name = "limit {0}")
    @ValueSource(doubles = {0.001, 0.05, 0.5})
    void meansAreOneAtTheLimitAndLessOnTheNullsSide(double limit) {
        assertThat(stream(means(RateLimit.above(limit), limit)))
                .allSatisfy(mean -> assertThat(mean).isCloseTo(1, within(1e-9)));
        assertThat(stream(means(RateLimit.above(limit), limit / 2)))
                .allSatisfy(mean -> assertThat(mean).isLessThan(1));
        assertThat(stream(means(RateLimit.below(limit), limit)))
                .allSatisfy(mean -> assertThat(mean).isCloseTo(1, within(1e-9)));
        assertThat(stream(means(RateLimit.below(limit), Math.min(0.99, limit * 1.5))))
                .allSatisfy(mean -> assertThat(mean).isLessThan(1));
    }

    @Test
    void aLimitIsAShareThatCanBeExceeded() {
        assertThatThrownBy(() -> RateLimit.above(1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> RateLimit.below(0)).hasMessageContaining("found 0.0");
    }

    private static double[] means(RateLimit limit, double rate) {
        int requests = 40;
        double[] means = new double[limit.alternatives()];
        for (int events = 0; events <= requests; events++) {
            double[] ratios = limit.logRatios(requests, events);
            double chance = Math.exp(LogFactorial.of(requests)
                    - LogFactorial.of(events)
                    - LogFactorial.of(requests - events)
                    + events * Math.log(rate)
                    + (requests - events) * Math.log1p(-rate));
            for (int i = 0; i < means.length; i++) {
                means[i] += chance * Math.exp(ratios[i]);
            }
        }
        return means;
    }
}
