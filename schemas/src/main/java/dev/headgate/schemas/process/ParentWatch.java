package dev.headgate.schemas.process;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a child process when its parent is gone: the parent holds the other end of standard input, so the end of that
 * stream is the end of the parent, however it died.
 */
public final class ParentWatch {

    /** The system property that switches the watch on when it is {@code true}. */
    public static final String PROPERTY = "headgate.exitWithParent";

    private ParentWatch() {}

    /**
     * Begins to watch standard input if {@link #PROPERTY} is {@code true}; when it ends the process exits in order, with
     * its shutdown hooks and code 0. Call it once, at the beginning of {@code main}; nothing else may read standard
     * input then.
     */
    public static void startIfAsked() {
        if (Boolean.getBoolean(PROPERTY)) {
            start(System.in, () -> System.exit(0));
        }
    }

    /**
     * Reads the stream in a daemon thread and does {@code atEnd} once when it ends or fails.
     *
     * @return the thread
     */
    static Thread start(InputStream stream, Runnable atEnd) {
        Thread thread = new Thread(
                () -> {
                    readToEnd(stream);
                    atEnd.run();
                },
                "headgate-parent-watch");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void readToEnd(InputStream stream) {
        byte[] ignored = new byte[256];
        try {
            while (stream.read(ignored) >= 0) {
                // What the parent may write means nothing; only the end does.
            }
        } catch (IOException e) {
            // A broken pipe is the parent's end too.
        }
    }
}
