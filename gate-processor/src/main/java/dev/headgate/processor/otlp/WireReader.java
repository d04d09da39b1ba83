package dev.headgate.processor.otlp;

/**
 * Protobuf's encoding, read where it lies. A tag is a field's number and its wire type as they are encoded. Messages are
 * entered and left; nothing is read beyond the one that was entered, so that whoever calls bounds the depth. Not thread-safe.
 */
final class WireReader {

    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;

    private static final int TYPE_BITS = 3;

    private final byte[] bytes;
    private int position;
    private int limit;

    WireReader(byte[] bytes) {
        this.bytes = bytes;
        limit = bytes.length;
    }

    /** The tag of a field of that number and wire type. */
    static int tag(int field, int type) {
        return (field << TYPE_BITS) | type;
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    /** Goes back to a place in the message that is being read. */
    void goTo(int place) {
        position = place;
    }

    boolean more() {
        return position < limit;
    }

    int nextTag() {
        long tag = varint();
        if (tag >>> TYPE_BITS < 1 || tag > Integer.MAX_VALUE) {
            throw broken("a field's number is not possible");
        }
        return (int) tag;
    }

    /** Enters a message; what is returned leaves it again. */
    int enter() {
        int outer = limit;
        int length = length();
        limit = position + length;
        return outer;
    }

    /** Leaves a message wherever it stands in it. */
    void leave(int outer) {
        position = limit;
        limit = outer;
    }

    /** The limit of the message that is being read, to be left for wherever reading it broke off. */
    int limit() {
        return limit;
    }

    /** Leaves a message, and those within it that were not left, for its end. */
    void leaveAt(int end, int outer) {
        position = end;
        limit = outer;
    }

    /** How many bytes of text, of bytes, or of packed numbers follow. */
    int length() {
        long length = varint();
        if (length < 0 || length > limit - position) {
            throw broken("a field goes on beyond its message");
        }
        return (int) length;
    }

    /** Steps over that many bytes, which {@link #length} has said to be there. */
    void pass(int length) {
        position += length;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position >= limit) {
                throw broken("a number is cut off");
            }
            byte part = bytes[position++];
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw broken("a number has more than ten bytes");
    }

    int zigzag() {
        int value = (int) varint();
        return (value >>> 1) ^ -(value & 1);
    }

    long fixed64() {
        require(Long.BYTES);
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | (bytes[position + i] & 0xFFL);
        }
        position += Long.BYTES;
        return value;
    }

    double fixedDouble() {
        return Double.longBitsToDouble(fixed64());
    }

    /** Steps over a field that nobody asks for. */
    void skip(int tag) {
        switch (tag & ((1 << TYPE_BITS) - 1)) {
            case VARINT -> varint();
            case FIXED64 -> step(Long.BYTES);
            case LENGTH -> step(length());
            case FIXED32 -> step(Integer.BYTES);
            default -> throw broken("a field has a wire type that is not used");
        }
    }

    Unusable broken(String found) {
        return new Unusable("not protobuf of OTLP: " + found + " (at byte " + position + ")");
    }

    private void step(int length) {
        require(length);
        position += length;
    }

    private void require(int length) {
        if (length > limit - position) {
            throw broken("a field goes on beyond its message");
        }
    }
}
