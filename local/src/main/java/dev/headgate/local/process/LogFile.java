package dev.headgate.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The file that holds what a child process writes to its standard output and error. Thread-safe: it keeps no state.
 *
 * @param path where the file is, or will be
 */
public record LogFile(Path path) {
    private static final int TAIL_BYTES = 16 * 1024;

    /** The last lines, at most {@code lines} of them and at most 16 kB; empty when nothing was written. */
    public List<String> tail(int lines) {
        List<String> all = lastBytes().lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** Whether any whole or unfinished line contains a match. */
    public boolean contains(Pattern pattern) {
        try (var lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> pattern.matcher(line).find());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + path, e);
        }
    }

    private String lastBytes() {
        if (!Files.exists(path)) {
            return "";
        }
        try (var file = new RandomAccessFile(path.toFile(), "r")) {
            int size = (int) Math.min(TAIL_BYTES, file.length());
            file.seek(file.length() - size);
            byte[] bytes = new byte[size];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the log " + path, e);
        }
    }
}
