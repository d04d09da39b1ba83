package dev.headgate.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.common.config.ConfigException;

/**
 * A look whether anybody listens where the brokers should be. Kafka's clients try again until their time is over, and
 * then say no more than that it is; a wrong address deserves a plain answer at once.
 */
final class Brokers {
    private static final int PATIENCE_MILLIS = 3_000;

    private Brokers() {}

    /**
     * Tries each address until one accepts a connection.
     *
     * @param bootstrapServers {@code host:port} with commas
     * @throws CommandFailure if an address cannot be read, or nobody accepts
     */
    static void requireOneThatListens(String bootstrapServers) {
        String remedy = "Check --bootstrap-servers (or HEADGATE_BOOTSTRAP_SERVERS), and whether a broker runs there.";
        if (addresses(bootstrapServers, remedy).stream().noneMatch(Brokers::listens)) {
            throw new CommandFailure("no broker can be reached at " + bootstrapServers, remedy);
        }
    }

    private static List<InetSocketAddress> addresses(String bootstrapServers, String remedy) {
        try {
            return ClientUtils.parseAndValidateAddresses(
                    List.of(bootstrapServers.split("\\s*,\\s*", 0)), ClientDnsLookup.USE_ALL_DNS_IPS);
        } catch (ConfigException e) {
            throw new CommandFailure(
                    "\"" + bootstrapServers + "\" names no broker: expected HOST:PORT with a host that can be resolved",
                    remedy,
                    e);
        }
    }

    private static boolean listens(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
