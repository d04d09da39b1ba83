package dev.headgate.benchmarks.throughput.input;

import java.util.SplittableRandom;

/** Makes records of telemetry. May be used by several threads, each with its own random source and totals. */
public interface Messages {

    /**
     * The next record.
     *
     * @param random what is drawn comes from here
     * @param nowMillis the time of production; events are completed a little before
     * @param totals the record's requests are added here
     */
    Message next(SplittableRandom random, long nowMillis, Totals totals);

    /** A record of a service of its own that moves event time on, so that windows before it can close. */
    Message closing(long millis);
}
