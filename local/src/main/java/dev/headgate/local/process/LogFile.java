package dev.headgate.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a child process writes to its standard output and error. Thread-safe: it keeps no state.
 *
 * @param path where the file is, or will be
 * @param from where in the file this process's own output begins, bytes: before it is that of earlier starts
 */
public record LogFile(Path path, long from) {
    private static final int TAIL_BYTES = 16 * 1024;

    /** The log of a process that is about to start: whatever the file holds now is not its own. */
    static LogFile of(Path path) {
        try {
            return new LogFile(path, Files.exists(path) ? Files.size(path) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + path, e);
        }
    }

    /** The last lines, at most {@code lines} of them and at most 16 kB; empty when nothing was written. */
    public List<String> tail(int lines) {
        List<String> all = read(true).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** The first match; {@code ^} and {@code $} are the ends of a line. */
    public Optional<MatchResult> find(Pattern pattern) {
        Matcher matcher = Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.MULTILINE)
                .matcher(read(false));
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private String read(boolean onlyTail) {
        if (!Files.exists(path)) {
            return "";
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            long start = onlyTail ? Math.max(from, file.length() - TAIL_BYTES) : from;
            byte[] bytes = new byte[Math.toIntExact(file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + path, e);
        }
    }
}
