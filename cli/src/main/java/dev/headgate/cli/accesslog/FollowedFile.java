package dev.headgate.cli.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * Reads a file's lines as they are written. One that was moved away is read to its end before the new one of its name is
 * begun; one that was cut is read from its beginning. Not thread-safe.
 */
final class FollowedFile implements AutoCloseable {

    /** A line that is longer is handed over in pieces. */
    static final int LONGEST_LINE = 65_536;

    private static final int HEAD_BYTES = 256;

    /** How long one that was moved away may still be written to by somebody who has not noticed. */
    private static final long LAST_WORDS_NANOS = 1_000_000_000L;

    private final Path path;
    private final Consumer<String> told;
    private final ByteBuffer buffer = ByteBuffer.allocate(LONGEST_LINE);
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private FileChannel channel;
    private String key;
    private long read;
    private long movedAwayNanos;

    private FollowedFile(Path path, FileChannel channel, String key, long read, Consumer<String> told) {
        this.path = path;
        this.channel = channel;
        this.key = key;
        this.read = read;
        this.told = told;
        buffer.limit(0);
    }

    /**
     * Opens it where it was left; if that is not known, at its beginning or its end.
     *
     * @param left how far it was read; if it has been moved away since, it is looked for beside the new one
     * @param fromBeginning whether a file that was never read is read from its beginning
     * @param told takes what somebody should know, in a sentence
     * @throws IOException if it cannot be read
     */
    static FollowedFile open(Path path, Optional<Position> left, boolean fromBeginning, Consumer<String> told)
            throws IOException {
        if (left.isPresent()) {
            Optional<Path> same = find(path, left.get());
            if (same.isPresent()) {
                return at(same.get(), path, left.get().offset(), told);
            }
            told.accept(path + " is another file than the one that was read up to byte "
                    + left.get().offset()
                    + ", and that is not beside it any more: what was written to it since then is missing");
            return at(path, path, 0, told);
        }
        return at(path, path, fromBeginning ? 0 : Files.size(path), told);
    }

    /**
     * The lines that have come, in order.
     *
     * @param most how many at most
     */
    List<Line> read(int most) throws IOException {
        List<Line> lines = new ArrayList<>();
        while (lines.size() < most) {
            if (!buffer.hasRemaining() && !fill()) {
                if (!next(lines)) {
                    return lines;
                }
                continue;
            }
            takeLine(lines);
        }
        return lines;
    }

    /** Behind the last line that was handed over. */
    Position position() throws IOException {
        long offset = lineBegin();
        int headBytes = (int) Math.min(HEAD_BYTES, offset);
        return new Position(offset, key, head(channel, headBytes), headBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private long lineBegin() {
        return read - buffer.remaining() - begun.size();
    }

    private void takeLine(List<Line> lines) {
        long offset = lineBegin();
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (next == '\n') {
                lines.add(new Line(text(), offset));
                return;
            }
            begun.write(next);
            if (begun.size() >= LONGEST_LINE) {
                lines.add(new Line(text(), offset));
                return;
            }
        }
    }

    private String text() {
        String text = begun.toString(StandardCharsets.UTF_8);
        begun.reset();
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int bytes = channel.read(buffer, read);
        buffer.flip();
        if (bytes <= 0) {
            buffer.limit(0);
            return false;
        }
        read += bytes;
        return true;
    }

    /** Looks whether the file was cut or another stands in its place; whether there is more to read. */
    private boolean next(List<Line> lines) throws IOException {
        if (channel.size() < read) {
            told.accept(path + " was cut: reading it from its beginning");
            begun.reset();
            read = 0;
            return channel.size() > 0;
        }
        String now;
        try {
            now = key(path);
        } catch (NoSuchFileException moved) {
            return false;
        }
        if (now.equals(key)) {
            return false;
        }
        if (movedAwayNanos == 0) {
            movedAwayNanos = System.nanoTime();
        }
        if (System.nanoTime() - movedAwayNanos < LAST_WORDS_NANOS || channel.size() > read) {
            return channel.size() > read;
        }
        movedAwayNanos = 0;
        if (begun.size() > 0) {
            lines.add(new Line(text(), lineBegin()));
        }
        channel.close();
        channel = FileChannel.open(path);
        key = key(path);
        read = 0;
        return true;
    }

    private static FollowedFile at(Path file, Path path, long offset, Consumer<String> told) throws IOException {
        return new FollowedFile(path, FileChannel.open(file), key(file), offset, told);
    }

    private static Optional<Path> find(Path path, Position left) throws IOException {
        if (isIt(path, left)) {
            return Optional.of(path);
        }
        Path directory = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
        try (Stream<Path> beside = Files.list(directory)) {
            for (Path each : beside.filter(Files::isRegularFile).toList()) {
                if (isIt(each, left)) {
                    return Optional.of(each);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isIt(Path file, Position left) throws IOException {
        try {
            if (!key(file).equals(left.file()) || Files.size(file) < left.offset()) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file)) {
                return head(channel, left.headBytes()) == left.head();
            }
        } catch (NoSuchFileException movedAway) {
            // Between moving the old one away and making the new one there is none of its name.
            return false;
        }
    }

    private static String key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return String.valueOf(key);
    }

    private static long head(FileChannel channel, int bytes) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(bytes);
        while (head.hasRemaining()) {
            if (channel.read(head, head.position()) < 0) {
                break;
            }
        }
        CRC32 hash = new CRC32();
        hash.update(head.flip());
        return hash.getValue();
    }
}
