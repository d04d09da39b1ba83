package dev.headgate.console.access;

import dev.headgate.process.RateLimit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A limit of its own for each of many: people, or addresses. Those that have not come for long are forgotten. Thread-safe. */
final class Limits {

    private static final int MOST = 10_000;

    private final int burst;
    private final int perSecond;
    private final LongSupplier nanos;
    private final Map<String, RateLimit> byWhom = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimit> eldest) {
            return size() > MOST;
        }
    };

    Limits(int burst, int perSecond, LongSupplier nanos) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    synchronized RateLimit of(String whom) {
        return byWhom.computeIfAbsent(whom, first -> new RateLimit(burst, perSecond, nanos));
    }
}
