package dev.headgate.schemas.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is told of what has a severity, one after the other until somebody acknowledges it.
 *
 * @param severity of what
 * @param answer within what time somebody should have acknowledged it; empty if none is stated
 * @param levels who, in the order of their times; the first one usually at once
 */
public record Escalation(Severity severity, Optional<Duration> answer, List<Level> levels) {

    /** Copies the list. */
    public Escalation {
        levels = List.copyOf(levels);
    }

    /**
     * Whom one turns to when nobody has acknowledged it for so long.
     *
     * @param after for how long; zero for at once
     * @param tell roles and channels
     * @param during hours outside of which one waits for the next of them; none for always
     */
    public record Level(Duration after, List<String> tell, List<WeeklyHours> during) {

        /** Copies the lists. */
        public Level {
            tell = List.copyOf(tell);
            during = List.copyOf(during);
        }
    }
}
