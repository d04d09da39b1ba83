package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelinessTest {

    private static final long NOW = 1_795_380_000_000L;

    private final Timeliness timeliness = new Timeliness(Duration.ofSeconds(5), Duration.ofMinutes(10));

    @Test
    void believesAnEventWithinTheSkewAllowed() {
        assertThat(timeliness.refusal(Timeliness.COMPLETED, NOW + 5_000, NOW, NOW))
                .isEmpty();
    }

    @Test
    void refusesAnEventBeyondTheSkewAllowedAsFuture() {
        assertThat(timeliness.refusal(Timeliness.COMPLETED, NOW + 5_001, NOW, NOW))
                .hasValueSatisfying(refusal -> assertThat(refusal.cause()).isEqualTo("future"));
    }

    @Test
    void refusesAnEventThatReachedKafkaTooLateAsLate() {
        assertThat(timeliness.refusal(Timeliness.COMPLETED, NOW - 600_001, NOW, NOW))
                .hasValueSatisfying(refusal -> assertThat(refusal.cause()).isEqualTo("late"));
    }

    @Test
    void anOutageOfTheGateMakesNothingLate() {
        long completed = NOW - Duration.ofHours(2).toMillis();

        assertThat(timeliness.refusal(Timeliness.COMPLETED, completed, completed + 20, NOW))
                .isEmpty();
    }
}
