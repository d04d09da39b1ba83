package dev.headgate.core.telemetry;

/**
 * A window that slides with the running second, or grows with it.
 *
 * @param series whose
 * @param lengthSeconds its whole seconds, beside the running one; {@link #GROWING} for one that only grows
 * @param clipSecond nothing before this second is looked at, seconds since 1970-01-01 UTC
 * @param withLatencies whether quantiles are asked of it
 * @param lasting whether it goes on when others are watched with the same beginning: it holds counts alone then, in
 *     slots that are the coarser the longer it is
 */
public record WindowSpec(Series series, long lengthSeconds, long clipSecond, boolean withLatencies, boolean lasting) {

    /** A window that begins at its clip and has no end. */
    public static final long GROWING = Long.MAX_VALUE;

    /** Windows up to this length are counted in seconds, longer ones in slots of ten. */
    public static final long LONGEST_IN_SECONDS = 60;

    /** A window that begins anew whenever something else is watched. */
    public WindowSpec(Series series, long lengthSeconds, long clipSecond, boolean withLatencies) {
        this(series, lengthSeconds, clipSecond, withLatencies, false);
    }

    /** A window of counts that goes on from stage to stage. */
    public static WindowSpec lasting(Series series, long lengthSeconds, long clipSecond) {
        return new WindowSpec(series, lengthSeconds, clipSecond, false, true);
    }

    /** Whether it only grows. */
    public boolean growing() {
        return lengthSeconds == GROWING;
    }

    /** Seconds that its slots span. */
    public int level() {
        if (growing() || lengthSeconds <= LONGEST_IN_SECONDS) {
            return 1;
        }
        return lasting ? LastingCounts.level(lengthSeconds) : 10;
    }

    /** The first second of it while the given one is running; a window in slots of ten begins with a whole slot. */
    public long fromSecond(long runningSecond) {
        if (growing()) {
            return clipSecond;
        }
        int level = level();
        if (level == 1) {
            return Math.max(clipSecond, runningSecond - lengthSeconds);
        }
        long slides = Math.floorDiv(runningSecond, (long) level) * level - ceil(lengthSeconds, level);
        // What lasts holds nothing before its clip, so that its first slot counts although it may be cut off.
        long begins = lasting ? Math.floorDiv(clipSecond, (long) level) * level : ceil(clipSecond, level);
        return Math.max(begins, slides);
    }

    private static long ceil(long second, int level) {
        return Math.floorDiv(second + level - 1, (long) level) * level;
    }
}
