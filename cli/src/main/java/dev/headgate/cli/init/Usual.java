package dev.headgate.cli.init;

import dev.headgate.cli.init.Observed.Figures;
import dev.headgate.schemas.model.SeriesKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service's usual figures.
 *
 * @param service the service
 * @param version the version that they are of
 * @param requests how many of its requests they rest on
 * @param seconds over what time
 * @param rate requests a second, of all versions together
 * @param errorRate the share of requests that failed
 * @param worstMinute the largest error rate of a minute with enough requests
 * @param p95Micros 95th percentile of latency, microseconds
 * @param p99Micros 99th percentile
 * @param operations those worth a line of their own, the largest first
 */
public record Usual(
        String service,
        String version,
        long requests,
        long seconds,
        double rate,
        double errorRate,
        double worstMinute,
        double p95Micros,
        double p99Micros,
        List<Operation> operations) {

    /** From fewer requests nothing is concluded. */
    public static final long FEWEST_REQUESTS = 1_000;

    private static final double LARGE_SHARE = 0.1;
    private static final int MOST_OPERATIONS = 3;
    private static final long FEWEST_OF_A_MINUTE = 100;

    /** Copies the list. */
    public Usual {
        operations = List.copyOf(operations);
    }

    /**
     * An operation that has many requests.
     *
     * @param name its name
     * @param share its share of the requests
     * @param p95Micros its 95th percentile of latency, microseconds
     */
    public record Operation(String name, double share, double p95Micros) {}

    /** What was seen; empty if that is too little. */
    public static Optional<Usual> of(Observed observed) {
        return observed.version()
                .filter(version -> observed.figures(version).requests() >= FEWEST_REQUESTS)
                .map(version -> of(observed, version));
    }

    private static Usual of(Observed observed, String version) {
        Figures figures = observed.figures(version);
        double worst = observed.minutes(version).stream()
                .filter(minute -> minute.requests() >= FEWEST_OF_A_MINUTE)
                .mapToDouble(Figures::errorRate)
                .max()
                .orElse(figures.errorRate());
        return new Usual(
                observed.service(),
                version,
                figures.requests(),
                observed.seconds(),
                observed.requests() / (double) observed.seconds(),
                figures.errorRate(),
                worst,
                figures.micros(0.95),
                figures.micros(0.99),
                operations(observed.operations(version), figures.requests()));
    }

    // A service with a single operation needs no line for it.
    private static List<Operation> operations(Map<String, Figures> all, long requests) {
        return all.size() < 2
                ? List.of()
                : all.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(SeriesKey.OTHER_OPERATIONS))
                        .map(entry -> new Operation(
                                entry.getKey(),
                                entry.getValue().requests() / (double) requests,
                                entry.getValue().micros(0.95)))
                        .filter(operation -> operation.share() >= LARGE_SHARE)
                        .sorted(Comparator.comparingDouble((Operation each) -> -each.share()))
                        .limit(MOST_OPERATIONS)
                        .toList();
    }
}
