package dev.headgate.documents;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a document, or looks wrong.
 *
 * @param level whether the document is refused for it
 * @param place where it is
 * @param message what is wrong, in a few words
 * @param found the words found; empty when something is missing
 * @param expected the words expected, or what to do instead
 * @param suggestion the nearest thing that would be right
 */
public record Problem(
        Level level, Place place, String message, String found, String expected, Optional<String> suggestion) {

    private static final String RED = "\u001b[1;31m";
    private static final String YELLOW = "\u001b[1;33m";
    private static final String BOLD = "\u001b[1m";
    private static final String FAINT = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";
    private static final String RESET = "\u001b[0m";

    /** What a problem means for its document. */
    public enum Level {
        /** The document is refused. */
        ERROR,
        /** The document is taken; somebody should look. */
        WARNING
    }

    /** Something for which a document is refused. */
    public static Problem error(Place place, String message) {
        return new Problem(Level.ERROR, place, message, "", "", Optional.empty());
    }

    static Problem warning(Place place, String message) {
        return new Problem(Level.WARNING, place, message, "", "", Optional.empty());
    }

    /** The same with the words found. */
    public Problem found(String words) {
        return new Problem(level, place, message, words, expected, suggestion);
    }

    /** The same with the words expected, or what to do instead. */
    public Problem expected(String words) {
        return new Problem(level, place, message, found, words, suggestion);
    }

    /** The same with the nearest thing that would be right. */
    public Problem suggest(Optional<String> words) {
        return new Problem(level, place, message, found, expected, words);
    }

    Problem suggest(String words) {
        return suggest(Optional.of(words));
    }

    /** The same in another place. */
    public Problem at(Place other) {
        return new Problem(level, other, message, found, expected, suggestion);
    }

    /** The same, its message beginning with what it is about. */
    public Problem about(String what) {
        return new Problem(level, place, what + ": " + message, found, expected, suggestion);
    }

    /** The document's name. */
    public String source() {
        return place.source();
    }

    /** The line, from 1; 0 if the source has no lines. */
    public int line() {
        return place.line();
    }

    /** The column, from 1; 0 if the source has no lines. */
    public int column() {
        return place.column();
    }

    /** Several lines of plain text, without a line break at the end. */
    public String render() {
        return render(false);
    }

    /**
     * Several lines of text for a terminal: place and message, the line with its mistake underlined, what was found and
     * expected, and the nearest name.
     *
     * @param colour whether to use ANSI colours
     */
    public String render(boolean colour) {
        Paint paint = new Paint(colour);
        String number = "%5d".formatted(place.line());
        StringBuilder text = new StringBuilder();
        text.append(paint.with(BOLD, place + ": "))
                .append(paint.with(
                        level == Level.ERROR ? RED : YELLOW, level.name().toLowerCase(Locale.ROOT) + ": "))
                .append(paint.with(BOLD, message));
        if (!place.lineText().isBlank()) {
            text.append('\n')
                    .append(paint.with(FAINT, number + " | "))
                    .append(place.lineText())
                    .append('\n')
                    .append(paint.with(FAINT, " ".repeat(number.length()) + " | "))
                    .append(paint.with(level == Level.ERROR ? RED : YELLOW, underline()));
        }
        if (!found.isEmpty()) {
            text.append("\n      found:    ").append(found);
        }
        if (!expected.isEmpty()) {
            text.append("\n      expected: ").append(expected);
        }
        suggestion.ifPresent(words -> text.append("\n      did you mean ")
                .append(paint.with(GREEN, words))
                .append('?'));
        return text.toString();
    }

    /** All of them, one below the other. */
    public static String render(List<Problem> problems, boolean colour) {
        return problems.stream().map(problem -> problem.render(colour)).collect(Collectors.joining("\n"));
    }

    private String underline() {
        String before = place.lineText()
                .codePoints()
                .limit(place.column() - 1L)
                .mapToObj(character -> character == '\t' ? "\t" : " ")
                .collect(Collectors.joining());
        return before + "^" + "~".repeat(place.length() - 1);
    }

    private record Paint(boolean colour) {
        String with(String code, String text) {
            return colour ? code + text + RESET : text;
        }
    }
}
