package dev.headgate.telemetry.micrometer;

import dev.headgate.telemetry.TelemetryClient;
import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.pause.NoPauseDetector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** One HTTP server's timer with one set of tags: each time that it records is a request of ours. */
final class RequestTimer extends AbstractTimer {

    private final TelemetryClient client;
    private final String operation;
    private final boolean success;
    private final boolean excluded;
    private final LongAdder count = new LongAdder();
    private final LongAdder totalNanos = new LongAdder();
    private final LongAccumulator longestNanos = new LongAccumulator(Math::max, 0);

    RequestTimer(TelemetryClient client, Meter.Id id, Clock clock) {
        super(id, clock, NoPauseDetector.INSTANCE, TimeUnit.MICROSECONDS, NoopHistogram.INSTANCE);
        this.client = client;
        Function<String, Optional<String>> tags = key -> Optional.ofNullable(id.getTag(key));
        operation = HttpTags.operation(tags, id.getName());
        excluded = tags.apply("uri").filter(client::excludes).isPresent();
        success = HttpTags.success(
                tags, tags.apply("exception").filter(RequestTimer::namesOne).isPresent());
    }

    @Override
    protected void recordNonNegative(long amount, TimeUnit unit) {
        if (excluded) {
            client.leaveOut();
        } else {
            client.record(operation, unit.toMicros(amount), success, "");
        }
        long nanos = unit.toNanos(amount);
        count.increment();
        totalNanos.add(nanos);
        longestNanos.accumulate(nanos);
    }

    @Override
    public long count() {
        return count.sum();
    }

    @Override
    public double totalTime(TimeUnit unit) {
        return totalNanos.sum() / (double) unit.toNanos(1);
    }

    /** Since the start. */
    @Override
    public double max(TimeUnit unit) {
        return longestNanos.get() / (double) unit.toNanos(1);
    }

    private static boolean namesOne(String exception) {
        return !exception.isEmpty() && !exception.equalsIgnoreCase("none");
    }
}
