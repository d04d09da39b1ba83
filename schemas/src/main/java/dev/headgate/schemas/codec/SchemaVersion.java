package dev.headgate.schemas.codec;

/** The version of every JSON document's form. Additions do not change it; whatever else changes raises it. */
public final class SchemaVersion {

    /** What this release writes, and the highest it reads. */
    public static final int CURRENT = 1;

    private SchemaVersion() {}

    /** @throws CodecException if a document with this number cannot be read by this release */
    static void check(long found) {
        if (found < 1) {
            throw new CodecException(DeadLetterCause.INVALID_VALUE, "schema: expected 1 or more, found " + found);
        }
        if (found > CURRENT) {
            throw new CodecException(
                    DeadLetterCause.UNSUPPORTED_SCHEMA,
                    "schema: this release reads up to " + CURRENT + ", found " + found + "; upgrade the reader");
        }
    }
}
