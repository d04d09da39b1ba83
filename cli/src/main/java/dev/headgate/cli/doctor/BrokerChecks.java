package dev.headgate.cli.doctor;

import dev.headgate.cli.terminal.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether brokers can be reached, at the addresses given and at those that the cluster itself names. */
final class BrokerChecks {
    static final String CHECK = "broker";
    private static final Duration SLOW = Duration.ofSeconds(2);

    private BrokerChecks() {}

    /** Of the addresses that were given. */
    static List<Finding> bootstrap(List<AddressSeen> addresses) {
        List<AddressSeen> dead =
                addresses.stream().filter(address -> !address.reachable()).toList();
        if (dead.size() == addresses.size()) {
            return List.of(Finding.wrong(
                    CHECK,
                    "no broker can be reached: " + names(dead),
                    "Check --bootstrap-servers (or HEADGATE_BOOTSTRAP_SERVERS), and whether a broker runs there."));
        }
        return dead.stream()
                .map(address -> Finding.doubtful(
                        CHECK,
                        address.address() + " cannot be reached: " + address.problem() + "; the others can",
                        "Start that broker, or take it out of --bootstrap-servers and out of the settings of gate and"
                                + " executors."))
                .toList();
    }

    /** Of a cluster that has answered. */
    static List<Finding> cluster(ClusterSeen cluster) {
        List<Finding> findings = new ArrayList<>();
        String answered = "cluster " + cluster.id() + " answers after " + Figures.elapsed(cluster.answeredAfter());
        List<AddressSeen> dead =
                cluster.brokers().stream().filter(broker -> !broker.reachable()).toList();
        if (!dead.isEmpty()) {
            findings.add(Finding.wrong(
                    CHECK,
                    "the cluster tells clients to connect to " + names(dead),
                    "Put addresses that can be reached from here into the brokers' advertised.listeners, or open the"
                            + " way there."));
        }
        if (cluster.answeredAfter().compareTo(SLOW) > 0) {
            findings.add(Finding.doubtful(
                    CHECK, answered + ", which is slow", "Look at the network and at the brokers' load."));
        } else {
            int brokers = cluster.brokers().size();
            findings.add(Finding.good(
                    CHECK,
                    answered + ", " + brokers + (brokers == 1 ? " broker" : " brokers")
                            + (dead.isEmpty() ? ", all reachable" : "")));
        }
        return findings;
    }

    private static String names(List<AddressSeen> addresses) {
        return addresses.stream()
                .map(address -> address.address() + " (" + address.problem() + ")")
                .collect(Collectors.joining(", "));
    }
}
