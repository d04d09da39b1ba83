package dev.headgate.processor.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes of UTF-8 into one and the same text per content without making a new one each time. Bounded: when it is full
 * it forgets everything. Not thread-safe.
 */
final class Texts {

    /** Longer ones name nothing of ours: only their beginning is kept, for messages. */
    static final int LONGEST = 400;

    private static final int SLOTS = 8192;
    private static final int FULL = SLOTS / 2;

    private final @Nullable Text[] texts = new @Nullable Text[SLOTS];
    private final byte[][] contents = new byte[SLOTS][];
    private int size;

    Text of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    Text of(byte[] source, int offset, int length) {
        if (length == 0) {
            return Text.NONE;
        }
        if (length > LONGEST) {
            return new Text(new String(source, offset, LONGEST, StandardCharsets.UTF_8) + "…");
        }
        int slot = hash(source, offset, length) & (SLOTS - 1);
        for (Text known = texts[slot]; known != null; known = texts[slot]) {
            byte[] content = contents[slot];
            if (Arrays.equals(content, 0, content.length, source, offset, offset + length)) {
                return known;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        Text made = new Text(new String(source, offset, length, StandardCharsets.UTF_8));
        keep(made, Arrays.copyOfRange(source, offset, offset + length), slot);
        return made;
    }

    private void keep(Text text, byte[] content, int slot) {
        int place = slot;
        if (size >= FULL) {
            Arrays.fill(texts, null);
            size = 0;
            place = hash(content, 0, content.length) & (SLOTS - 1);
        }
        texts[place] = text;
        contents[place] = content;
        size++;
    }

    private static int hash(byte[] source, int offset, int length) {
        int hash = length;
        for (int i = offset, end = offset + length; i < end; i++) {
            hash = hash * 31 + source[i];
        }
        return hash ^ (hash >>> 15);
    }
}
