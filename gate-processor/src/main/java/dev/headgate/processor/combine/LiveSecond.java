package dev.headgate.processor.combine;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One series in one second, being counted. Not thread safe. */
final class LiveSecond {

    /**
     * As much of a latency counts for the sum, 24 hours: what somebody's broken clock measured must not make sums overflow,
     * which nobody could read any more.
     */
    static final long LONGEST_MICROS = TimeUnit.DAYS.toMicros(1);

    private final LatencySketch latencies = new LatencySketch();
    private final List<Exemplar> exemplars = new ArrayList<>(Exemplar.KEPT);
    private long requests;
    private long errors;
    private long latencySumMicros;
    private long intervalSeconds;

    void add(RequestEvent event) {
        requests++;
        if (event.outcome() == Outcome.ERROR) {
            errors++;
        }
        addToSum(Math.min(event.latencyMicros(), LONGEST_MICROS));
        latencies.record(event.latencyMicros());
        if (mayBeTelling(event)) {
            event.requestId()
                    .ifPresent(id ->
                            offer(new Exemplar(id, event.completedAtMillis(), event.latencyMicros(), event.outcome())));
        }
    }

    void add(SeriesSecond part) {
        requests += part.requests();
        errors += part.errors();
        addToSum(Math.min(part.latencySumMicros(), longest(part.requests())));
        latencies.add(part.latencies());
        intervalSeconds = Math.max(intervalSeconds, part.intervalSeconds());
        part.exemplars().forEach(this::offer);
    }

    /** The figures so far; nothing may be added afterwards. */
    SeriesSecond toSeriesSecond(SeriesKey series, long second) {
        return new SeriesSecond(
                series, second, requests, errors, latencySumMicros, latencies, exemplars, intervalSeconds);
    }

    private void addToSum(long micros) {
        long sum = latencySumMicros + micros;
        latencySumMicros = sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long longest(long requests) {
        return requests > Long.MAX_VALUE / LONGEST_MICROS ? Long.MAX_VALUE : requests * LONGEST_MICROS;
    }

    /** Most requests are neither slower nor worse than those that are kept: nothing need be made of them. */
    private boolean mayBeTelling(RequestEvent event) {
        if (exemplars.size() < Exemplar.KEPT || event.outcome() == Outcome.ERROR) {
            return true;
        }
        Exemplar last = exemplars.get(Exemplar.KEPT - 1);
        return last.outcome() == Outcome.SUCCESS && event.latencyMicros() >= last.latencyMicros();
    }

    private void offer(Exemplar exemplar) {
        int place = exemplars.size();
        while (place > 0 && Exemplar.MOST_TELLING_FIRST.compare(exemplar, exemplars.get(place - 1)) < 0) {
            place--;
        }
        if (place == Exemplar.KEPT) {
            return;
        }
        if (exemplars.size() == Exemplar.KEPT) {
            exemplars.remove(Exemplar.KEPT - 1);
        }
        exemplars.add(place, exemplar);
    }
}
