package dev.headgate.schemas.signing;

/** A key file that cannot be read, written or used; the message names the file and says what to do. */
public final class KeyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message the file, what is wrong with it and what to do */
    public KeyException(String message) {
        super(message);
    }

    /**
     * @param message the file, what is wrong with it and what to do
     * @param cause what was thrown beneath
     */
    public KeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
