package dev.headgate.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void sharesAreWrittenInPercent() {
        assertThat(Numbers.percent(125.0 / 401)).isEqualTo("31.2 %");
        assertThat(Numbers.percent(0.1)).isEqualTo("10 %");
        assertThat(Numbers.percent(0.005)).isEqualTo("0.5 %");
        assertThat(Numbers.percent(0)).isEqualTo("0 %");
        assertThat(Numbers.percent(1)).isEqualTo("100 %");
    }

    @Test
    void latenciesAreWrittenInTheUnitThatFits() {
        assertThat(Numbers.micros(850)).isEqualTo("850 us");
        assertThat(Numbers.micros(41_250)).isEqualTo("41.3 ms");
        assertThat(Numbers.micros(1_261_000)).isEqualTo("1.26 s");
        assertThat(Numbers.micros(Double.NaN)).startsWith("no number");
    }

    @Test
    void timesAreWrittenInTheUnitThatFits() {
        assertThat(Numbers.time(Duration.ofMillis(2_500))).isEqualTo("2.5 s");
        assertThat(Numbers.time(Duration.ofSeconds(60))).isEqualTo("60 s");
        assertThat(Numbers.time(Duration.ofMinutes(5))).isEqualTo("5 min");
        assertThat(Numbers.time(Duration.ofHours(1))).isEqualTo("1 h");
    }
}
