package dev.headgate.console.rollout;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterCause;

/** How long texts may be that stand in rows. */
public final class Texts {

    /** What names something is an index's key, and nobody names anything longer. */
    private static final int LONGEST_NAME = 1_000;

    /** As much as anybody reads in a row; the document has all of it. */
    private static final int LONGEST = 10_000;

    private Texts() {}

    /**
     * A text that names something.
     *
     * @throws CodecException if it is longer than names are
     */
    public static String name(String field, String text) {
        if (text.length() > LONGEST_NAME) {
            throw new CodecException(
                    DeadLetterCause.INVALID_VALUE,
                    field + ": expected at most " + LONGEST_NAME + " characters, found " + text.length());
        }
        return text;
    }

    /** A text's beginning, up to as much as a row shows. */
    public static String beginning(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "…";
    }
}
