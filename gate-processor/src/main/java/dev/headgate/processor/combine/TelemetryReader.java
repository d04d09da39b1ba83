package dev.headgate.processor.combine;

import dev.headgate.processor.deadletter.Refusals;

/** Reads one source topic's records into a combiner. */
interface TelemetryReader {

    /**
     * Counts what the record holds and notes what it cannot count; never throws because of what the record holds.
     *
     * @param value the record's value
     * @param times when the record reached Kafka, and now
     * @return how many requests or measurements were counted
     */
    long read(byte[] value, Times times, Refusals refusals);

    /**
     * What event times are compared with, milliseconds since 1970-01-01 UTC.
     *
     * @param recordMillis when the record reached Kafka
     * @param nowMillis the clock
     */
    record Times(long recordMillis, long nowMillis) {}
}
