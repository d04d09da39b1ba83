package dev.headgate.schemas.sketch;

import java.util.Arrays;

/**
 * Writes numbers that are mostly near those before them in few bits: twice as many as it takes to write how often a number
 * holds what is expected, and the bits of what is expected. Not thread-safe.
 */
final class BitWriter {

    private byte[] bytes = new byte[128];
    private int size;
    private long pending;
    private int pendingBits;

    /** Writes a number, 0 or more, and takes it into account in what is expected next. */
    void number(long number, Expectation expected) {
        int order = expected.order();
        long raised = number + (1L << order);
        int length = Long.SIZE - Long.numberOfLeadingZeros(raised);
        bits(0, length - 1 - order);
        if (length > Integer.SIZE) {
            bits(raised >>> Integer.SIZE, length - Integer.SIZE);
            bits(raised & 0xffff_ffffL, Integer.SIZE);
        } else {
            bits(raised, length);
        }
        expected.see(number);
    }

    byte[] toBytes() {
        if (pendingBits > 0) {
            bits(0, (Byte.SIZE - pendingBits % Byte.SIZE) % Byte.SIZE);
        }
        return Arrays.copyOf(bytes, size);
    }

    /** At most 56 bits at once: up to seven are pending. */
    private void bits(long value, int count) {
        if (count > Integer.SIZE) {
            bits(value >>> Integer.SIZE, count - Integer.SIZE);
            bits(value & 0xffff_ffffL, Integer.SIZE);
            return;
        }
        pending = pending << count | value;
        pendingBits += count;
        while (pendingBits >= Byte.SIZE) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, size * 2);
            }
            pendingBits -= Byte.SIZE;
            bytes[size++] = (byte) (pending >>> pendingBits);
        }
    }
}
