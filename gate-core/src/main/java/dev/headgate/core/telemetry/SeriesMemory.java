package dev.headgate.core.telemetry;

/**
 * What is remembered of a series beyond its rings.
 *
 * @param series whose
 * @param lastSuccessSecond the last second with a successful request, seconds since 1970-01-01 UTC; {@link
 *     Long#MIN_VALUE} for none
 * @param lastFailureSecond the last second with a failed request, in the same way
 * @param successSlices which 10-second slices since the stage began had a successful request
 */
public record SeriesMemory(
        Series series, long lastSuccessSecond, long lastFailureSecond, SuccessSlices successSlices) {}
