package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = 1_000_000_000L;

    private final Pace pace = new Pace(Duration.ofMillis(100), Duration.ofMillis(500), START);

    @Test
    void whatComesAfterAPauseLeavesAtOnce() {
        pace.came(1);

        assertThat(pace.due(START)).isTrue();
        assertThat(pace.rest(START)).isZero();
    }

    @Test
    void whatCannotLeaveYetIsFetchedTogetherShortlyBefore() {
        pace.came(1);
        pace.tried(START);
        pace.came(1);

        assertThat(pace.due(after(30))).isFalse();
        assertThat(pace.rest(after(30))).isEqualTo(Duration.ofMillis(60));
        assertThat(pace.rest(after(90))).isZero();
        assertThat(pace.sleep(after(90))).isEqualTo(Duration.ofMillis(10));
        assertThat(pace.due(after(100))).isTrue();
    }

    @Test
    void whereNothingCameItIsWaitedForAndNotSlept() {
        pace.came(1);
        pace.tried(START);

        assertThat(pace.rest(after(30))).isZero();
        assertThat(pace.sleep(after(30))).isEqualTo(Pace.LONGEST_SLEEP);
    }

    @Test
    void whereManyComeTheyAreFetchedAllTheTime() {
        pace.came(5_000);
        pace.tried(START);
        pace.came(1);

        assertThat(pace.rest(after(30))).isZero();

        pace.tried(after(100));
        pace.came(1);
        assertThat(pace.rest(after(130))).isEqualTo(Duration.ofMillis(60));
        pace.came(300);
        assertThat(pace.rest(after(130))).isZero();
    }

    @Test
    void howFarOneHasComeIsToldOnTimeWhateverCame() {
        pace.tellAtOnce();
        assertThat(pace.progressDue(START)).isTrue();
        pace.told(START);
        pace.tried(after(450));
        pace.came(1);

        assertThat(pace.rest(after(451))).isEqualTo(Duration.ofMillis(39));
        assertThat(pace.progressDue(after(500))).isTrue();
    }

    private static long after(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }
}
