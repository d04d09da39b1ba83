package dev.headgate.telemetry;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation's requests in one second. Its counts are those of {@link LatencySketch}'s buckets, in rows of one
 * doubling of the latency each that are made when first needed and then kept: an operation with usual latencies takes 2
 * to 4 kB, none more than 10 kB, and recording allocates nothing once its rows are there. Not thread-safe.
 */
final class Cell {

    private static final int SUB_BUCKET_BITS = 8;
    private static final int FIRST_ROW = 1 << SUB_BUCKET_BITS;
    private static final int ROW = FIRST_ROW / 2;
    private static final int ROWS = shift(LatencySketch.HIGHEST_MICROS) + 1;

    private final int[] @Nullable [] rows = new int[ROWS][];
    private final TellingRequests telling = new TellingRequests();
    private long requests;
    private long errors;
    private long latencySumMicros;
    private long clamped;

    void add(long completedAtMillis, long latencyMicros, boolean success, String requestId) {
        count(latencyMicros);
        requests++;
        if (!success) {
            errors++;
        }
        latencySumMicros = sum(latencySumMicros, latencyMicros);
        if (!requestId.isEmpty() && telling.wouldKeep(latencyMicros, success) && RequestIds.isUsable(requestId)) {
            telling.keep(requestId, completedAtMillis, latencyMicros, success);
        }
    }

    boolean isEmpty() {
        return requests == 0;
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    /** Sum of the latencies, microseconds; the largest number there is where it would not fit. */
    long latencySumMicros() {
        return latencySumMicros;
    }

    List<Exemplar> exemplars() {
        return telling.kept();
    }

    void addLatenciesTo(LatencySketch sketch) {
        sketch.record(LatencySketch.HIGHEST_MICROS + 1, clamped);
        for (int shift = 0; shift < ROWS; shift++) {
            int[] row = rows[shift];
            if (row == null) {
                continue;
            }
            int first = shift == 0 ? 0 : ROW;
            for (int i = 0; i < row.length; i++) {
                sketch.record((long) (first + i) << shift, row[i]);
            }
        }
    }

    void clear() {
        if (isEmpty()) {
            return;
        }
        for (int[] row : rows) {
            if (row != null) {
                Arrays.fill(row, 0);
            }
        }
        telling.clear();
        requests = 0;
        errors = 0;
        latencySumMicros = 0;
        clamped = 0;
    }

    static long sum(long some, long more) {
        long sum = some + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private void count(long latencyMicros) {
        if (latencyMicros > LatencySketch.HIGHEST_MICROS) {
            clamped++;
            return;
        }
        long value = Math.max(latencyMicros, LatencySketch.LOWEST_MICROS);
        int shift = shift(value);
        int[] row = rows[shift];
        if (row == null) {
            row = new int[shift == 0 ? FIRST_ROW : ROW];
            rows[shift] = row;
        }
        row[(int) (value >>> shift) - (shift == 0 ? 0 : ROW)]++;
    }

    private static int shift(long value) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - SUB_BUCKET_BITS);
    }
}
