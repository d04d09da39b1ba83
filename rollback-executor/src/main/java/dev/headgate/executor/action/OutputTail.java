package dev.headgate.executor.action;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a program's output to its end, so that it never blocks, and keeps the last of it. Thread-safe. */
final class OutputTail {

    /** How much is kept for people, bytes. */
    static final int LIMIT = 4_096;

    /** How much is kept to be read for figures, bytes. */
    static final int READ = 1 << 16;

    private final byte[] ring = new byte[READ];
    private long written;
    private final Thread reader;

    private OutputTail(InputStream stream) {
        reader = new Thread(() -> read(stream), "command-output");
        reader.setDaemon(true);
    }

    /** Begins to read. */
    static OutputTail of(InputStream stream) {
        OutputTail output = new OutputTail(stream);
        output.reader.start();
        return output;
    }

    /** What came last. A child that lives on keeps the pipe open, so the end is waited for only {@code patience}. */
    String text(Duration patience) throws InterruptedException {
        reader.join(patience.toMillis());
        return (isLongerThan(LIMIT) ? "…" : "") + last(LIMIT);
    }

    /** More of it, as far as it has come: the last {@link #READ} bytes. */
    String textToRead() {
        return last(READ);
    }

    private void read(InputStream stream) {
        byte[] buffer = new byte[1 << 12];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException closed) {
            // The program was killed; what came before is kept.
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (written++ % READ)] = bytes[i];
        }
    }

    private synchronized boolean isLongerThan(int limit) {
        return written > limit;
    }

    private synchronized String last(int limit) {
        int length = (int) Math.min(written, limit);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((written - length + i) % READ)];
        }
        return new String(last, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?")
                .strip();
    }
}
