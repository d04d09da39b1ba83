package dev.headgate.benchmarks.throughput.input;

import java.util.ArrayList;
import java.util.List;

/**
 * The live series of a run: services, of each two versions, of each so many operations; a single series is one operation of
 * one version.
 *
 * @param services how many services have traffic
 * @param versions how many versions of each
 * @param operations how many operations of each version
 */
public record SeriesSet(int services, int versions, int operations) {

    /** As many services have rollouts, and at most as many have traffic. */
    public static final int SERVICES = 100;

    private static final int WITHOUT_OPERATIONS = 2 * SERVICES;

    /**
     * So many series in all.
     *
     * @throws IllegalArgumentException if they cannot be divided evenly
     */
    public static SeriesSet of(int count) {
        SeriesSet set = count == 1
                ? new SeriesSet(1, 1, 1)
                : count <= WITHOUT_OPERATIONS
                        ? new SeriesSet(count / 2, 2, 1)
                        : new SeriesSet(SERVICES, 2, count / WITHOUT_OPERATIONS);
        if (count < 1 || set.count() != count) {
            throw new IllegalArgumentException("expected 1, an even number up to " + WITHOUT_OPERATIONS
                    + ", or a multiple of that, found " + count + " series");
        }
        return set;
    }

    /** How many series there are. */
    public int count() {
        return services * versions * operations;
    }

    /** The name of a service, those without traffic included. */
    public static String service(int service) {
        return "shop-%03d".formatted(service);
    }

    /** The canary is 0, the baseline 1. */
    public static String version(int version) {
        return version == 0 ? "2.4.1" : "2.4.0";
    }

    /** The name of an operation. */
    public static String operation(int operation) {
        return "GET /cart/%02d".formatted(operation);
    }

    /** Every series, those of one version in one piece. */
    public List<Series> all() {
        List<Series> all = new ArrayList<>(count());
        for (int service = 0; service < services; service++) {
            for (int version = 0; version < versions; version++) {
                for (int operation = 0; operation < operations; operation++) {
                    all.add(new Series(service(service), version(version), operation(operation)));
                }
            }
        }
        return List.copyOf(all);
    }
}
