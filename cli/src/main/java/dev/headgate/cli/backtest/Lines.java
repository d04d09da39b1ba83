package dev.headgate.cli.backtest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The lines of a stream as bytes, without their ends. Of a line longer than {@value #LONGEST} bytes the beginning is
 * given, which no format accepts. Not thread-safe.
 */
final class Lines {

    static final int LONGEST = 2 * 1024 * 1024;
    private static final byte[] NOTHING = {};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 17];
    private int from;
    private int to;
    private byte[] begun = NOTHING;
    private boolean any;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line; empty at the end. */
    Optional<byte[]> next() throws IOException {
        begun = NOTHING;
        any = false;
        while (from < to || fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            take(from, end);
            from = end;
            if (end < to) {
                from++;
                return Optional.of(withoutReturn());
            }
        }
        return any ? Optional.of(withoutReturn()) : Optional.empty();
    }

    private void take(int start, int end) {
        any = true;
        int room = Math.min(end - start, LONGEST - begun.length);
        if (begun.length == 0) {
            begun = Arrays.copyOfRange(buffer, start, start + room);
        } else {
            int before = begun.length;
            begun = Arrays.copyOf(begun, before + room);
            System.arraycopy(buffer, start, begun, before, room);
        }
    }

    private byte[] withoutReturn() {
        return begun.length > 0 && begun[begun.length - 1] == '\r' ? Arrays.copyOf(begun, begun.length - 1) : begun;
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer, 0, buffer.length));
        return to > 0;
    }
}
