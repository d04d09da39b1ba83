package dev.headgate.processor.metrics;

import dev.headgate.processor.combine.CombineMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Counts combining with Micrometer. Thread safe. */
public final class MicrometerCombineMeter implements CombineMeter {

    private final MeterRegistry registry;
    private final Counter counted;
    private final Counter measured;
    private final Counter twice;
    private final Counter cut;
    private final Counter records;
    private final DistributionSummary bytes;
    private final Timer drain;
    private final Timer waited;
    private final Timer committed;
    private final Counter aborted;

    /** @param registry where the meters are kept */
    public MicrometerCombineMeter(MeterRegistry registry) {
        this.registry = registry;
        counted = registry.counter("headgate.combine.requests");
        measured = registry.counter("headgate.combine.measurements");
        cut = registry.counter("headgate.combine.letters.cut");
        twice = registry.counter("headgate.combine.twice");
        records = registry.counter("headgate.combine.deltas");
        bytes = DistributionSummary.builder("headgate.combine.commit.size")
                .baseUnit("bytes")
                .register(registry);
        drain = registry.timer("headgate.combine.drain");
        waited = registry.timer("headgate.combine.wait");
        committed = registry.timer("headgate.combine.commit");
        aborted = registry.counter("headgate.combine.aborted");
    }

    @Override
    public void counted(long requests) {
        counted.increment((double) requests);
    }

    @Override
    public void measured(long measurements) {
        measured.increment((double) measurements);
    }

    @Override
    public void refused(String cause, int count) {
        registry.counter("headgate.combine.refused", "cause", cause).increment(count);
    }

    @Override
    public void cut(long letters) {
        cut.increment((double) letters);
    }

    @Override
    public void twice() {
        twice.increment();
    }

    @Override
    public void sent(int records, long bytes, long nanos) {
        this.records.increment(records);
        this.bytes.record((double) bytes);
        drain.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void waited(long millis) {
        waited.record(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void committed(long nanos) {
        committed.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void aborted() {
        aborted.increment();
    }
}
