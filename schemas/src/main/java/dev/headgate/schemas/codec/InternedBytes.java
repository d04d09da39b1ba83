package dev.headgate.schemas.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@link InternedTexts} for texts that lie as ASCII in an array of bytes; the strings are the same. Not thread-safe. */
final class InternedBytes {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int SLOTS = 8192;
    private static final int FULL = SLOTS / 2;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final InternedTexts texts;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];
    private int size;

    @SuppressWarnings("ArrayRecordComponent") // Only compared by its content.
    private record Entry(int hash, byte[] bytes, String text) {}

    /** @param texts makes the strings, and says which may be */
    InternedBytes(InternedTexts texts) {
        this.texts = texts;
    }

    /** The text; null if it is not valid. */
    @Nullable
    String find(byte[] source, int begin, int end) {
        int hash = hash(source, begin, end);
        int slot = hash & (SLOTS - 1);
        for (Entry entry = entries[slot]; entry != null; entry = entries[slot]) {
            if (entry.hash() == hash && Arrays.equals(entry.bytes(), 0, entry.bytes().length, source, begin, end)) {
                return entry.text();
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return make(source, begin, end, hash);
    }

    private @Nullable String make(byte[] source, int begin, int end, int hash) {
        char[] characters = new char[end - begin];
        for (int i = begin; i < end; i++) {
            characters[i - begin] = (char) source[i];
        }
        String text = texts.find(characters, 0, characters.length);
        if (text != null) {
            keep(new Entry(hash, Arrays.copyOfRange(source, begin, end), text));
        }
        return text;
    }

    private void keep(Entry entry) {
        if (size >= FULL) {
            Arrays.fill(entries, null);
            size = 0;
        }
        int slot = entry.hash() & (SLOTS - 1);
        while (entries[slot] != null) {
            slot = (slot + 1) & (SLOTS - 1);
        }
        entries[slot] = entry;
        size++;
    }

    /** All bytes count, eight at a time; the last eight may overlap those before. */
    private static int hash(byte[] source, int begin, int end) {
        int length = end - begin;
        long hash = length * MIX;
        if (length >= Long.BYTES) {
            int last = end - Long.BYTES;
            for (int i = begin; i < last; i += Long.BYTES) {
                hash = mixed(hash, (long) WORD.get(source, i));
            }
            hash = mixed(hash, (long) WORD.get(source, last));
        } else {
            for (int i = begin; i < end; i++) {
                hash = hash * 31 + source[i];
            }
            hash *= MIX;
        }
        return (int) (hash >>> Integer.SIZE);
    }

    private static long mixed(long hash, long word) {
        long mixed = (hash ^ word) * MIX;
        return mixed ^ (mixed >>> 29);
    }
}
