package dev.headgate.core.telemetry;

/**
 * Requests of a version that came in one second, after their own had been closed.
 *
 * @param version the version
 * @param second when they came, seconds since 1970-01-01 UTC
 * @param requests how many
 */
public record LateArrivals(String version, long second, long requests) {}
