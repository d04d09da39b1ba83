package dev.headgate.processor.combine;

import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up telemetry per service, version, operation and second of completion, until it is drained.
 *
 * <p>Pure: no Kafka and no clock, so it runs wherever telemetry is read. What it hands out adds up
 * to exactly what was put in, whenever it is drained. Not thread safe.
 */
public final class TelemetryCombiner {

    private static final long MILLIS_PER_SECOND = 1_000;

    private final OperationCap operations;
    private final Map<String, Map<SeriesKey, Map<Long, LiveSecond>>> services = new HashMap<>();
    private final RecentSeconds recent = new RecentSeconds();
    private final WaysIn waysIn = new WaysIn();
    private long eventHighWaterMillis;

    /** @param operationCap how many operations of one version are told apart; the rest is counted as {@code other} */
    public TelemetryCombiner(int operationCap) {
        operations = new OperationCap(operationCap);
    }

    /** Counts one request. */
    public void add(RequestEvent event) {
        long second = Math.floorDiv(event.completedAtMillis(), MILLIS_PER_SECOND);
        recent.of(event, second).orElseGet(() -> looked(event, second)).add(event);
        raiseHighWater(event.completedAtMillis());
    }

    /** Counts what an application summed up itself. */
    public void add(Summary summary) {
        for (SeriesSecond part : summary.seconds()) {
            SeriesKey told = part.series();
            String operation = operations.admit(summary.service(), told.version(), told.operation());
            SeriesKey series = new SeriesKey(told.version(), operation, told.labels());
            live(summary.service(), series, part.second()).add(part);
            raiseHighWater(part.second() * MILLIS_PER_SECOND);
        }
    }

    /** Which ways the requests come in that are counted here. */
    WaysIn waysIn() {
        return waysIn;
    }

    /** Whether nothing was counted since it was last drained or cleared. */
    public boolean isEmpty() {
        return services.isEmpty();
    }

    /** Latest completion seen, milliseconds since 1970-01-01 UTC; 0 if none was. Draining and clearing keep it. */
    public long eventHighWaterMillis() {
        return eventHighWaterMillis;
    }

    /** From now on the latest completion is that of what comes: one combiner may serve partitions that are not equally far. */
    void forgetHighWater() {
        eventHighWaterMillis = 0;
    }

    /** Takes out everything counted since last time: one delta per service, in the order of their names. */
    public List<SketchDelta> drain() {
        List<SketchDelta> deltas = new ArrayList<>(services.size());
        new TreeMap<>(services).forEach((service, series) -> deltas.add(new SketchDelta(service, seconds(series))));
        clear();
        return deltas;
    }

    /** Forgets what was counted since it was last drained. */
    public void clear() {
        services.clear();
        recent.clear();
    }

    private static List<SeriesSecond> seconds(Map<SeriesKey, Map<Long, LiveSecond>> series) {
        List<SeriesSecond> seconds = new ArrayList<>();
        new TreeMap<>(series)
                .forEach((key, bySecond) -> new TreeMap<>(bySecond)
                        .forEach((second, live) -> seconds.add(live.toSeriesSecond(key, second))));
        return seconds;
    }

    private LiveSecond looked(RequestEvent event, long second) {
        String operation = operations.admit(event.service(), event.version(), event.operation());
        LiveSecond live = live(event.service(), new SeriesKey(event.version(), operation, event.labels()), second);
        recent.remember(event, second, live);
        return live;
    }

    private LiveSecond live(String service, SeriesKey series, long second) {
        return services.computeIfAbsent(service, name -> new HashMap<>())
                .computeIfAbsent(series, key -> new HashMap<>())
                .computeIfAbsent(second, start -> new LiveSecond());
    }

    private void raiseHighWater(long completedAtMillis) {
        eventHighWaterMillis = Math.max(eventHighWaterMillis, completedAtMillis);
    }
}
