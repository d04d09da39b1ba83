package dev.headgate.processor.combine;

import java.time.Duration;

/**
 * What shapes combining.
 *
 * @param timeliness which event times are believed
 * @param operationCap operations told apart per version
 * @param progressInterval how often each task tells how far it has come
 * @param largestRecordBytes largest value that may leave
 */
public record CombineSettings(
        Timeliness timeliness, int operationCap, Duration progressInterval, int largestRecordBytes) {}
