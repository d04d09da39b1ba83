package dev.headgate.benchmarks.loops;

import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.benchmarks.throughput.input.Messages;
import dev.headgate.benchmarks.throughput.input.SeriesSet;
import dev.headgate.benchmarks.throughput.input.Totals;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Seeded records of a kind, the same for every loop: enough of them that no branch is learnt by heart. */
final class Records {

    private static final long SEED = 6;
    private static final long NOW_MILLIS = 1_800_000_000_000L;
    private static final int SERIES = 10_000;
    private static final int BYTES = 1 << 20;

    private final byte[][] values;
    private int next;

    private Records(byte[][] values) {
        this.values = values;
    }

    /** Records of an input of the end-to-end benchmark, about a megabyte of them. */
    static Records of(Input input) {
        Messages messages = input.messages(SeriesSet.of(SERIES));
        SplittableRandom random = new SplittableRandom(SEED);
        int length = messages.next(random, NOW_MILLIS, new Totals()).value().length;
        return new Records(Stream.generate(
                        () -> messages.next(random, NOW_MILLIS, new Totals()).value())
                .limit(Math.max(8, BYTES / length))
                .toArray(byte[][]::new));
    }

    /** Each of them made into another one. */
    Records as(java.util.function.UnaryOperator<byte[]> other) {
        return new Records(Stream.of(values).map(other).toArray(byte[][]::new));
    }

    byte[] next() {
        next = next + 1 == values.length ? 0 : next + 1;
        return values[next];
    }
}
