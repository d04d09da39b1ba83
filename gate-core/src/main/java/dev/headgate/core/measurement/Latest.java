package dev.headgate.core.measurement;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The latest value of a series.
 *
 * @param value the value
 * @param measuredAt when it was measured
 * @param distance how long before it the one before was measured, in whole seconds; empty if it is the only one
 */
public record Latest(double value, Instant measuredAt, Optional<Duration> distance) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DISTANCES = 10;

    /** How long it speaks of the present: ten times the distance, at least a minute and at most an hour. */
    public Duration speaksFor() {
        Duration asked = distance.map(each -> each.multipliedBy(DISTANCES)).orElse(LONGEST);
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    /** Whether it is too old to speak of an instant: from one whole second to the next it is or is not. */
    public boolean tooOldAt(Instant now) {
        return now.getEpochSecond() - measuredAt.getEpochSecond() > speaksFor().toSeconds();
    }
}
