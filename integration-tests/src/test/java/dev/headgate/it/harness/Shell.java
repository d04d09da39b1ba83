package dev.headgate.it.harness;

import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.local.process.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code headgate} commands in one process that stays: their words, environment and answers are those of the launcher's, and
 * no JVM is started for each. Thread-safe.
 */
public final class Shell implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path directory;
    private final Process process;
    private final Writer input;
    private final Map<String, CompletableFuture<Integer>> running = new ConcurrentHashMap<>();

    private Shell(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "shell");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one whose environment says that. */
    public static Shell start(RunDirectory run, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xshare:auto", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-Dheadgate.home=" + Project.file("."), "-Dheadgate.terminal=false"));
        words.addAll(List.of("-cp", ChildJvm.CLASS_PATH, ShellMain.class.getName()));
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            return new Shell(run.directory("commands"), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + words, e);
        }
    }

    /** Runs a command to its end. */
    public Ended run(String... words) {
        String path = directory.resolve("typed-" + NUMBER.incrementAndGet()).toString();
        CompletableFuture<Integer> code = new CompletableFuture<>();
        running.put(path, code);
        long begun = System.nanoTime();
        try {
            type(path, words);
            return new Ended(
                    code.get(Await.LONG.toSeconds(), TimeUnit.SECONDS),
                    Files.readString(Path.of(path + ".out")),
                    Files.readString(Path.of(path + ".err")),
                    Duration.ofNanos(System.nanoTime() - begun));
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException(String.join(" ", words) + " has not ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + String.join(" ", words) + " runs", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + String.join(" ", words), e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void type(String path, String... words) throws IOException {
        StringBuilder line = new StringBuilder(path);
        for (String word : words) {
            line.append(' ').append(Base64.getEncoder().encodeToString(word.getBytes(StandardCharsets.UTF_8)));
        }
        synchronized (input) {
            input.append(line.append('\n')).flush();
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int end = line.lastIndexOf(' ');
                CompletableFuture<Integer> code = end < 0 ? null : running.remove(line.substring(0, end));
                if (code != null) {
                    code.complete(Integer.parseInt(line.substring(end + 1)));
                }
            }
        } catch (IOException closed) {
            // Whoever still waits is told so by the time that it takes.
        }
    }
}
