package dev.headgate.cli;

import dev.headgate.cli.terminal.Screen;
import java.io.PrintWriter;

/** The end of the process from outside: Ctrl-C or a signal. What fails from then on is not news. */
final class Stopping {
    private static volatile boolean begun;

    private Stopping() {}

    /** Runs in a shutdown hook, also at an ordinary end. */
    static void now(Screen screen, PrintWriter out) {
        begun = true;
        screen.close();
        out.flush();
    }

    /** Whether the process is ending. */
    static boolean hasBegun() {
        return begun;
    }
}
