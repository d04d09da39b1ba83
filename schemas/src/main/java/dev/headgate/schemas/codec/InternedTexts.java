package dev.headgate.schemas.codec;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns characters into one and the same string per content without making a new one each time, and checks each content
 * only once. Bounded: when it is full it forgets everything. Not thread-safe.
 */
final class InternedTexts {

    private static final int SLOTS = 8192;
    private static final int FULL = SLOTS / 2;

    private final Predicate<String> valid;
    private final @Nullable String[] texts = new @Nullable String[SLOTS];
    private final int[] hashes = new int[SLOTS];
    private int size;

    /** @param valid what a text must fulfil to be returned */
    InternedTexts(Predicate<String> valid) {
        this.valid = valid;
    }

    /** The text; null if it is not valid. */
    @Nullable
    String find(char[] source, int offset, int length) {
        int hash = hash(source, offset, length);
        int slot = hash & (SLOTS - 1);
        for (String known = texts[slot]; known != null; known = texts[slot]) {
            if (hashes[slot] == hash && same(known, source, offset, length)) {
                return known;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        String made = new String(source, offset, length);
        if (!valid.test(made)) {
            return null;
        }
        keep(made, hash, slot);
        return made;
    }

    private void keep(String text, int hash, int slot) {
        if (size >= FULL) {
            Arrays.fill(texts, null);
            size = 0;
            keep(text, hash, hash & (SLOTS - 1));
            return;
        }
        texts[slot] = text;
        hashes[slot] = hash;
        size++;
    }

    private static int hash(char[] source, int offset, int length) {
        int hash = length;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = hash * 31 + source[i];
        }
        return hash ^ (hash >>> 15);
    }

    private static boolean same(String known, char[] source, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != source[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
