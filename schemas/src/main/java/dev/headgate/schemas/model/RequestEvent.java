package dev.headgate.schemas.model;

import java.util.Optional;
import java.util.SortedMap;

/**
 * One request as the application that answered it saw it.
 *
 * @param service name of the service
 * @param version deployed build that answered
 * @param operation what was asked for, for example {@code checkout} or {@code POST /orders}
 * @param labels further dimensions, sorted by name; empty for most
 * @param completedAtMillis when it was completed (not when it began), milliseconds since 1970-01-01 UTC
 * @param latencyMicros from its beginning to its completion, microseconds, at least 0
 * @param outcome how it ended
 * @param requestId the caller's id for it, if there is one
 */
public record RequestEvent(
        String service,
        String version,
        String operation,
        SortedMap<String, String> labels,
        long completedAtMillis,
        long latencyMicros,
        Outcome outcome,
        Optional<String> requestId) {

    /** Copies the labels. */
    public RequestEvent {
        labels = Labels.copy(labels);
    }
}
