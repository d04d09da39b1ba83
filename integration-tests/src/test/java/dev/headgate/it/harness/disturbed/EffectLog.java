package dev.headgate.it.harness.disturbed;

import dev.headgate.it.harness.guarantees.Line;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The file into which programs write what they do, read as it grows. Thread-safe. */
final class EffectLog {

    private final Path file;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private long position;

    EffectLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** All lines so far. */
    synchronized List<Line> lines() {
        readOn();
        return List.copyOf(lines);
    }

    /** Whether the effect of that ticket was begun. */
    synchronized boolean hasBegun(String ticket) {
        readOn();
        return begun.contains(ticket);
    }

    /** Whether the effect of that ticket has ended. */
    synchronized boolean hasEnded(String ticket) {
        readOn();
        return ended.contains(ticket);
    }

    private void readOn() {
        if (!file.toFile().exists()) {
            return;
        }
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(position);
            byte[] more = new byte[(int) (open.length() - position)];
            open.readFully(more);
            String text = new String(more, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            text.substring(0, end).lines().map(Line::read).forEach(this::add);
            position += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void add(Line line) {
        lines.add(line);
        if (line.step().equals("effect")) {
            if (line.what().equals("begin")) {
                begun.add(line.ticket());
            } else if (line.what().equals("end")) {
                ended.add(line.ticket());
            }
        }
    }
}
