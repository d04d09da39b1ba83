package dev.headgate.core.telemetry;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * In which 10-second slices something happened, for at most the last {@value #MOST} slices, 30 days. Marking twice is
 * marking once, so order and repetition do not matter. Not thread-safe.
 */
final class SliceMarks {

    static final int MOST = 30 * 24 * 360;

    private long firstSlice = Long.MAX_VALUE;
    private BitSet marks = new BitSet();

    /** Forgets all and watches from the first whole slice at or after a second on. */
    void watchFrom(long second) {
        firstSlice = second == Long.MAX_VALUE ? second : Math.floorDiv(second + 9, 10L);
        marks = new BitSet();
    }

    void mark(long second) {
        long slice = Math.floorDiv(second, 10L);
        if (slice < firstSlice) {
            return;
        }
        if (slice - firstSlice >= 2L * MOST) {
            forgetBefore(slice - MOST);
        }
        marks.set((int) (slice - firstSlice));
    }

    /** The marks from one slice to another, exclusive, counted from {@code fromSlice}. */
    BitSet between(long fromSlice, long toSlice) {
        if (firstSlice == Long.MAX_VALUE || toSlice <= fromSlice) {
            return new BitSet();
        }
        long from = Math.max(fromSlice, Math.max(firstSlice, toSlice - MOST));
        return from >= toSlice ? new BitSet() : marks.get((int) (from - firstSlice), (int) (toSlice - firstSlice));
    }

    Slices slices() {
        return new Slices(firstSlice, Arrays.stream(marks.toLongArray()).boxed().toList());
    }

    void restore(Slices kept) {
        firstSlice = kept.firstSlice();
        marks = BitSet.valueOf(
                kept.words().stream().flatMapToLong(LongStream::of).toArray());
    }

    private void forgetBefore(long slice) {
        int gone = (int) Math.min(slice - firstSlice, Integer.MAX_VALUE);
        marks = marks.get(gone, Math.max(gone, marks.length()));
        firstSlice = slice;
    }
}
