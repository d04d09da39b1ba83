package dev.headgate.schemas.model;

import java.util.OptionalDouble;

/**
 * What one version shows over the policy's window, for people to look at.
 *
 * @param version the version
 * @param requests requests in the window
 * @param requestsPerSecond requests divided by the window's length
 * @param errorRate failed requests divided by requests, 0 to 1; empty without requests
 * @param p50Micros median latency, microseconds; empty without requests
 * @param p95Micros 95th percentile, microseconds; empty without requests
 * @param p99Micros 99th percentile, microseconds; empty without requests
 */
public record VersionFigures(
        String version,
        long requests,
        double requestsPerSecond,
        OptionalDouble errorRate,
        OptionalDouble p50Micros,
        OptionalDouble p95Micros,
        OptionalDouble p99Micros) {}
