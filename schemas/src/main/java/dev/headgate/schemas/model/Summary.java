package dev.headgate.schemas.model;

import java.util.List;

/**
 * What an application summed up itself: one version's seconds, written as JSON with the sketch in base64.
 *
 * @param service name of the service
 * @param seconds series and second each
 */
public record Summary(String service, List<SeriesSecond> seconds) {

    /** Copies the list. */
    public Summary {
        seconds = List.copyOf(seconds);
    }
}
