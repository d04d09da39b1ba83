package dev.headgate.cli;

/** The end of the process from outside: Ctrl-C or a signal. What fails from then on is not news. */
final class Stopping {
    private static volatile boolean begun;

    private Stopping() {}

    /** Called first by the shutdown hook. */
    static void begin() {
        begun = true;
    }

    /** Whether the process is ending. */
    static boolean hasBegun() {
        return begun;
    }
}
