package dev.headgate.it.harness;

import dev.headgate.cli.Headgate;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ProgramPath;
import dev.headgate.local.process.RunDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The {@code headgate} command in processes of its own, started as the launcher starts it. Thread-safe. */
public final class CommandLine {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RunDirectory run;
    private final Map<String, String> environment;

    /** Commands whose environment says that. */
    public CommandLine(RunDirectory run, Map<String, String> environment) {
        this.run = run;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What a command did.
     *
     * @param code its exit code
     * @param out what it wrote to standard output
     * @param err what it wrote to the error output
     * @param took from its start to its end, the start of the JVM included
     */
    public record Ended(int code, String out, String err, Duration took) {}

    /** Runs a command to its end. */
    public Ended run(String... arguments) throws IOException, InterruptedException {
        String name = "command-" + NUMBER.incrementAndGet();
        Path out = run.directory("commands").resolve(name + ".out");
        Path err = run.directory("commands").resolve(name + ".err");
        var builder = new ProcessBuilder(words(List.of(), List.of(arguments)))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        Process process = builder.start();
        try {
            // Nobody types anything.
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(String.join(" ", arguments) + " is still running after " + LONGEST
                        + ": " + Files.readString(err));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Starts a command that stays; both its outputs go to its log. */
    public ChildProcess start(String name, List<String> options, String... arguments) {
        return run.start(new ChildCommand(name, words(options, List.of(arguments)), environment));
    }

    /** Sends what Ctrl-C sends. */
    public static void interrupt(ChildProcess process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -INT " + process + " ended with " + code);
        }
    }

    private static List<String> words(List<String> options, List<String> arguments) {
        List<String> words = new ArrayList<>();
        // What a shell starts in the background ignores SIGINT, and so does all that it starts.
        ProgramPath.find("env").ifPresent(env -> words.addAll(List.of(env.toString(), "--default-signal=INT")));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-Dheadgate.home=" + Project.file("."), "-Dheadgate.terminal=false"));
        // The command's own, which would lie behind the tests' one on this class path.
        words.add("-Dlogback.configurationFile=" + Project.file("process/src/main/resources/logback.xml"));
        words.addAll(options);
        words.addAll(List.of("-cp", ChildJvm.CLASS_PATH, Headgate.class.getName()));
        words.addAll(arguments);
        return words;
    }
}
