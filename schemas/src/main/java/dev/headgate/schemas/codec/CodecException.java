package dev.headgate.schemas.codec;

/** Bytes that are not what they should be. Its cause word and message make the dead letter. */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String cause;
    private final String detail;

    /**
     * @param cause a word of {@link DeadLetterCause}
     * @param message what was found, where, and what was expected
     */
    public CodecException(String cause, String message) {
        super(message);
        this.cause = cause;
        detail = message;
    }

    /**
     * @param cause a word of {@link DeadLetterCause}
     * @param message what was found, where, and what was expected
     * @param origin what was thrown beneath
     */
    public CodecException(String cause, String message, Throwable origin) {
        super(message, origin);
        this.cause = cause;
        detail = message;
    }

    /** Why, as one word of {@link DeadLetterCause}. */
    public String cause() {
        return cause;
    }

    /** What was found, where, and what was expected: the message. */
    public String detail() {
        return detail;
    }
}
