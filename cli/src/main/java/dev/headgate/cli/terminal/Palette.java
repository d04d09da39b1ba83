package dev.headgate.cli.terminal;

/**
 * Colours and weights of text, or none at all. Meaning never hangs on colour alone: without it every line reads the same.
 *
 * @param colour whether escape sequences are written
 */
public record Palette(boolean colour) {

    /** Text without any escape sequence. */
    public static final Palette PLAIN = new Palette(false);

    /** Good news. */
    public String green(String text) {
        return paint("32", text);
    }

    /** Bad news. */
    public String red(String text) {
        return paint("31", text);
    }

    /** Not known yet. */
    public String yellow(String text) {
        return paint("33", text);
    }

    /** What is being rolled out. */
    public String cyan(String text) {
        return paint("36", text);
    }

    /** What the eye should find first. */
    public String bold(String text) {
        return paint("1", text);
    }

    /** What the eye may skip. */
    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
