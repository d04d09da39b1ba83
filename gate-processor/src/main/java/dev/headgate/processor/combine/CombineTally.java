package dev.headgate.processor.combine;

import java.util.SortedMap;
import java.util.TreeMap;

/** What is to be told of one transaction once it is committed; what is read again after an aborted one counts once. Not thread safe. */
final class CombineTally {

    private static final long NOTHING_CAME = Long.MAX_VALUE;

    private final SortedMap<String, Integer> refused = new TreeMap<>();
    private long counted;
    private long measured;
    private int records;
    private long bytes;
    private long drainNanos;
    private long oldestArrivalMillis = NOTHING_CAME;

    void arrived(long millis) {
        oldestArrivalMillis = Math.min(oldestArrivalMillis, millis);
    }

    void counted(long requests) {
        counted += requests;
    }

    void measured(long measurements) {
        measured += measurements;
    }

    void refused(String cause, int count) {
        refused.merge(cause, count, Integer::sum);
    }

    void sent(int size) {
        records++;
        bytes += size;
    }

    void drained(long nanos) {
        drainNanos += nanos;
    }

    /** Tells it, and begins anew. */
    void tell(long nowMillis, CombineMeter meter) {
        if (counted > 0) {
            meter.counted(counted);
        }
        if (measured > 0) {
            meter.measured(measured);
        }
        refused.forEach(meter::refused);
        if (records > 0) {
            meter.sent(records, bytes, drainNanos);
        }
        if (oldestArrivalMillis != NOTHING_CAME) {
            meter.waited(Math.max(0, nowMillis - oldestArrivalMillis));
        }
        clear();
    }

    /** Forgets it. */
    void clear() {
        refused.clear();
        counted = 0;
        measured = 0;
        records = 0;
        bytes = 0;
        drainNanos = 0;
        oldestArrivalMillis = NOTHING_CAME;
    }
}
