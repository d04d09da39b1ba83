package dev.headgate.telemetry;

import dev.headgate.schemas.model.Outcome;
import java.util.Optional;

/**
 * One request on its way to the background thread.
 *
 * @param operation what was asked for
 * @param completedAtMillis when it was recorded, milliseconds since 1970-01-01 UTC
 * @param latencyMicros microseconds, at least 0
 * @param outcome how it ended
 * @param requestId its id, if there is a usable one
 */
record RecordedRequest(
        String operation, long completedAtMillis, long latencyMicros, Outcome outcome, Optional<String> requestId) {}
