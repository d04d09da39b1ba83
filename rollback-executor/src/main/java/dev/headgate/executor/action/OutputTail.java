package dev.headgate.executor.action;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a program's output to its end, so that it never blocks, and keeps the last of it. Thread-safe. */
final class OutputTail {

    /** How much is kept, bytes. */
    static final int LIMIT = 4_096;

    private final byte[] ring = new byte[LIMIT];
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
        return text();
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
            ring[(int) (written++ % LIMIT)] = bytes[i];
        }
    }

    private synchronized String text() {
        int length = (int) Math.min(written, LIMIT);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((written - length + i) % LIMIT)];
        }
        String text = new String(last, StandardCharsets.UTF_8);
        return (written > LIMIT ? "…" : "")
                + text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "?").strip();
    }
}
