package dev.headgate.cli;

import dev.headgate.cli.terminal.Palette;

/** What is known about where the output goes. */
final class Terminal {
    private Terminal() {}

    /**
     * Whether a person watches standard output. The launcher knows and says so in {@code headgate.terminal}; without it
     * the JVM's word is taken.
     */
    @SuppressWarnings("SystemConsoleNull") // later JDKs always have one: there the launcher's word counts
    static boolean isWatched() {
        String told = System.getProperty("headgate.terminal", "");
        boolean terminal = told.isEmpty() ? System.console() != null : Boolean.parseBoolean(told);
        return terminal && !"dumb".equals(System.getenv("TERM"));
    }

    /** Colours on a terminal, unless {@code NO_COLOR} is set to anything. */
    static Palette palette() {
        return isWatched() ? errorPalette() : Palette.PLAIN;
    }

    /** The same for the error output, which is not redirected as often. */
    static Palette errorPalette() {
        String noColour = System.getenv("NO_COLOR");
        return new Palette(isWatched() && (noColour == null || noColour.isEmpty()));
    }
}
