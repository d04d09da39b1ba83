package dev.headgate.schemas.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link BinaryWriter} wrote, and trusts none of it. */
final class BinaryReader {

    private final byte[] bytes;
    private int position;

    BinaryReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        if (position >= bytes.length) {
            throw broken("it ends too early");
        }
        return bytes[position++] & 0xFF;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            if (shift == 63 && octet > 1) {
                break;
            }
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw broken("a number is too long");
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number that is not negative. */
    long amount() {
        long value = number();
        if (value < 0) {
            throw broken("a number is negative");
        }
        return value;
    }

    /** A finite number. */
    double real() {
        long bits = 0;
        for (int i = 0; i < Double.BYTES; i++) {
            bits = bits << Byte.SIZE | octet();
        }
        double value = Double.longBitsToDouble(bits);
        if (!Double.isFinite(value)) {
            throw broken("a number is not finite");
        }
        return value;
    }

    int smallNumber() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw broken("a number is too large");
        }
        return (int) value;
    }

    /** How many items follow; each takes at least one byte, so that no count can ask for more memory than it sent. */
    int count() {
        long value = number();
        if (value < 0 || value > bytes.length - position) {
            throw broken("it announces more than it holds");
        }
        return (int) value;
    }

    /** So many octets, of which there must be as many. */
    byte[] octets(int length) {
        byte[] octets = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return octets;
    }

    String text() {
        int length = count();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    void requireEnd() {
        if (hasMore()) {
            throw broken("there are " + (bytes.length - position) + " bytes too many");
        }
    }

    CodecException broken(String what) {
        return new CodecException(
                DeadLetterCause.NOT_A_SKETCH, "not a binary sketch: " + what + " at byte " + position);
    }
}
