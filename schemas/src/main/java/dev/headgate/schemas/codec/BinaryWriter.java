package dev.headgate.schemas.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows an array of bytes: numbers in groups of seven bits, lowest first, texts with their length before them. */
final class BinaryWriter {

    private byte[] bytes = new byte[256];
    private int size;

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void octets(byte[] octets) {
        room(octets.length);
        System.arraycopy(octets, 0, bytes, size, octets.length);
        size += octets.length;
    }

    /** A number that is rarely large; negative ones take ten bytes. */
    void number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number of either sign that is near zero. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    /** Any number, its bits as they are. */
    void real(double value) {
        room(Double.BYTES);
        long bits = Double.doubleToLongBits(value);
        for (int shift = Double.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[size++] = (byte) (bits >>> shift);
        }
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
