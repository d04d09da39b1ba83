package dev.headgate.processor.combine;

import dev.headgate.schemas.codec.DeadLetterCause;
import java.time.Duration;
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
                    "%s %d ms ahead of the clock, allowed are %d; is that machine's clock right?"
                            .formatted(done, eventMillis - nowMillis, skewAllowed.toMillis())));
        }
        if (recordMillis - eventMillis > latenessAllowed.toMillis()) {
            return Optional.of(new Refusal(
                    LATE,
                    "reached Kafka %d ms after it was %s, allowed are %d"
                            .formatted(recordMillis - eventMillis, done, latenessAllowed.toMillis())));
        }
        return Optional.empty();
    }

    /**
     * Why an event is not counted.
     *
     * @param cause the dead letter's cause word
     * @param detail what was found and what was expected
     */
    record Refusal(String cause, String detail) {}
}
