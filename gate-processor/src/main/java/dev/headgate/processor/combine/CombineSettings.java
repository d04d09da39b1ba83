package dev.headgate.processor.combine;

import dev.headgate.processor.otlp.OtlpMapping;
import java.time.Duration;

/**
 * What shapes combining.
 *
 * @param timeliness which event times are believed
 * @param operationCap operations told apart per version
 * @param commitInterval how soon after a transaction the next one may follow
 * @param progressInterval how often each combiner tells how far it has come
 * @param largestRecordBytes largest value that may leave
 * @param otlp what in OpenTelemetry's data is which of our words
 */
public record CombineSettings(
        Timeliness timeliness,
        int operationCap,
        Duration commitInterval,
        Duration progressInterval,
        int largestRecordBytes,
        OtlpMapping otlp) {}
