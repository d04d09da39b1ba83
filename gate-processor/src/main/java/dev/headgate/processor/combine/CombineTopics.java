package dev.headgate.processor.combine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The topics of the application, with their prefix; those of OpenTelemetry's Collector as it calls them.
 *
 * @param requests request events, single or in batches
 * @param summaries what applications summed up themselves
 * @param measurements figures that are not requests, single or in batches
 * @param otlpSpans spans, if they are read
 * @param otlpMetrics metrics, if they are read
 * @param sketches where deltas and progress go
 * @param deadLetters where records go that cannot be used
 */
public record CombineTopics(
        String requests,
        String summaries,
        String measurements,
        Optional<String> otlpSpans,
        Optional<String> otlpMetrics,
        String sketches,
        String deadLetters) {

    /** Without OpenTelemetry's. */
    public CombineTopics(String requests, String summaries, String measurements, String sketches, String deadLetters) {
        this(requests, summaries, measurements, Optional.empty(), Optional.empty(), sketches, deadLetters);
    }

    /** Those of ours that are read. */
    public List<String> own() {
        return List.of(requests, summaries, measurements);
    }

    /** Those of the Collector that are read. */
    public List<String> otlp() {
        return Stream.of(otlpSpans, otlpMetrics).flatMap(Optional::stream).toList();
    }

    /** All that are read. */
    public List<String> sources() {
        return Stream.concat(own().stream(), otlp().stream()).toList();
    }
}
