package dev.headgate.cli.accesslog;

import java.util.Optional;

/**
 * How far a file was read.
 *
 * @param offset where the next line begins
 * @param file which file it was, as the file system tells files apart
 * @param head hash of its first bytes, since file systems give a removed file's number to another
 * @param headBytes how many bytes that is
 */
public record Position(long offset, String file, long head, int headBytes) {

    private static final String SEPARATOR = " ";

    /** As text that {@link #read} understands. */
    public String text() {
        return head + SEPARATOR + headBytes + SEPARATOR + file;
    }

    /** What was written by {@link #text}; empty if it is something else. */
    public static Optional<Position> read(long offset, String text) {
        String[] parts = text.split(SEPARATOR, 3);
        if (parts.length != 3 || !parts[0].matches("\\d{1,18}") || !parts[1].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(new Position(offset, parts[2], Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
    }
}
