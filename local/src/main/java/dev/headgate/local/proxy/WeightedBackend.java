package dev.headgate.local.proxy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The built-in proxy's backend as its two sides share it: the one that serves and the one that is asked. Thread-safe. */
final class WeightedBackend {
    private final String name;
    private final List<WeightedServer> servers;
    private final WeightedChoice choice;
    private final AtomicLong unserved = new AtomicLong();

    WeightedBackend(Backend backend) {
        this.name = backend.name();
        this.servers = backend.servers().stream().map(WeightedServer::new).toList();
        this.choice = new WeightedChoice(servers);
    }

    String name() {
        return name;
    }

    List<WeightedServer> servers() {
        return servers;
    }

    Optional<WeightedServer> server(String serverName) {
        return servers.stream()
                .filter(server -> server.name().equals(serverName))
                .findFirst();
    }

    Optional<WeightedServer> choose() {
        Optional<WeightedServer> chosen = choice.next();
        chosen.ifPresentOrElse(WeightedServer::chosen, unserved::incrementAndGet);
        return chosen;
    }

    void weigh(WeightedServer server, int weight) {
        choice.weigh(server, weight);
    }

    /** Requests for which no server had a weight. */
    long unserved() {
        return unserved.get();
    }
}
