package dev.headgate.local.proxy;

import java.util.List;
import java.util.Optional;

/**
 * Chooses servers in proportion to their weights, evenly spread and without chance (smooth weighted round robin): each
 * choice adds every server's weight to its credit, takes the one with the most, and charges it the sum. In any run of as
 * many choices as the sum of the weights, each server is taken exactly as often as its weight says. Thread-safe.
 */
final class WeightedChoice {
    private final List<WeightedServer> servers;
    private final long[] credits;

    WeightedChoice(List<WeightedServer> servers) {
        this.servers = List.copyOf(servers);
        this.credits = new long[servers.size()];
    }

    /** The next server, or empty when every weight is 0. */
    synchronized Optional<WeightedServer> next() {
        long sum = 0;
        int best = -1;
        for (int i = 0; i < credits.length; i++) {
            int weight = servers.get(i).weight();
            // A server that was taken out comes back without the credit or debt of its former life.
            credits[i] = weight == 0 ? 0 : credits[i] + weight;
            sum += weight;
            if (weight > 0 && (best < 0 || credits[i] > credits[best])) {
                best = i;
            }
        }
        if (best < 0) {
            return Optional.empty();
        }
        credits[best] -= sum;
        return Optional.of(servers.get(best));
    }

    /** Changes a weight; once it has returned, every choice goes by the new one. */
    synchronized void weigh(WeightedServer server, int weight) {
        server.weight(weight);
    }
}
