package dev.headgate.core.measurement;

import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.sketch.ValueSketch;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Many sums added up at once: of distributions every bucket is touched once for each part, not once for each sum. */
public final class Adding {

    private Adding() {}

    /** All together; empty if there are none. */
    public static Optional<MeasurementSum> all(Collection<MeasurementSum> parts) {
        if (parts.size() < 2) {
            return parts.stream().findFirst();
        }
        Map<Integer, Long> buckets = new HashMap<>();
        parts.forEach(
                part -> part.values().buckets().forEach((bucket, count) -> buckets.merge(bucket, count, Long::sum)));
        return parts.stream()
                .map(part -> with(part, ValueSketch.EMPTY))
                .reduce(MeasurementSum::plus)
                .map(sum -> buckets.isEmpty() ? sum : with(sum, new ValueSketch(new TreeMap<>(buckets))));
    }

    private static MeasurementSum with(MeasurementSum sum, ValueSketch values) {
        return new MeasurementSum(
                sum.count(),
                sum.lastAtMillis(),
                sum.last(),
                sum.minimum(),
                sum.maximum(),
                sum.sumMicros(),
                sum.totalMicros(),
                values);
    }
}
