package dev.headgate.cli.accesslog;

/** How a proxy writes its access log. */
public interface LogFormat {

    /**
     * Reads a line, whatever a syslog daemon has put before it.
     *
     * @throws UnreadableLine if it is no line of this form
     */
    LoggedRequest read(String line) throws UnreadableLine;

    /** A line that cannot be read: what was found and what was expected. */
    final class UnreadableLine extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableLine(String message) {
            super(message);
        }
    }
}
