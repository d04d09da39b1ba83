package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;

/**
 * One thing to measure.
 *
 * @param input the kind of telemetry
 * @param series how many live series it has
 * @param contender who reads it
 * @param threads in how many threads
 */
record Cell(Input input, int series, Contender contender, int threads) {

    /** From so many series on, the records of one series come by one partition; fewer would leave partitions empty. */
    static final int KEYED_FROM = 16;

    @Override
    public String toString() {
        return "%s, %d series, %s, %d %s"
                .formatted(input.word(), series, contender.word(), threads, threads == 1 ? "thread" : "threads");
    }
}
