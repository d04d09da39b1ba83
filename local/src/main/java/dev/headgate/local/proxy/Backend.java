package dev.headgate.local.proxy;

import java.util.List;

/**
 * The servers that requests are split between.
 *
 * @param name as in {@code set server NAME/SERVER weight N}
 * @param servers at least one, with different names
 */
public record Backend(String name, List<Server> servers) {
    /** The largest weight of a server. */
    public static final int MAXIMUM_WEIGHT = 256;

    /** @throws IllegalArgumentException if HAProxy would refuse a name, or two servers have the same */
    public Backend {
        requireName(name);
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("The backend " + name + " has no servers");
        }
        if (servers.stream().map(Server::name).distinct().count() < servers.size()) {
            throw new IllegalArgumentException("The backend " + name + " has two servers of one name: " + servers);
        }
    }

    /**
     * One server on 127.0.0.1.
     *
     * @param name usually the version that it runs
     * @param port where it listens
     * @param weight its share at the start, 0–256 in proportion to the other servers
     */
    public record Server(String name, int port, int weight) {
        public Server {
            requireName(name);
            if (weight < 0 || weight > MAXIMUM_WEIGHT) {
                throw new IllegalArgumentException(
                        "The weight of %s must be between 0 and %d, found %d".formatted(name, MAXIMUM_WEIGHT, weight));
            }
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_.:-]+")) {
            throw new IllegalArgumentException(
                    "HAProxy's names are made of letters, digits, '-', '_', '.' and ':', found '" + name + "'");
        }
    }
}
