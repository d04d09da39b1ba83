package dev.headgate.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text measured as it appears: escape sequences take no room, every other character one column. */
public final class Text {
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final String RESET = "\u001b[0m";

    private Text() {}

    /**
     * Text from outside, fit for one line: control characters, with which it could move the cursor or begin a new line,
     * are shown as {@code ·}.
     */
    public static String visible(String text) {
        return text.codePoints()
                .map(character -> Character.isISOControl(character) ? '·' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** How many columns it takes. */
    public static int width(String text) {
        String visible = ESCAPE.matcher(text).replaceAll("");
        return visible.codePointCount(0, visible.length());
    }

    /** Followed by spaces up to a width; longer text stays as it is. */
    public static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Preceded by spaces up to a width; longer text stays as it is. */
    public static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** Cut to a width, with {@code …} as its last character if anything was cut. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        var kept = new StringBuilder();
        Matcher escape = ESCAPE.matcher(text);
        int room = width - 1;
        int at = 0;
        boolean painted = false;
        while (room > 0) {
            if (escape.region(at, text.length()).lookingAt()) {
                kept.append(escape.group());
                painted = !escape.group().equals(RESET);
                at = escape.end();
            } else {
                int character = text.codePointAt(at);
                kept.appendCodePoint(character);
                at += Character.charCount(character);
                room--;
            }
        }
        return kept.append('…').append(painted ? RESET : "").toString();
    }

    /** Broken at spaces into lines of at most a width; a word that is longer stands alone on its line. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : SPACES.splitAsStream(text.strip()).toList()) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** The lines with a number of spaces in front. */
    public static List<String> indent(List<String> lines, int spaces) {
        return lines.stream().map(line -> " ".repeat(spaces) + line).toList();
    }
}
