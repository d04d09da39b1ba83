package dev.headgate.core.measurement;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;

/**
 * How a figure went over a stretch of time: one point for each slot in which anything was measured.
 *
 * @param points in the order of time
 */
public record Course(List<Point> points) {

    /** Fewer points than this show no growth. */
    public static final int FEWEST = 5;

    private static final double MICROS = 1e6;
    private static final double HOUR = 3_600;

    /** Copies the list. */
    public Course {
        points = List.copyOf(points);
    }

    /**
     * A point.
     *
     * @param second when, seconds since 1970-01-01 UTC
     * @param value the figure then
     */
    public record Point(double second, double value) {}

    /** Gauges by their mean, ratios by their share, counts by what was added a second since the point before. */
    static Course of(Measurement.Kind kind, NavigableMap<Long, MeasurementSum> slots, long width) {
        List<Point> points = new ArrayList<>();
        Map.Entry<Long, MeasurementSum> before = null;
        for (Map.Entry<Long, MeasurementSum> slot : slots.entrySet()) {
            double second = slot.getKey() + (width - 1) / 2.0;
            MeasurementSum sum = slot.getValue();
            if (kind == Measurement.Kind.GAUGE) {
                points.add(new Point(second, plainMean(sum)));
            } else if (kind == Measurement.Kind.RATIO && sum.totalMicros() > 0) {
                points.add(new Point(second, (double) sum.sumMicros() / sum.totalMicros()));
            } else if (kind == Measurement.Kind.COUNT && before != null) {
                points.add(new Point(second, sum.sumMicros() / MICROS / (slot.getKey() - before.getKey())));
            }
            before = slot;
        }
        return new Course(points);
    }

    /** The mean of a gauge, each value counting for as long as it was the latest, as exactly as slots tell. */
    static OptionalDouble mean(NavigableMap<Long, MeasurementSum> slots, long width, long toSecond) {
        double weighted = 0;
        double seconds = 0;
        for (Map.Entry<Long, MeasurementSum> slot : slots.entrySet()) {
            Long next = slots.higherKey(slot.getKey());
            long until = next == null ? Math.max(toSecond, slot.getKey() + 1) : next;
            long inside = Math.min(width, until - slot.getKey());
            long after = until - slot.getKey() - inside;
            weighted += plainMean(slot.getValue()) * inside + slot.getValue().last() * after;
            seconds += (double) (inside + after);
        }
        return seconds > 0 ? OptionalDouble.of(weighted / seconds) : OptionalDouble.empty();
    }

    /** Seconds from the first point to the last. */
    public double seconds() {
        return points.isEmpty()
                ? 0
                : points.get(points.size() - 1).second() - points.get(0).second();
    }

    /** The mean of the points. */
    public double mean() {
        return points.stream().mapToDouble(Point::value).sum() / points.size();
    }

    /** The slope of the line with the least squares, per hour; there must be two points. */
    public double slopePerHour() {
        double meanSecond = points.stream().mapToDouble(Point::second).sum() / points.size();
        double mean = mean();
        double both = 0;
        double squares = 0;
        for (Point point : points) {
            double off = point.second() - meanSecond;
            both += off * (point.value() - mean);
            squares += off * off;
        }
        return both / squares * HOUR;
    }

    private static double plainMean(MeasurementSum sum) {
        return sum.sumMicros() / MICROS / sum.count();
    }
}
