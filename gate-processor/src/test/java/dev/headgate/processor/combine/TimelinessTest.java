package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
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

    @Test
    void saysTimesAsPeopleReadThem() {
        long now = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();

        assertThat(timeliness
                        .refusal(Timeliness.COMPLETED, now / 1_000, now, now)
                        .orElseThrow()
                        .detail())
                .isEqualTo("reached Kafka at 2026-11-22T12:00:00Z, 1793553451.2 s after it was completed at"
                        + " 1970-01-21T18:42:28.800Z, allowed are 600 s");
        assertThat(timeliness
                        .refusal(Timeliness.COMPLETED, now + 6_000, now, now)
                        .orElseThrow()
                        .detail())
                .isEqualTo(
                        "completed at 2026-11-22T12:00:06Z, 6 s ahead of the clock, allowed are 5 s; is that machine's"
                                + " clock right?");
    }
}
