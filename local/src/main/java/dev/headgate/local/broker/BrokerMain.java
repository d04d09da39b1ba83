package dev.headgate.local.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The broker's process: formats the storage when it is new, then runs Kafka. Formatting in the broker's own JVM saves the
 * second that a JVM of its own would take. Runs on the class path of {@code local-broker} and this class alone.
 *
 * <p>Arguments: the file of properties, the data directory that it names, the cluster id, and more for the formatting.
 */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) {
        String properties = arguments[0];
        Path data = Path.of(arguments[1]);
        String clusterId = arguments[2];
        if (!Files.exists(data.resolve("meta.properties"))) {
            Stream<String> format = Stream.of("format", "--cluster-id", clusterId, "--config", properties);
            Stream<String> more = Arrays.stream(arguments).skip(3);
            int exitCode =
                    kafka.tools.StorageTool.execute(Stream.concat(format, more).toArray(String[]::new), System.out);
            if (exitCode != 0) {
                System.exit(exitCode);
            }
        }
        kafka.Kafka.main(new String[] {properties});
    }
}
