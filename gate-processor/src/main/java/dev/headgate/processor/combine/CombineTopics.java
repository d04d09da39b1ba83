package dev.headgate.processor.combine;

import java.util.List;

/**
 * The topics of the application, with their prefix.
 *
 * @param requests request events, single or in batches
 * @param summaries what applications summed up themselves
 * @param measurements figures that are not requests, single or in batches
 * @param sketches where deltas and progress go
 * @param deadLetters where records go that cannot be used
 */
public record CombineTopics(
        String requests, String summaries, String measurements, String sketches, String deadLetters) {

    /** Those that are read. */
    public List<String> sources() {
        return List.of(requests, summaries, measurements);
    }
}
