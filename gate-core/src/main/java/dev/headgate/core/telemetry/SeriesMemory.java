package dev.headgate.core.telemetry;

/**
 * What is remembered of a series beyond its rings.
 *
 * @param series whose
 * @param lastSuccessSecond the last second with a successful request, seconds since 1970-01-01 UTC; {@link
 *     Long#MIN_VALUE} for none
 * @param lastFailureSecond the last second with a failed request, in the same way
 * @param successes in which slices since the stage began there was a successful request
 * @param requests in which slices since the stage began there was any request
 */
public record SeriesMemory(
        Series series, long lastSuccessSecond, long lastFailureSecond, Slices successes, Slices requests) {}
