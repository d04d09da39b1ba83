package dev.headgate.schemas.sketch;

import java.util.Arrays;

/** Up to {@value LatencySketch#FEW} latencies, each as its bucket's smallest, in order. Not thread-safe. */
final class FewLatencies {

    private static final int[] NONE = {};

    /** Stands where latencies are held in another form: never written to. */
    static final FewLatencies UNUSED = new FewLatencies();

    private static final int FIRST_ROOM = 4;

    private int[] values;
    private int count;

    FewLatencies() {
        this(NONE, 0);
    }

    private FewLatencies(int[] values, int count) {
        this.values = values;
        this.count = count;
    }

    int count() {
        return count;
    }

    int get(int index) {
        return values[index];
    }

    boolean haveRoomFor(long more) {
        return more <= LatencySketch.FEW - count;
    }

    /** Puts a latency in so many times; there must be room. */
    void put(int value, int times) {
        int end = count + times;
        if (end > values.length) {
            int room = Math.max(end, Math.max(FIRST_ROOM, values.length * 2));
            values = Arrays.copyOf(values, Math.min(LatencySketch.FEW, room));
        }
        int at = Arrays.binarySearch(values, 0, count, value);
        int place = at < 0 ? -at - 1 : at;
        System.arraycopy(values, place, values, place + times, count - place);
        Arrays.fill(values, place, place + times, value);
        count = end;
    }

    /**
     * These without one bucket's.
     *
     * @throws IllegalArgumentException if they do not hold as many
     */
    void take(long lowest, long times) {
        int at = Arrays.binarySearch(values, 0, count, (int) lowest);
        int first = at;
        while (first > 0 && values[first - 1] == lowest) {
            first--;
        }
        if (at < 0 || first + times > count || values[first + (int) times - 1] != lowest) {
            throw new IllegalArgumentException("cannot take away latencies of " + lowest + " us, they are not there");
        }
        System.arraycopy(values, first + (int) times, values, first, count - first - (int) times);
        count -= (int) times;
    }

    void forEach(LatencySketch.BucketVisitor visitor) {
        int i = 0;
        while (i < count) {
            int first = i;
            while (i < count && values[i] == values[first]) {
                i++;
            }
            visitor.bucket(values[first], i - first);
        }
    }

    FewLatencies copy() {
        return count == 0 ? new FewLatencies() : new FewLatencies(Arrays.copyOf(values, values.length), count);
    }

    boolean holdSameAs(FewLatencies other) {
        return Arrays.equals(values, 0, count, other.values, 0, other.count);
    }
}
