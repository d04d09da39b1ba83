package dev.headgate.benchmarks.client;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Recorder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What else an application may have to time its requests, to compare with; none of them knows the operation's name. */
public class OtherRecorders {

    /** One timer without quantiles, as most applications have it, found beforehand. */
    @State(Scope.Benchmark)
    public static class PlainTimer {
        final Timer timer = Timer.builder("requests").register(new SimpleMeterRegistry());
    }

    /** One timer with quantiles. */
    @State(Scope.Benchmark)
    public static class TimerWithQuantiles {
        final Timer timer =
                Timer.builder("requests").publishPercentiles(0.5, 0.95).register(new SimpleMeterRegistry());
    }

    /** HdrHistogram's recorder for many threads, in our sketch's range and precision. */
    @State(Scope.Benchmark)
    public static class HdrRecorder {
        final Recorder recorder = new Recorder(1, 60_000_000, 2);
    }

    /** Micrometer, count, sum and maximum. */
    @Benchmark
    public void micrometerTimer(PlainTimer plain, Latencies latencies) {
        plain.timer.record(latencies.nextMicros(), TimeUnit.MICROSECONDS);
    }

    /** Micrometer, quantiles too. */
    @Benchmark
    public void micrometerTimerWithQuantiles(TimerWithQuantiles quantiles, Latencies latencies) {
        quantiles.timer.record(latencies.nextMicros(), TimeUnit.MICROSECONDS);
    }

    /** HdrHistogram. */
    @Benchmark
    public void hdrHistogramRecorder(HdrRecorder hdr, Latencies latencies) {
        hdr.recorder.recordValue(latencies.nextMicros());
    }

    /** Reading the clock alone, which every record of ours has in it. */
    @Benchmark
    public long clockAlone(Latencies latencies) {
        return System.currentTimeMillis() + latencies.nextMicros();
    }
}
