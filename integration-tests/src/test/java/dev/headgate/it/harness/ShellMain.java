package dev.headgate.it.harness;

import dev.headgate.cli.Headgate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Runs {@code headgate} commands, each line of standard input one: a file's path without its ending, and the words in
 * Base64. What a command writes goes into the files {@code .out} and {@code .err}; its path and its exit code are a line of
 * standard output. Ends with its standard input.
 */
final class ShellMain {

    /** On a busy machine many at once would all be too slow for Kafka's time-outs. */
    private static final int AT_ONCE = 2;

    private ShellMain() {}

    public static void main(String[] arguments) throws IOException {
        // Before there are several threads: the first to log sets logging up.
        LoggerFactory.getILoggerFactory();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            List<String> parts = List.of(line.split(" "));
            threads.execute(() -> run(parts.get(0), parts.stream().skip(1).map(ShellMain::word)));
        }
        System.exit(0);
    }

    private static void run(String path, Stream<String> words) {
        try (var out = new PrintWriter(Files.newBufferedWriter(Path.of(path + ".out")));
                var err = new PrintWriter(Files.newBufferedWriter(Path.of(path + ".err")))) {
            int code = Headgate.commandLine().setOut(out).setErr(err).execute(words.toArray(String[]::new));
            out.flush();
            err.flush();
            System.out.println(path + " " + code);
        } catch (IOException e) {
            System.out.println(path + " -1");
        }
    }

    private static String word(String encoded) {
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
