package dev.headgate.schemas.model;

import java.util.List;

/**
 * What a combiner saw of one service's measurements since its last commit.
 *
 * @param service name of the service; the record's key
 * @param seconds the parts, in the order of series and second
 */
public record MeasurementDelta(String service, List<MeasurementSecond> seconds) implements SketchMessage {

    /** Copies the list. */
    public MeasurementDelta {
        seconds = List.copyOf(seconds);
    }
}
