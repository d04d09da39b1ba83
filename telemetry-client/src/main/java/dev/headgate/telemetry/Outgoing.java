package dev.headgate.telemetry;

import java.util.List;

/** Collects requests until it is time to send them. Used by one thread. */
interface Outgoing {

    /** Takes one request. */
    void add(RecordedRequest request);

    /**
     * Takes out what is due.
     *
     * @param nowMillis the present, milliseconds since 1970-01-01 UTC
     * @param everything whether all that was taken is due, because no more will come
     */
    List<Value> due(long nowMillis, boolean everything);

    /**
     * A record's value.
     *
     * @param bytes the JSON
     * @param requests how many requests it tells of
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Value(byte[] bytes, long requests) {}
}
