package dev.headgate.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/** Looks whether brokers can be reached, and at the cluster that they are of. */
public final class ClusterLook {
    private static final int PATIENCE_MILLIS = 3_000;

    private ClusterLook() {}

    /** Connects to each address, {@code host:port} with commas between them, and hangs up. */
    public static List<AddressSeen> addresses(String bootstrapServers) {
        return Arrays.stream(bootstrapServers.split(",", -1))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(ClusterLook::address)
                .toList();
    }

    /**
     * Asks the cluster who it is, and connects to each of its brokers.
     *
     * @throws KafkaException if it does not answer
     */
    static ClusterSeen cluster(Admin admin) {
        long begun = System.nanoTime();
        var described = admin.describeCluster();
        Collection<Node> nodes = Asked.of(described.nodes());
        String id = Asked.of(described.clusterId());
        Duration answered = Duration.ofNanos(System.nanoTime() - begun);
        List<AddressSeen> brokers = new ArrayList<>();
        nodes.forEach(node -> brokers.add(connect(node.host() + ":" + node.port(), node.host(), node.port())));
        return new ClusterSeen(id, answered, brokers, features(admin));
    }

    private static SortedMap<String, Integer> features(Admin admin) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        try {
            Asked.of(admin.describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .forEach((feature, range) -> levels.put(feature, (int) range.maxVersionLevel()));
        } catch (KafkaException notTold) {
            return levels;
        }
        return levels;
    }

    private static AddressSeen address(String address) {
        int colon = address.lastIndexOf(':');
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            String host = address.substring(0, Math.max(0, colon)).replaceAll("^\\[|]$", "");
            if (host.isEmpty() || port < 1 || port > 65_535) {
                return new AddressSeen(address, Optional.empty(), "not HOST:PORT");
            }
            return connect(address, host, port);
        } catch (NumberFormatException noPort) {
            return new AddressSeen(address, Optional.empty(), "not HOST:PORT");
        }
    }

    private static AddressSeen connect(String address, String host, int port) {
        long begun = System.nanoTime();
        try (Socket socket = new Socket()) {
            InetSocketAddress resolved = new InetSocketAddress(host, port);
            if (resolved.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.connect(resolved, PATIENCE_MILLIS);
            return new AddressSeen(address, Optional.of(Duration.ofNanos(System.nanoTime() - begun)), "");
        } catch (UnknownHostException unknown) {
            return new AddressSeen(address, Optional.empty(), "no such host");
        } catch (IOException nobody) {
            return new AddressSeen(address, Optional.empty(), words(nobody));
        }
    }

    private static String words(IOException nobody) {
        String message = String.valueOf(nobody.getMessage());
        return message.toLowerCase(Locale.ROOT).contains("timed out")
                ? "no answer within " + PATIENCE_MILLIS / 1_000 + " s"
                : message.toLowerCase(Locale.ROOT);
    }
}
