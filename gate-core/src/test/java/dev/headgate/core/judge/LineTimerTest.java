package dev.headgate.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineTimerTest {

    private static final Duration GAP = Duration.ofSeconds(10);
    private static final Duration FIVE = Duration.ofSeconds(5);

    @Test
    void countsTheTimeForWhichALineHasBeenTrue() {
        assertThat(heldTrue(FIVE).trueFor(FIVE)).isTrue();
        assertThat(heldTrue(FIVE).trueFor(FIVE.plusMillis(1))).isFalse();
    }

    @Test
    void falseResets() {
        LineTimer timer = heldTrue(FIVE)
                .then(Condition.FALSE, Duration.ofSeconds(1), true, GAP)
                .then(Condition.TRUE, Duration.ofSeconds(1), true, GAP);

        assertThat(timer.held()).isZero();
    }

    @Test
    void undecidedStopsTheCountButDoesNotResetIt() {
        LineTimer timer = heldTrue(FIVE)
                .then(Condition.UNDECIDED, Duration.ZERO, true, GAP)
                .then(Condition.TRUE, Duration.ofSeconds(10), true, GAP)
                .then(Condition.TRUE, Duration.ofSeconds(2), true, GAP);

        assertThat(timer.held()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void moreThanTenSecondsOfUndecidedReset() {
        LineTimer timer = heldTrue(FIVE)
                .then(Condition.UNDECIDED, Duration.ZERO, true, GAP)
                .then(Condition.UNDECIDED, Duration.ofSeconds(6), true, GAP)
                .then(Condition.TRUE, Duration.ofMillis(4_001), true, GAP);

        assertThat(timer.held()).isZero();
    }

    @Test
    void aBreakInJudgingIsUndecidedTime() {
        LineTimer shortBreak = heldTrue(FIVE).then(Condition.TRUE, Duration.ofSeconds(3), false, GAP);
        LineTimer longBreak = heldTrue(FIVE).then(Condition.TRUE, Duration.ofMinutes(10), false, GAP);

        assertThat(shortBreak.held()).isEqualTo(FIVE);
        assertThat(longBreak.held()).isZero();
    }

    private static LineTimer heldTrue(Duration time) {
        return LineTimer.unjudged("stop/0")
                .then(Condition.TRUE, Duration.ofSeconds(1), true, GAP)
                .then(Condition.TRUE, time, true, GAP);
    }
}
