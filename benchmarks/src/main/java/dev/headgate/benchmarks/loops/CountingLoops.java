package dev.headgate.benchmarks.loops;

import dev.headgate.benchmarks.throughput.contender.TelemetryValues;
import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.processor.combine.TelemetryCombiner;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.sketch.LatencySketch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Events and latencies added up, and the sums written and read. Sketches are of a thousand latencies. */
@State(Scope.Thread)
public class CountingLoops {

    private static final int COUNT = 4_096;
    private static final int OF_ONE = 1_000;
    private static final int OPERATION_CAP = 100;

    private final long[] micros = latencies();
    private final RequestEvent[] events = events();
    private final TelemetryCombiner combiner = new TelemetryCombiner(OPERATION_CAP);
    private final LatencySketch recorded = new LatencySketch();
    private final Histogram hdrRecorded = hdr();
    private final LatencySketch one = new LatencySketch();
    private final Histogram hdrOne = hdr();
    private final LatencySketch sum = new LatencySketch();
    private final Histogram hdrSum = hdr();
    private final byte[] encoded;
    private final ByteBuffer hdrBuffer;
    private final ByteBuffer hdrEncoded;
    private int next;

    /** Fills them. */
    public CountingLoops() {
        for (int i = 0; i < OF_ONE; i++) {
            one.record(micros[i]);
            hdrOne.recordValue(micros[i]);
        }
        encoded = SketchCodec.writeSketch(one);
        hdrBuffer = ByteBuffer.allocate(hdrOne.getNeededByteBufferCapacity());
        int length = hdrOne.encodeIntoByteBuffer(hdrBuffer);
        hdrEncoded = ByteBuffer.wrap(hdrBuffer.array().clone(), 0, length);
    }

    @Benchmark
    public void combine() {
        next = (next + 1) % events.length;
        combiner.add(events[next]);
    }

    @Benchmark
    public void record() {
        recorded.record(nextMicros());
    }

    @Benchmark
    public void hdrRecord() {
        hdrRecorded.recordValue(nextMicros());
    }

    @Benchmark
    public void merge() {
        sum.add(one);
    }

    @Benchmark
    public void hdrMerge() {
        hdrSum.add(hdrOne);
    }

    @Benchmark
    public long quantile() {
        return one.quantile(0.99).orElse(0);
    }

    @Benchmark
    public long hdrQuantile() {
        return hdrOne.getValueAtPercentile(99);
    }

    @Benchmark
    public byte[] encode() {
        return SketchCodec.writeSketch(one);
    }

    @Benchmark
    public int hdrEncode() {
        hdrBuffer.clear();
        return hdrOne.encodeIntoByteBuffer(hdrBuffer);
    }

    @Benchmark
    public LatencySketch decode() {
        return SketchCodec.readSketch(encoded);
    }

    @Benchmark
    public Histogram hdrDecode() {
        return Histogram.decodeFromByteBuffer(hdrEncoded.rewind(), 0);
    }

    private long nextMicros() {
        next = (next + 1) & (COUNT - 1);
        return micros[next];
    }

    private static Histogram hdr() {
        return new Histogram(LatencySketch.LOWEST_MICROS, LatencySketch.HIGHEST_MICROS, LatencySketch.DIGITS);
    }

    private static long[] latencies() {
        SplittableRandom random = new SplittableRandom(6);
        return random.longs(COUNT)
                .map(seed -> Math.round(40_000 * Math.exp(0.5 * gaussian(seed))))
                .toArray();
    }

    private static double gaussian(long seed) {
        return new java.util.Random(seed).nextGaussian();
    }

    private static RequestEvent[] events() {
        List<RequestEvent> events = new ArrayList<>();
        TelemetryValues reader = new TelemetryValues(Input.EVENTS);
        Records records = Records.of(Input.EVENTS);
        for (int i = 0; i < COUNT; i++) {
            reader.read(records.next(), events::add, summary -> {});
        }
        return events.toArray(RequestEvent[]::new);
    }
}
