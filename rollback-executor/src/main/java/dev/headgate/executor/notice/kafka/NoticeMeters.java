package dev.headgate.executor.notice.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted of notices. Thread-safe. */
public final class NoticeMeters {

    static final String PREFIX = "headgate.executor.notices.";

    private final MeterRegistry registry;
    private final Map<String, AtomicInteger> waiting = new ConcurrentHashMap<>();

    /** Registers with this registry. */
    public NoticeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** So many were delivered with one request, the oldest so long after it was decided. */
    void sent(String channel, int count, Duration sinceDecided) {
        registry.counter(PREFIX + "sent", "channel", channel).increment(count);
        registry.timer(PREFIX + "delay", "channel", channel).record(sinceDecided);
    }

    /** A try failed. */
    void failed(String channel, String category) {
        registry.counter(PREFIX + "failed", "channel", channel, "category", category)
                .increment();
    }

    /** One will not be told. */
    void givenUp(String channel) {
        registry.counter(PREFIX + "given.up", "channel", channel).increment();
    }

    /** So many wait. */
    void waiting(String channel, int count) {
        waiting.computeIfAbsent(channel, name -> {
                    AtomicInteger gauge = new AtomicInteger();
                    registry.gauge(
                            PREFIX + "waiting",
                            java.util.List.of(io.micrometer.core.instrument.Tag.of("channel", name)),
                            gauge);
                    return gauge;
                })
                .set(count);
    }

    /** So many recipients whom no route knows: the default channel was told. */
    void unrouted(int count) {
        registry.counter(PREFIX + "unrouted").increment(count);
    }

    /** A record of which nobody can be told what it says. */
    void unusable(String cause) {
        registry.counter(PREFIX + "unusable", "cause", cause).increment();
    }

    /** Reading was interrupted and begins anew. */
    void interrupted(String channel) {
        registry.counter(PREFIX + "interrupted", "channel", channel).increment();
    }

    /** A notice that was given up could not be written down as a dead letter. */
    void deadLetterLost() {
        registry.counter(PREFIX + "dead.letters.lost").increment();
    }
}
