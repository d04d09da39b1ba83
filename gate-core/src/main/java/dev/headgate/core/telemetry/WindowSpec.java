package dev.headgate.core.telemetry;

/**
 * A window that slides with the running second, or grows with it.
 *
 * @param series whose
 * @param lengthSeconds its whole seconds, beside the running one; {@link #GROWING} for one that only grows
 * @param clipSecond nothing before this second is looked at, seconds since 1970-01-01 UTC
 * @param withLatencies whether quantiles are asked of it
 */
public record WindowSpec(Series series, long lengthSeconds, long clipSecond, boolean withLatencies) {

    /** A window that begins at its clip and has no end. */
    public static final long GROWING = Long.MAX_VALUE;

    /** Windows up to this length are counted in seconds, longer ones in slots of ten. */
    public static final long LONGEST_IN_SECONDS = 60;

    /** Whether it only grows. */
    public boolean growing() {
        return lengthSeconds == GROWING;
    }

    /** Seconds that its slots span. */
    public int level() {
        return growing() || lengthSeconds <= LONGEST_IN_SECONDS ? 1 : 10;
    }

    /** The first second of it while the given one is running; a window in slots of ten begins with a whole slot. */
    public long fromSecond(long runningSecond) {
        if (growing()) {
            return clipSecond;
        }
        if (level() == 1) {
            return Math.max(clipSecond, runningSecond - lengthSeconds);
        }
        return Math.max(ceilTen(clipSecond), Math.floorDiv(runningSecond, 10L) * 10 - ceilTen(lengthSeconds));
    }

    private static long ceilTen(long second) {
        return Math.floorDiv(second + 9, 10L) * 10;
    }
}
