package dev.headgate.schemas.model;

import java.util.List;

/**
 * What a combiner saw of one service since its last commit.
 *
 * @param service name of the service; the record's key
 * @param seconds the parts, in the order of series and second
 */
public record SketchDelta(String service, List<SeriesSecond> seconds) implements SketchMessage {

    /** Copies the list. */
    public SketchDelta {
        seconds = List.copyOf(seconds);
    }
}
