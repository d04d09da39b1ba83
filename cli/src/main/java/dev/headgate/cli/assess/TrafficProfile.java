package dev.headgate.cli.assess;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service's usual traffic. Requests come at random, at a steady rate; latencies are lognormal.
 *
 * @param rate requests a second of all versions together, above 0
 * @param errorRate share of the requests that fail, 0 to 1
 * @param medianMicros median latency, microseconds
 * @param p99Micros 99th percentile of the latency, microseconds, above the median
 * @param cluster how many failures come together, at least 1
 * @param operations each operation's share of the requests; together 1
 */
public record TrafficProfile(
        double rate,
        double errorRate,
        double medianMicros,
        double p99Micros,
        int cluster,
        Map<String, Double> operations) {

    private static final double NORMAL_P99 = 2.3263478740408408;

    /** Copies the map. */
    public TrafficProfile {
        operations = Collections.unmodifiableMap(new TreeMap<>(operations));
    }

    /** How far the logarithms of the latencies spread. */
    double sigma() {
        return StrictMath.log(p99Micros / medianMicros) / NORMAL_P99;
    }

    /** The latency at a value of the standard normal distribution, microseconds. */
    double micros(double normal) {
        return medianMicros * StrictMath.exp(sigma() * normal);
    }
}
