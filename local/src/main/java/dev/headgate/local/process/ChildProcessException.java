package dev.headgate.local.process;

/** A child process could not be started, ended too early or did not become ready; the message holds its last words. */
public final class ChildProcessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChildProcessException(String message) {
        super(message);
    }

    public ChildProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
