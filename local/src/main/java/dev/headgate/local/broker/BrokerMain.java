package dev.headgate.local.broker;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The broker's process: formats the storage when it is new, then runs Kafka. Formatting in the broker's own JVM saves the
 * second that a JVM of its own would take. Runs on the class path of {@code local-broker} and this class alone.
 *
 * <p>Arguments: the file of properties, the data directory that it names, the cluster id.
 */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) {
        String properties = arguments[0];
        Path data = Path.of(arguments[1]);
        String clusterId = arguments[2];
        if (!Files.exists(data.resolve("meta.properties"))) {
            int exitCode = kafka.tools.StorageTool.execute(
                    new String[] {"format", "--cluster-id", clusterId, "--config", properties}, System.out);
            if (exitCode != 0) {
                System.exit(exitCode);
            }
        }
        kafka.Kafka.main(new String[] {properties});
    }
}
