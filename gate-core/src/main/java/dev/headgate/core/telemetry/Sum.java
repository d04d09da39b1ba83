package dev.headgate.core.telemetry;

import dev.headgate.schemas.model.Exemplar;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Counts, a latency sum, a sketch and the most telling requests, to which more can be added. Not thread-safe. */
final class Sum {

    private long requests;
    private long errors;
    private long latencySumMicros;
    private LatencySketch latencies;
    private List<Exemplar> exemplars;
    private long intervalSeconds;

    Sum() {
        this(0, 0, 0, new LatencySketch(), List.of(), 0);
    }

    Sum(
            long requests,
            long errors,
            long latencySumMicros,
            LatencySketch latencies,
            List<Exemplar> exemplars,
            long intervalSeconds) {
        this.requests = requests;
        this.errors = errors;
        this.latencySumMicros = latencySumMicros;
        this.latencies = latencies;
        this.exemplars = exemplars;
        this.intervalSeconds = intervalSeconds;
    }

    /** Shares the part's sketch: must only be read. */
    static Sum of(SeriesSecond part) {
        return new Sum(
                part.requests(),
                part.errors(),
                part.latencySumMicros(),
                part.latencies(),
                part.exemplars(),
                part.intervalSeconds());
    }

    void add(Sum other, boolean withLatencies) {
        addCounts(other, withLatencies);
        addExemplars(other.exemplars);
    }

    /** Adds all but the exemplars: they cannot be taken away again. */
    void addCounts(Sum other, boolean withLatencies) {
        requests += other.requests;
        errors += other.errors;
        latencySumMicros = sum(latencySumMicros, other.latencySumMicros);
        intervalSeconds = Math.max(intervalSeconds, other.intervalSeconds);
        if (withLatencies) {
            latencies.add(other.latencies);
        }
    }

    void addExemplars(List<Exemplar> others) {
        if (!others.isEmpty()) {
            exemplars = mostTelling(exemplars, others);
        }
    }

    /** Exemplars cannot be taken away: those of these sums instead of what there is. */
    void tellAnew(Collection<Sum> others) {
        exemplars = List.of();
        others.forEach(other -> addExemplars(other.exemplars));
    }

    void subtractCounts(Sum other, boolean withLatencies) {
        requests -= other.requests;
        errors -= other.errors;
        latencySumMicros = Math.max(0, latencySumMicros - other.latencySumMicros);
        if (withLatencies) {
            latencies.subtract(other.latencies);
        }
    }

    void forgetLatencies() {
        latencies = new LatencySketch();
    }

    void pack() {
        latencies.pack();
    }

    /** The largest number there is where it would not fit: a negative one could not be read again. */
    static long sum(long some, long more) {
        long sum = some + more;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    static List<Exemplar> mostTelling(List<Exemplar> some, List<Exemplar> others) {
        return Stream.concat(some.stream(), others.stream())
                .sorted(Exemplar.MOST_TELLING_FIRST)
                .limit(Exemplar.KEPT)
                .toList();
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    long latencySumMicros() {
        return latencySumMicros;
    }

    /** How many seconds before its second the longest data point in it began. */
    long intervalSeconds() {
        return intervalSeconds;
    }

    LatencySketch latencies() {
        return latencies;
    }

    List<Exemplar> exemplars() {
        return exemplars;
    }
}
