package dev.headgate.it.harness;

/**
 * What one version's requests look like.
 *
 * @param requestsPerSecond how many complete each second
 * @param errorPercent how many of a hundred fail, evenly spread
 * @param latencyMicros latency of most
 * @param slowPercent how many of a hundred take {@code slowMicros} instead, evenly spread
 * @param slowMicros latency of the slow ones
 */
public record Behaviour(int requestsPerSecond, int errorPercent, long latencyMicros, int slowPercent, long slowMicros) {

    /** As it should be: 100 requests a second, none fails, 20 to 40 ms. */
    public static final Behaviour HEALTHY = new Behaviour(100, 0, 20_000, 10, 40_000);

    /** Every third request fails. */
    public static final Behaviour ERRORS = new Behaviour(100, 33, 20_000, 10, 40_000);

    /** Everything takes 300 ms. */
    public static final Behaviour SLOW = new Behaviour(100, 0, 300_000, 0, 0);

    /** Three of a hundred take over a second: no 95th percentile shows it. */
    public static final Behaviour SLOW_TAIL = new Behaviour(100, 0, 20_000, 3, 1_200_000);
}
