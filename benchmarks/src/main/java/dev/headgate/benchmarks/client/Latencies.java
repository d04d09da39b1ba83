package dev.headgate.benchmarks.client;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Seeded latencies between half a millisecond and some hundred, the same for every recorder, one set per thread; and the
 * processor's time that the thread had in a round, which other work on the machine disturbs less than the wall clock's.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Latencies {

    /** Calls in the round. */
    public long calls;

    /** Processor's time of the thread in the round, nanoseconds. */
    public long cpuNanos;

    /** What the thread itself allocated in the round, bytes. */
    public long ownBytes;

    private static final int COUNT = 4096;
    private static final long SEED = 6;

    private final long[] micros = new long[COUNT];
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long beganNanos;
    private long beganBytes;
    private int next;

    /** Draws them. */
    public Latencies() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            micros[i] = Math.round(500 * Math.exp(random.nextDouble() * 6));
        }
    }

    /** Begins a round. */
    @Setup(Level.Iteration)
    public void begin() {
        beganBytes = allocated();
        beganNanos = threads.getCurrentThreadCpuTime();
    }

    /** Ends it. */
    @TearDown(Level.Iteration)
    public void end() {
        cpuNanos = threads.getCurrentThreadCpuTime() - beganNanos;
        ownBytes = allocated() - beganBytes;
    }

    private long allocated() {
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    long nextMicros() {
        calls++;
        next = (next + 1) & (COUNT - 1);
        return micros[next];
    }

    /** A number that changes with each latency. */
    int number() {
        return next;
    }
}
