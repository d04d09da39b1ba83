package dev.headgate.documents;

/**
 * One piece of a line.
 *
 * @param kind what it is
 * @param text as written; of an operation, of labels and of a quoted text, what stands between the two signs
 * @param start its first character in the line, from 0
 * @param end behind its last character
 */
record Token(Kind kind, String text, int start, int end) {

    /** What a piece of a line can be. */
    enum Kind {
        WORD,
        NUMBER,
        UNIT_SIGN,
        COMPARISON,
        OPERATION,
        LABELS,
        TEXT,
        ARROW,
        RANGE,
        OTHER,
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }

    /** Whether nothing stands between the token before and this one. */
    boolean touches(Token before) {
        return start == before.end;
    }
}
