package dev.headgate.core.scenario;

/**
 * How one version answers during a stretch. Of several that hold at one time the last one given counts.
 *
 * @param version the version
 * @param operation the operation
 * @param span when
 * @param requestsPerSecond what it would get if it had all the traffic; it gets its share of that
 * @param errorRate share of failing requests, 0 to 1
 * @param medianMicros median latency, microseconds; latencies are lognormal
 * @param sigma spread of their logarithm
 * @param tailShare share of requests that are slower by {@code tailFactor}, 0 to 1
 * @param tailFactor how much slower those are
 */
public record Traffic(
        String version,
        String operation,
        Span span,
        double requestsPerSecond,
        double errorRate,
        double medianMicros,
        double sigma,
        double tailShare,
        double tailFactor) {

    /** 100 requests/s, 0.1 % errors, median 40 ms. */
    public static Traffic healthy(String version) {
        return new Traffic(version, "checkout", Span.ALWAYS, 100, 0.001, 40_000, 0.4, 0, 1);
    }

    /** The same at another time only. */
    public Traffic during(Span other) {
        return new Traffic(
                version, operation, other, requestsPerSecond, errorRate, medianMicros, sigma, tailShare, tailFactor);
    }

    /** The same at another rate. */
    public Traffic atRate(double other) {
        return new Traffic(version, operation, span, other, errorRate, medianMicros, sigma, tailShare, tailFactor);
    }

    /** The same with other errors. */
    public Traffic failing(double other) {
        return new Traffic(
                version, operation, span, requestsPerSecond, other, medianMicros, sigma, tailShare, tailFactor);
    }

    /** The same, slower as a whole. */
    public Traffic slowerBy(double factor) {
        return new Traffic(
                version,
                operation,
                span,
                requestsPerSecond,
                errorRate,
                medianMicros * factor,
                sigma,
                tailShare,
                tailFactor);
    }

    /** The same with a slower tail. */
    public Traffic withTail(double share, double factor) {
        return new Traffic(version, operation, span, requestsPerSecond, errorRate, medianMicros, sigma, share, factor);
    }

    /** The same of another operation. */
    public Traffic of(String other) {
        return new Traffic(
                version, other, span, requestsPerSecond, errorRate, medianMicros, sigma, tailShare, tailFactor);
    }
}
