package dev.headgate.processor.otlp;

import dev.headgate.schemas.codec.DeadLetterCause;

/** What cannot be used, and why; without a stack trace, since whoever sends one sends many. */
final class Unusable extends RuntimeException {

    private final String cause;

    /** Bytes or JSON that are not what they should be. */
    Unusable(String found) {
        this(DeadLetterCause.NOT_OTLP, found);
    }

    /** @param cause a word of {@link DeadLetterCause} */
    Unusable(String cause, String found) {
        super(found, null, false, false);
        this.cause = cause;
    }

    String cause() {
        return cause;
    }

    String found() {
        return String.valueOf(getMessage());
    }
}
