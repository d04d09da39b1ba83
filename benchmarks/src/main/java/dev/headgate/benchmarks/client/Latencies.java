package dev.headgate.benchmarks.client;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Seeded latencies between half a millisecond and some hundred, the same for every recorder; one set per thread. */
@State(Scope.Thread)
public class Latencies {

    private static final int COUNT = 4096;
    private static final long SEED = 6;

    private final long[] micros = new long[COUNT];
    private int next;

    /** Draws them. */
    public Latencies() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            micros[i] = Math.round(500 * Math.exp(random.nextDouble() * 6));
        }
    }

    long nextMicros() {
        next = (next + 1) & (COUNT - 1);
        return micros[next];
    }

    /** A number that changes with each latency. */
    int number() {
        return next;
    }
}
