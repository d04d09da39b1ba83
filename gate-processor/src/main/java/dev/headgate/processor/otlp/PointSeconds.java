package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;

/** Data points of one record as parts of seconds, kept until the whole record is read. Not thread-safe. */
final class PointSeconds {

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double MICROS_PER_SECOND = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MOST_MICROS = 9e18;
    private static final int DELTA = 1;
    private static final int CUMULATIVE = 2;
    private static final long NO_RECORDED_VALUE = 1;
    private static final Text UNKNOWN = new Text("unknown");

    private final OtlpMapping mapping;
    private final Naming naming;
    private final List<Part> parts = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    PointSeconds(OtlpMapping mapping, AttributeKeys keys) {
        this.mapping = mapping;
        naming = new Naming(mapping, keys);
    }

    private record Part(String service, SeriesSecond second, long endMillis) {}

    private record Refused(int index, String cause, String detail) {}

    void clear() {
        parts.clear();
        refused.clear();
    }

    boolean counts(Text metric) {
        return mapping.metrics().contains(metric.toString());
    }

    boolean leavesAlone(Attributes resource) {
        return naming.leavesAlone(resource);
    }

    /**
     * How many microseconds a metric's unit has.
     *
     * @throws Unusable if it is another unit than of time, or the metric adds up over all time
     */
    static double unit(String unit, int temporality) {
        if (temporality == CUMULATIVE) {
            throw new Unusable(
                    DeadLetterCause.INVALID_VALUE,
                    "aggregation temporality: expected delta, found cumulative; put the processor cumulativetodelta into the"
                            + " Collector's pipeline, or set OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta");
        }
        if (temporality != DELTA) {
            throw new Unusable(
                    DeadLetterCause.INVALID_VALUE, "aggregation temporality: expected delta, found " + temporality);
        }
        if (unit.equals("s")) {
            return MICROS_PER_SECOND;
        }
        if (unit.equals("ms")) {
            return MICROS_PER_MILLI;
        }
        throw new Unusable(
                DeadLetterCause.INVALID_VALUE, "unit: expected s or ms, found \"" + Naming.shown(unit) + "\"");
    }

    /** Takes a data point, the record's index-th. */
    void add(int index, PointFields point, Attributes resource, double microsPerUnit) {
        if (point.count == 0 || (point.flags & NO_RECORDED_VALUE) != 0) {
            return;
        }
        try {
            parts.add(part(point, resource, microsPerUnit));
        } catch (Unusable unusable) {
            refuse(index, unusable);
        }
    }

    void refuse(int index, Unusable unusable) {
        refused.add(new Refused(index, unusable.cause(), unusable.found()));
    }

    void deliver(SeriesSecondHandler handler) {
        parts.forEach(part -> handler.second(part.service(), part.second(), part.endMillis()));
        refused.forEach(each -> handler.refused(each.index(), each.cause(), each.detail()));
        clear();
    }

    private Part part(PointFields point, Attributes resource, double microsPerUnit) {
        String service = naming.service(point.attributes, resource);
        String version = naming.version(point.attributes, resource, service);
        requireTimes(point);
        long sum = sumMicros(point, microsPerUnit);
        LatencySketch latencies = PointSketch.of(point, microsPerUnit);
        Text method = naming.method(point.attributes);
        SeriesKey series = new SeriesKey(
                version,
                naming.operation(point.attributes, resource, method.isEmpty() ? UNKNOWN : method),
                naming.labels(point.attributes, resource));
        boolean failed = naming.errorType(point.attributes) || naming.serverError(point.attributes);
        long second = point.endNanos / NANOS_PER_SECOND;
        return new Part(
                service,
                new SeriesSecond(
                        series,
                        second,
                        point.count,
                        failed ? point.count : 0,
                        sum,
                        latencies,
                        List.of(),
                        second - point.startNanos / NANOS_PER_SECOND),
                point.endNanos / NANOS_PER_MILLI);
    }

    private void requireTimes(PointFields point) {
        if (point.startNanos <= 0 || point.endNanos <= 0) {
            throw new Unusable(
                    DeadLetterCause.MISSING_FIELD,
                    "startTimeUnixNano and timeUnixNano: expected both, found " + point.startNanos + " and "
                            + point.endNanos);
        }
        long nanos = point.endNanos - point.startNanos;
        if (nanos < 0) {
            throw new Unusable(
                    DeadLetterCause.INVALID_VALUE, "timeUnixNano: " + -nanos + " ns before the point begins");
        }
        if (nanos > mapping.longestInterval().toNanos()) {
            throw new Unusable(
                    DeadLetterCause.INVALID_VALUE,
                    "the data point is of " + nanos / NANOS_PER_SECOND + " s, otlp.metric.interval allows "
                            + mapping.longestInterval().toSeconds()
                            + " s; export more often, for example with OTEL_METRIC_EXPORT_INTERVAL=5000");
        }
    }

    private static long sumMicros(PointFields point, double microsPerUnit) {
        if (!point.hasSum) {
            throw new Unusable(DeadLetterCause.MISSING_FIELD, "sum: missing, the mean would not be known");
        }
        double micros = point.sum * microsPerUnit;
        if (!(micros >= 0 && micros < MOST_MICROS)) {
            throw new Unusable(DeadLetterCause.INVALID_VALUE, "sum: expected a time of at least 0, found " + point.sum);
        }
        return Math.round(micros);
    }
}
