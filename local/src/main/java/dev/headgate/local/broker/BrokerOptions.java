package dev.headgate.local.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a local broker is tuned.
 *
 * @param properties broker properties over the ones that every local broker has, see {@link BrokerProperties}
 * @param jvmOptions options of the broker's JVM
 */
public record BrokerOptions(Map<String, String> properties, List<String> jvmOptions) {
    private static final List<String> SMALL = List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC");

    // The first compiler only: ready in two thirds of the time, and the other compiler's threads leave the CPU to
    // others.
    private static final List<String> FAST_TO_START =
            List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    public BrokerOptions {
        properties = Map.copyOf(properties);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * For demo and tests: sessions from 500 ms on are allowed, abandoned transactions are looked for every 500 ms
     * (stock: 6 s and 10 s), groups start without waiting for more members, files are small, and the broker's code is compiled quickly
     * rather than well.
     */
    public static BrokerOptions quick() {
        return new BrokerOptions(
                Map.ofEntries(
                        Map.entry("group.min.session.timeout.ms", "500"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
                        Map.entry("log.initial.task.delay.ms", "5000"),
                        Map.entry("log.cleaner.backoff.ms", "5000"),
                        Map.entry("log.segment.bytes", Integer.toString(64 * 1024 * 1024)),
                        Map.entry("log.index.size.max.bytes", Integer.toString(1024 * 1024)),
                        Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024)),
                        Map.entry("queued.max.requests", "200")),
                FAST_TO_START);
    }

    /** The broker's own time-outs and intervals, as a production broker has them unless somebody changed them. */
    public static BrokerOptions stock() {
        return new BrokerOptions(Map.of(), SMALL);
    }

    /** The same with one broker property set. */
    public BrokerOptions with(String property, String value) {
        var all = new HashMap<>(properties);
        all.put(property, value);
        return new BrokerOptions(all, jvmOptions);
    }
}
