package dev.headgate.processor.combine;

import dev.headgate.schemas.codec.DeadLetterCause;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which event times are believed.
 *
 * <p>Too far in the future is measured against the clock, so that one wrong clock cannot push time ahead for everybody.
 * Too late is measured against the time at which the record reached Kafka: an outage of the gate makes nothing late.
 *
 * @param skewAllowed how far an event may be ahead of the clock
 * @param latenessAllowed how long after its completion an event may have reached Kafka
 */
public record Timeliness(Duration skewAllowed, Duration latenessAllowed) {

    /** Cause word of an event that reached Kafka too late. */
    public static final String LATE = "late";

    /** What a request is at its event time. */
    static final String COMPLETED = "completed";

    /**
     * What is wrong with an event time, if anything.
     *
     * @param done what the event is at that time, for the message: {@code completed} or {@code measured}
     */
    Optional<Refusal> refusal(String done, long eventMillis, long recordMillis, long nowMillis) {
        if (eventMillis - nowMillis > skewAllowed.toMillis()) {
            return Optional.of(new Refusal(
                    DeadLetterCause.FUTURE,
                    "%s at %s, %s ahead of the clock, allowed are %s; is that machine's clock right?"
                            .formatted(
                                    done,
                                    time(eventMillis),
                                    lasting(eventMillis - nowMillis),
                                    lasting(skewAllowed.toMillis()))));
        }
        if (recordMillis - eventMillis > latenessAllowed.toMillis()) {
            return Optional.of(new Refusal(
                    LATE,
                    "reached Kafka at %s, %s after it was %s at %s, allowed are %s"
                            .formatted(
                                    time(recordMillis),
                                    lasting(recordMillis - eventMillis),
                                    done,
                                    time(eventMillis),
                                    lasting(latenessAllowed.toMillis()))));
        }
        return Optional.empty();
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static String lasting(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }

    /**
     * Why an event is not counted.
     *
     * @param cause the dead letter's cause word
     * @param detail what was found and what was expected
     */
    record Refusal(String cause, String detail) {}
}
