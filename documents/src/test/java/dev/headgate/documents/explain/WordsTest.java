package dev.headgate.documents.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void timesAreWrittenAsInPolicies() {
        assertThat(Words.time(Duration.ZERO)).isEqualTo("0s");
        assertThat(Words.time(Duration.ofSeconds(90))).isEqualTo("1m 30s");
        assertThat(Words.time(Duration.ofHours(26))).isEqualTo("1d 2h");
        assertThat(Words.time(Duration.ofMillis(250))).isEqualTo("250ms");
    }

    @Test
    void pointsInTimeAreClocks() {
        assertThat(Words.clock(Duration.ZERO)).isEqualTo("0:00");
        assertThat(Words.clock(Duration.ofSeconds(90))).isEqualTo("0:01:30");
        assertThat(Words.clock(Duration.ofHours(26))).isEqualTo("1 d 2:00");
    }

    @Test
    void estimatesAreNotMorePreciseThanTheyAre() {
        assertThat(Words.roughly(Duration.ofSeconds(7))).isEqualTo("7s");
        assertThat(Words.roughly(Duration.ofSeconds(42))).isEqualTo("40s");
        assertThat(Words.roughly(Duration.ofMinutes(49))).isEqualTo("50m");
        assertThat(Words.roughly(Duration.ofMinutes(160))).isEqualTo("2.5h");
        assertThat(Words.roughly(Duration.ofDays(3))).isEqualTo("3d");
    }

    @Test
    void sharesHaveNoNeedlessDigits() {
        assertThat(Words.percent(0.005)).isEqualTo("0.5 %");
        assertThat(Words.percent(0.1)).isEqualTo("10 %");
        assertThat(Words.percent(0.00125)).isEqualTo("0.125 %");
    }

    @Test
    void enumerationsEndWithAnd() {
        assertThat(Words.and(List.of("a"))).isEqualTo("a");
        assertThat(Words.and(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
