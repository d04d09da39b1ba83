package dev.headgate.core.measurement;

import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of time up to now that figures are asked of.
 *
 * @param lengthSeconds its whole seconds, beside the running one; {@link #GROWING} for everything since the clip
 * @param clipSecond nothing before this second counts, seconds since 1970-01-01 UTC; {@link Span#UNCLIPPED} for no bound
 * @param course whether it matters when in it something was measured, not only what
 */
public record Stretch(long lengthSeconds, long clipSecond, boolean course) {

    /** Everything since the clip. */
    public static final long GROWING = Long.MAX_VALUE;

    /** Stretches up to this length are kept in seconds. */
    private static final long LONGEST_IN_SECONDS = 60;

    /** The widths that slots may have, and the longest stretch that each is for: a hundred and twenty slots at most. */
    private static final TreeMap<Long, Integer> WIDTHS =
            new TreeMap<>(Map.of(600L, 5, 3_600L, 30, 21_600L, 180, 86_400L, 720, 259_200L, 2_160, 2_678_400L, 22_320));

    /** Whether it only grows. */
    public boolean growing() {
        return lengthSeconds == GROWING;
    }

    /** The row of slots that it is read from. */
    Span span() {
        if (growing()) {
            return new Span(course ? Span.Shape.COURSE : Span.Shape.SUM, 0, clipSecond);
        }
        if (lengthSeconds <= LONGEST_IN_SECONDS) {
            return Span.SECONDS;
        }
        Map.Entry<Long, Integer> width = WIDTHS.ceilingEntry(lengthSeconds);
        return new Span(Span.Shape.RING, width == null ? WIDTHS.lastEntry().getValue() : width.getValue(), clipSecond);
    }

    /** Its first second while the given one is running. */
    public long fromSecond(long runningSecond) {
        if (growing()) {
            return clipSecond;
        }
        Span span = span();
        long width = span.widthSeconds();
        long slots = Math.min((lengthSeconds + width - 1) / width, span.shape().size() - 1);
        return Math.max(clipSecond, Math.floorDiv(runningSecond, width) * width - slots * width);
    }

    /** The first second of its first slot: the slot that the clip lies in holds nothing from before it. */
    long fromSlot(long runningSecond) {
        long from = fromSecond(runningSecond);
        Span span = span();
        return span.widthSeconds() <= 1 ? from : Math.floorDiv(from, (long) span.widthSeconds()) * span.widthSeconds();
    }
}
