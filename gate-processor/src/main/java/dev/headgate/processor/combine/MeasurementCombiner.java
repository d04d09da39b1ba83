package dev.headgate.processor.combine;

import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up measurements per service, series and second in which they were measured, until it is drained.
 *
 * <p>Pure: no Kafka and no clock. What it hands out adds up to exactly what was put in, whenever it is drained. Not thread
 * safe.
 */
final class MeasurementCombiner {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final Map<String, Map<MeasurementKey, Map<Long, MeasurementSum>>> services = new HashMap<>();

    /** Counts one measurement. */
    void add(Measurement measurement) {
        long second = Math.floorDiv(measurement.measuredAtMillis(), MILLIS_PER_SECOND);
        services.computeIfAbsent(measurement.service(), name -> new HashMap<>())
                .computeIfAbsent(MeasurementKey.of(measurement), key -> new HashMap<>())
                .merge(second, MeasurementSum.of(measurement), MeasurementSum::plus);
    }

    /** Takes out everything counted since last time: one delta per service, in the order of their names. */
    List<MeasurementDelta> drain() {
        List<MeasurementDelta> deltas = new ArrayList<>(services.size());
        new TreeMap<>(services)
                .forEach((service, series) -> deltas.add(new MeasurementDelta(service, seconds(series))));
        clear();
        return deltas;
    }

    /** Forgets what was counted since it was last drained. */
    void clear() {
        services.clear();
    }

    private static List<MeasurementSecond> seconds(Map<MeasurementKey, Map<Long, MeasurementSum>> series) {
        List<MeasurementSecond> seconds = new ArrayList<>();
        new TreeMap<>(series)
                .forEach((key, bySecond) -> new TreeMap<>(bySecond)
                        .forEach((second, sum) -> seconds.add(new MeasurementSecond(key, second, sum))));
        return seconds;
    }
}
