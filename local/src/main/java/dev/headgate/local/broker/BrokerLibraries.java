package dev.headgate.local.broker;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the broker's jars are: never on the class path of anything else of ours. */
final class BrokerLibraries {
    private static final String DIRECTORY = "headgate.broker.lib";
    private static final String HOME = "headgate.home";

    private BrokerLibraries() {}

    /**
     * The broker's class path, with {@link BrokerMain} on it.
     *
     * @throws IllegalStateException if the jars are not there; the message names the command that brings them
     */
    static String classPath() {
        Path directory = directory();
        String[] jars = directory.toFile().list((parent, name) -> name.startsWith("kafka_") && name.endsWith(".jar"));
        if (jars == null || jars.length == 0) {
            throw new IllegalStateException(
                    "The broker's jars are not in %s. Run 'mvn package -pl local-broker' in Headgate's directory, or name another directory with -D%s=DIRECTORY"
                            .formatted(directory, DIRECTORY));
        }
        return directory.resolve("*") + File.pathSeparator + ownJar();
    }

    private static Path directory() {
        return property(DIRECTORY)
                .or(() -> property(HOME).map(home -> home.resolve("local-broker/target/lib")))
                .or(BrokerLibraries::besideWorkingDirectory)
                .orElseThrow(() -> new IllegalStateException(
                        "Where the broker's jars are is not known: set -D%s to Headgate's directory or -D%s to the directory of the jars"
                                .formatted(HOME, DIRECTORY)));
    }

    // An IDE runs a test in the module's or the project's directory and knows nothing of our properties.
    private static Optional<Path> besideWorkingDirectory() {
        return java.util.stream.Stream.of(Path.of("local-broker/target/lib"), Path.of("../local-broker/target/lib"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Optional<Path> property(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static Path ownJar() {
        try {
            return Path.of(BrokerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot tell from where this class was loaded", e);
        }
    }
}
