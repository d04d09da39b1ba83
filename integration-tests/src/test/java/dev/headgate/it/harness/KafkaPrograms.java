package dev.headgate.it.harness;

import dev.headgate.local.process.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs scripts that call {@code kafka-topics.sh} and {@code kafka-acls.sh}. A shell runs the script and writes down with
 * which words it calls them; Kafka's own classes are then called with those words, all in one JVM instead of one each.
 */
public final class KafkaPrograms {

    private static final String RECORDER = """
            #!/bin/sh
            { echo "${0##*/}"; printf '%s\\n' "$@"; echo; } >> "$KAFKA_CALLS"
            """;

    private final RunDirectory run;
    private final Path programs;

    /** Programs for one run. */
    public KafkaPrograms(RunDirectory run) throws IOException {
        this.run = run;
        programs = run.directory("kafka-programs");
        for (String program : List.of("kafka-topics.sh", "kafka-acls.sh")) {
            Path file = Files.writeString(programs.resolve(program), RECORDER);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /**
     * Runs a script.
     *
     * @return what the programs wrote
     * @throws IllegalStateException if one fails
     */
    public String run(String name, String script, Map<String, String> environment)
            throws IOException, InterruptedException, URISyntaxException {
        Path file = run.write(name + ".sh", script);
        Path calls = run.write(name + ".calls", "");
        var shell = new ProcessBuilder("/bin/sh", file.toString());
        shell.environment().putAll(environment);
        shell.environment().put("KAFKA_CALLS", calls.toString());
        shell.environment().put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
        output(shell);
        return output(new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath(),
                KafkaProgramsMain.class.getName(),
                calls.toString()));
    }

    private static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(
                    command.command().get(0) + " ended with " + process.exitValue() + ": " + said);
        }
        return said;
    }

    private static String classPath() throws URISyntaxException {
        String tools = Stream.of(ChildJvm.CLASS_PATH.split(File.pathSeparator, 0))
                .filter(entry -> entry.matches(".*kafka-tools-[0-9][^/]*\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("kafka-tools is not on the tests' class path"));
        Path own = Path.of(KafkaProgramsMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return String.join(File.pathSeparator, tools, Project.file("local-broker/target/lib") + "/*", own.toString());
    }
}
