package dev.headgate.core.backtest;

import dev.headgate.schemas.model.SeriesSecond;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * Puts telemetry that is slightly out of order into whole seconds, each complete and later than the one before. Not
 * thread-safe.
 */
public final class Arrivals {

    /** How far an event may lie ahead of all before it and still be taken for one of the same recording. */
    public static final long LONGEST_JUMP_SECONDS = 86_400;

    /** After so many events in a row that are far ahead, that is where the recording goes on. */
    public static final int JUMPS_BELIEVED = 100;

    private static final long MILLIS_PER_SECOND = 1_000;

    private final long windowSeconds;
    private final TreeMap<Long, List<SeriesSecond>> open = new TreeMap<>();
    private long latestSecond = Long.MIN_VALUE;
    private int aheadInARow;
    private long late;
    private long ahead;

    /** What becomes of an event. */
    public enum Place {
        /** It belongs to a second that is still open. */
        IN_TIME,
        /** Its second was handed on already; counted. */
        LATE,
        /** Its time is so far ahead that it must be a mistake; counted. */
        FAR_AHEAD
    }

    /** @param windowSeconds how many seconds an event may be behind the latest one before it is late, 0 or more */
    public Arrivals(long windowSeconds) {
        this.windowSeconds = windowSeconds;
    }

    /** Says what becomes of an event that was completed then, milliseconds since 1970-01-01 UTC. */
    public Place place(long completedAtMillis) {
        long second = Math.floorDiv(completedAtMillis, MILLIS_PER_SECOND);
        if (latestSecond == Long.MIN_VALUE || second <= latestSecond + LONGEST_JUMP_SECONDS) {
            aheadInARow = 0;
        } else if (++aheadInARow <= JUMPS_BELIEVED) {
            ahead++;
            return Place.FAR_AHEAD;
        }
        if (latestSecond != Long.MIN_VALUE && second < latestSecond - windowSeconds) {
            late++;
            return Place.LATE;
        }
        latestSecond = Math.max(latestSecond, second);
        return Place.IN_TIME;
    }

    /** Keeps a part, whose events all were in time, until its second is over. */
    public void add(SeriesSecond part) {
        open.computeIfAbsent(part.second(), absent -> new ArrayList<>()).add(part);
    }

    /** Hands on every second to which nothing can be added any more. */
    public void release(ObjLongConsumer<List<SeriesSecond>> seconds) {
        release(latestSecond - windowSeconds, seconds);
    }

    /** Hands on all that is left, at the end of the recording. */
    public void releaseAll(ObjLongConsumer<List<SeriesSecond>> seconds) {
        release(Long.MAX_VALUE, seconds);
    }

    /** Events that were late. */
    public long late() {
        return late;
    }

    /** Events that were too far ahead. */
    public long farAhead() {
        return ahead;
    }

    private void release(long before, ObjLongConsumer<List<SeriesSecond>> seconds) {
        while (!open.isEmpty() && open.firstKey() < before) {
            var first = open.pollFirstEntry();
            seconds.accept(first.getValue(), first.getKey());
        }
    }
}
