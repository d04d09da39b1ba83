package dev.headgate.schemas.model.scenario;

import java.time.Duration;

/**
 * A half-open stretch of a scenario.
 *
 * @param from its beginning, since the scenario's
 * @param to its end
 */
public record Stretch(Duration from, Duration to) {

    /** Longer than any scenario. */
    public static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** The whole scenario. */
    public static final Stretch ALWAYS = new Stretch(Duration.ZERO, FOR_EVER);

    /** Whether it is under way. */
    public boolean contains(Duration time) {
        return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
}
