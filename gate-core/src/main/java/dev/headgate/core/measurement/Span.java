package dev.headgate.core.measurement;

/**
 * What is kept of a series in one row of slots.
 *
 * @param shape how its slots follow each other
 * @param widthSeconds seconds that each slot spans; 0 where that is not fixed
 * @param clipSecond nothing before this second is kept, seconds since 1970-01-01 UTC; {@link #UNCLIPPED} for no such bound
 */
public record Span(Shape shape, int widthSeconds, long clipSecond) {

    /** No bound. */
    public static final long UNCLIPPED = Long.MIN_VALUE;

    static final Span LATEST = new Span(Shape.LATEST, 1, UNCLIPPED);
    static final Span SECONDS = new Span(Shape.SECONDS, 1, UNCLIPPED);
    static final Span HOUR = new Span(Shape.HOUR, 300, UNCLIPPED);

    /** How slots follow each other. */
    public enum Shape {
        /** The two latest seconds in which anything was measured. */
        LATEST(2),
        /** The last two minutes. */
        SECONDS(128),
        /** The last hour. */
        HOUR(13),
        /** A window's last slots. */
        RING(122),
        /** One slot for everything since the clip. */
        SUM(1),
        /** Everything since the clip, in slots that grow wider with it. */
        COURSE(122);

        private final int size;

        Shape(int size) {
            this.size = size;
        }

        int size() {
            return size;
        }
    }
}
