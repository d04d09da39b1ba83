package dev.headgate.cli.assess;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service's usual traffic. Requests come at random, at a steady rate.
 *
 * @param rate requests a second of all versions together, above 0
 * @param errorRate share of the requests that fail, 0 to 1
 * @param latency how latencies are spread
 * @param cluster how many failures come together, at least 1
 * @param operations each operation's share of the requests; together 1
 */
public record TrafficProfile(
        double rate, double errorRate, LatencyShape latency, int cluster, Map<String, Double> operations) {

    private static final double NORMAL_P99 = 2.3263478740408408;

    /** Copies the map. */
    public TrafficProfile {
        operations = Collections.unmodifiableMap(new TreeMap<>(operations));
    }

    /** The median latency, microseconds. */
    double medianMicros() {
        return micros(0);
    }

    /** The 99th percentile of the latency, microseconds. */
    double p99Micros() {
        return micros(NORMAL_P99);
    }

    /** The latency at a value of the standard normal distribution, microseconds. */
    double micros(double normal) {
        return latency.micros(normal);
    }
}
