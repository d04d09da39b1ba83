package dev.headgate.core.progress;

import java.time.Instant;

/**
 * How complete telemetry is at an instant.
 *
 * @param lagging whether a combiner is behind or unheard of, so that nothing may be concluded from silence
 * @param why which combiner and by how much, in a sentence; empty unless lagging
 * @param completeUntil seconds that end at or before this are closed; what comes for them later is late
 * @param laggingFrom the instant at which telemetry becomes lagging if no further progress is heard of
 */
public record TelemetryStatus(boolean lagging, String why, Instant completeUntil, Instant laggingFrom) {

    /** The end of the last second that is closed at an instant: never in its future, whatever a combiner's clock says. */
    public Instant closedBefore(Instant instant) {
        return completeUntil.isBefore(instant) ? completeUntil : instant;
    }

    /** Whether telemetry is lagging at an instant at or after the one this was made for. */
    public boolean laggingAt(Instant instant) {
        return lagging || !instant.isBefore(laggingFrom);
    }
}
