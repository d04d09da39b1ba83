package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.benchmarks.throughput.input.Series;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.sketch.LatencySketch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** What a series adds up to in one second: the rivals' aggregate, with the gate's own sketch. Not thread safe. */
public final class Tally {

    private static final int FIGURES = 3 * Long.BYTES;

    private final LatencySketch latencies;
    private long requests;
    private long errors;
    private long latencySumMicros;

    /** Of nothing. */
    public Tally() {
        this(new LatencySketch());
    }

    private Tally(LatencySketch latencies) {
        this.latencies = latencies;
    }

    /** Adds one request. */
    public Tally add(RequestEvent event) {
        return add(event.latencyMicros(), event.outcome() == Outcome.ERROR);
    }

    /** Adds one request. */
    public Tally add(long latencyMicros, boolean failed) {
        requests++;
        errors += failed ? 1 : 0;
        latencySumMicros += latencyMicros;
        latencies.record(latencyMicros);
        return this;
    }

    /** Adds what an application summed up. */
    public Tally add(SeriesSecond part) {
        requests += part.requests();
        errors += part.errors();
        latencySumMicros += part.latencySumMicros();
        latencies.add(part.latencies());
        return this;
    }

    /** Adds another. */
    public Tally add(Tally other) {
        requests += other.requests;
        errors += other.errors;
        latencySumMicros += other.latencySumMicros;
        latencies.add(other.latencies);
        return this;
    }

    /** A copy that can be added to. */
    public Tally copy() {
        return new Tally().add(this);
    }

    /** In bytes. */
    public byte[] toBytes() {
        byte[] sketch = SketchCodec.writeSketch(latencies);
        return ByteBuffer.allocate(FIGURES + sketch.length)
                .putLong(requests)
                .putLong(errors)
                .putLong(latencySumMicros)
                .put(sketch)
                .array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static Tally of(byte[] bytes) {
        ByteBuffer figures = ByteBuffer.wrap(bytes);
        long requests = figures.getLong();
        long errors = figures.getLong();
        long latencySumMicros = figures.getLong();
        Tally tally = new Tally(SketchCodec.readSketch(Arrays.copyOfRange(bytes, FIGURES, bytes.length)));
        tally.requests = requests;
        tally.errors = errors;
        tally.latencySumMicros = latencySumMicros;
        return tally;
    }

    /** As the gate's combiner would send it. */
    public byte[] toDelta(Series series, long second) {
        SeriesKey key = new SeriesKey(series.version(), series.operation(), Labels.NONE);
        return SketchCodec.write(new SketchDelta(
                series.service(),
                List.of(new SeriesSecond(key, second, requests, errors, latencySumMicros, latencies, List.of()))));
    }
}
