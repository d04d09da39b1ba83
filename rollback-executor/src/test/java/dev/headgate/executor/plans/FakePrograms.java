package dev.headgate.executor.plans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Stateful programs in place of those that runbooks name: they record their calls, keep what they were told, fail and hang. */
final class FakePrograms {

    private static final Pattern NAMED = Pattern.compile("\"(?:/opt/plans|/opt/deploy|/usr/local/bin)/([a-z-]+)\"");

    /** What it does once is its next line; without one it does well. A child of one that hangs hangs, too. */
    private static final String PROGRAM = """
            #!/bin/sh
            PATH=/usr/bin:/bin
            here=${0%/*}
            name=${0##*/}
            echo "$name $*" >> "$here/calls"
            does=well
            if [ -s "$here/$name.does" ]; then
              read -r does < "$here/$name.does"
              tail -n +2 "$here/$name.does" > "$here/$name.rest"
              mv "$here/$name.rest" "$here/$name.does"
            fi
            case $does in
              fail) echo "$name cannot"; exit 3 ;;
              hang) sleep 300 & echo $! > "$here/$name.child"; wait; exit 4 ;;
            esac
            echo "$*" > "$here/state/$name"
            [ -f "$here/$name.says" ] && cat "$here/$name.says"
            exit 0
            """;

    private final Path directory;

    FakePrograms(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Files.createDirectories(directory.resolve("state"));
    }

    /** The runbook with these programs instead of those it names. */
    String standIn(String yaml) {
        Matcher named = NAMED.matcher(yaml);
        while (named.find()) {
            program(named.group(1));
        }
        return yaml.replace("/opt/plans/", directory + "/")
                .replaceAll("\"(?:/opt/plans|/opt/deploy|/usr/local/bin)/", "\"" + directory + "/");
    }

    /** What a program prints when it does well. */
    void says(String program, String json) {
        write(program + ".says", json + "\n");
    }

    /** What a program does next, a word for each call: {@code fail}, {@code hang}, {@code well}. */
    void does(String program, String... words) {
        write(program + ".does", String.join("\n", words) + "\n");
    }

    /** Every call so far, in order: {@code timer-job on 1.0.0}. */
    List<String> calls() {
        return lines("calls");
    }

    /** What each program was told last when it did well. */
    Map<String, String> state() {
        try (Stream<Path> files = Files.list(directory.resolve("state"))) {
            Map<String, String> state = new TreeMap<>();
            files.forEach(file -> state.put(
                    file.getFileName().toString(),
                    lines("state/" + file.getFileName()).get(0)));
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether what a program that hung had started is still there. */
    boolean childLives(String program) {
        long pid = Long.parseLong(lines(program + ".child").get(0));
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private void program(String name) {
        write(name, PROGRAM);
        try {
            Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String name) {
        try {
            Path file = directory.resolve(name);
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
