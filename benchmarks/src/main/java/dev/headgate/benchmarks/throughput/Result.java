package dev.headgate.benchmarks.throughput;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one cell.
 *
 * @param cell what it was
 * @param passes the measured ones
 * @param wrong how the counts differ from what was sent; empty if they are right
 * @param bytesPerRequest average size of the values read, per request
 * @param logBytesPerRequest average size on the broker's disk, packed with lz4, per request
 * @param heapMegabytes largest heap in use right after a collection; 0 if there was none
 * @param stateBytesPerSeries what the application keeps in changelogs, the latest of each key, per series; 0 without
 */
record Result(
        Cell cell,
        List<Pass> passes,
        String wrong,
        double bytesPerRequest,
        double logBytesPerRequest,
        long heapMegabytes,
        long stateBytesPerSeries) {

    private static final double MILLION = 1e6;

    /**
     * One pass.
     *
     * @param requests how many requests it stood for
     * @param nanos from their being readable to their being committed
     * @param cpuNanos user and system time of the process meanwhile
     */
    record Pass(long requests, long nanos, long cpuNanos) {}

    Result {
        passes = List.copyOf(passes);
    }

    /** Requests a second, the passes' median. */
    double requestsPerSecond() {
        return median(pass -> pass.requests() / (pass.nanos() / 1e9));
    }

    /** CPU seconds per million requests, the passes' median. */
    double cpuPerMillion() {
        return median(pass -> pass.cpuNanos() / 1e9 / (pass.requests() / MILLION));
    }

    /** How far the passes are apart: the most of a million requests' CPU over the least, less one. */
    double spread() {
        double[] sorted = sorted(pass -> (double) pass.cpuNanos() / pass.requests());
        return sorted[0] == 0 ? 0 : sorted[sorted.length - 1] / sorted[0] - 1;
    }

    private double median(ToDoubleFunction<Pass> of) {
        double[] sorted = sorted(of);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private double[] sorted(ToDoubleFunction<Pass> of) {
        return passes.stream().mapToDouble(of).sorted().toArray();
    }
}
