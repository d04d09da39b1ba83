package dev.headgate.schemas.sketch;

/** Reads what {@link BitWriter} wrote. Not thread-safe. */
final class BitReader {

    private final byte[] bytes;
    private int at;
    private long pending;
    private int pendingBits;

    BitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The next number, which is taken into account in what is expected after it.
     *
     * @throws IllegalArgumentException if there is none
     */
    long number(Expectation expected) {
        int order = expected.order();
        int zeros = 0;
        while (bits(1) == 0) {
            if (++zeros >= Long.SIZE - order) {
                throw new IllegalArgumentException("a number is too long");
            }
        }
        int rest = zeros + order;
        long raised = 1;
        if (rest > Integer.SIZE) {
            raised = raised << rest - Integer.SIZE | bits(rest - Integer.SIZE);
            rest = Integer.SIZE;
        }
        raised = raised << rest | bits(rest);
        long number = raised - (1L << order);
        if (number < 0) {
            throw new IllegalArgumentException("a number is too large");
        }
        expected.see(number);
        return number;
    }

    /** Whether nothing follows but what fills the last byte. */
    boolean ended() {
        return at == bytes.length && pendingBits < Byte.SIZE && (pending & (1L << pendingBits) - 1) == 0;
    }

    private long bits(int count) {
        while (pendingBits < count) {
            if (at == bytes.length) {
                throw new IllegalArgumentException("it ends too early");
            }
            pending = pending << Byte.SIZE | bytes[at++] & 0xff;
            pendingBits += Byte.SIZE;
        }
        pendingBits -= count;
        return pending >>> pendingBits & (1L << count) - 1;
    }
}
