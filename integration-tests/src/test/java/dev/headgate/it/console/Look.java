package dev.headgate.it.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the page is looked at.
 *
 * @param width the window's, pixels
 * @param colours what the system asks for
 */
record Look(int width, Colours colours) {

    /** What the system asks for: {@code prefers-color-scheme}. */
    enum Colours {
        LIGHT,
        DARK
    }

    /** A desk's screen and a phone's, in light and dark. */
    static final List<Look> ALL = Arrays.stream(Colours.values())
            .flatMap(colours -> List.of(new Look(1280, colours), new Look(400, colours)).stream())
            .toList();

    /** As {@code prefers-color-scheme} calls it. */
    String scheme() {
        return colours.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return width + "-" + scheme();
    }
}
