package dev.headgate.core.scenario;

import java.time.Duration;

/**
 * A half-open stretch of a scenario.
 *
 * @param from its beginning, since the scenario's
 * @param to its end
 */
public record Span(Duration from, Duration to) {

    /** From the scenario's beginning to its end. */
    public static final Span ALWAYS = new Span(Duration.ZERO, Duration.ofDays(36_500));

    /** A stretch in seconds since the scenario's beginning. */
    public static Span seconds(double from, double to) {
        return new Span(Duration.ofMillis((long) (from * 1_000)), Duration.ofMillis((long) (to * 1_000)));
    }

    /** Whether it is under way. */
    public boolean contains(Duration time) {
        return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
}
