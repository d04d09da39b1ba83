package dev.headgate.cli.scrape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads pages in Prometheus' text format 0.0.4 and in OpenMetrics 1.0. Of OpenMetrics, times are seconds, exemplars are passed
 * over, and the page must end with {@code # EOF}; otherwise times are milliseconds. Comments, types and units are passed over.
 */
final class Exposition {

    private final String line;
    private final int number;
    private final boolean openMetrics;
    private int at;

    private Exposition(String line, int number, boolean openMetrics) {
        this.line = line;
        this.number = number;
        this.openMetrics = openMetrics;
    }

    /** A page that cannot be read: which line, what was found and what was expected. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * All samples of a page.
     *
     * @throws Unreadable if a line has another form, or OpenMetrics' end is missing
     */
    static List<Sample> read(String page, boolean openMetrics) throws Unreadable {
        List<Sample> samples = new ArrayList<>();
        String last = "";
        int number = 0;
        for (String line : page.split("\n", -1)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                samples.add(new Exposition(text, number, openMetrics).sample());
            }
            last = text.isEmpty() ? last : text;
        }
        if (openMetrics && !last.equals("# EOF")) {
            throw new Unreadable("the page does not end with \"# EOF\": it is cut");
        }
        return List.copyOf(samples);
    }

    private Sample sample() throws Unreadable {
        SortedMap<String, String> labels = new TreeMap<>();
        String name = name("a metric's name", ":");
        blanks();
        if (found('{')) {
            labels(labels);
        }
        double value = value(word("a value"));
        OptionalLong time = OptionalLong.empty();
        blanks();
        if (at < line.length() && line.charAt(at) != '#') {
            time = OptionalLong.of(millis(word("a time")));
            blanks();
        }
        if (at < line.length() && !(openMetrics && line.charAt(at) == '#')) {
            throw wrong("the end of the line");
        }
        return new Sample(name, labels, value, time);
    }

    private void labels(SortedMap<String, String> into) throws Unreadable {
        blanks();
        while (!found('}')) {
            String name = name("a label's name", "");
            blanks();
            expect('=');
            blanks();
            expect('"');
            into.put(name, quoted());
            blanks();
            if (!found(',')) {
                expect('}');
                return;
            }
            blanks();
        }
    }

    private String quoted() throws Unreadable {
        StringBuilder text = new StringBuilder();
        while (at < line.length()) {
            char next = line.charAt(at++);
            if (next == '"') {
                return text.toString();
            }
            if (next == '\\' && at < line.length()) {
                char escaped = line.charAt(at++);
                text.append(escaped == 'n' ? "\n" : escaped == '"' || escaped == '\\' ? "" + escaped : "\\" + escaped);
            } else {
                text.append(next);
            }
        }
        throw wrong("the end of a label's value");
    }

    private String name(String what, String more) throws Unreadable {
        int begin = at;
        while (at < line.length() && isOfName(line.charAt(at), at > begin, more)) {
            at++;
        }
        if (at == begin) {
            throw wrong(what);
        }
        return line.substring(begin, at);
    }

    private static boolean isOfName(char each, boolean digits, String more) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || each == '_'
                || (digits && each >= '0' && each <= '9')
                || more.indexOf(each) >= 0;
    }

    private String word(String what) throws Unreadable {
        blanks();
        int begin = at;
        while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        if (at == begin) {
            throw wrong(what);
        }
        return line.substring(begin, at);
    }

    private double value(String text) throws Unreadable {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> number(text, "a number");
        };
    }

    private long millis(String text) throws Unreadable {
        return openMetrics ? Math.round(1_000 * number(text, "a time in seconds")) : (long) number(text, "a time");
    }

    private double number(String text, String what) throws Unreadable {
        // Java reads more than the format has: hexadecimal numbers, and letters behind a number.
        if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            return Double.parseDouble(text);
        }
        at -= text.length();
        throw wrong(what);
    }

    private void expect(char one) throws Unreadable {
        if (!found(one)) {
            throw wrong("'" + one + "'");
        }
    }

    private boolean found(char one) {
        boolean there = at < line.length() && line.charAt(at) == one;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
    }

    private Unreadable wrong(String expected) {
        String rest = line.substring(Math.min(at, line.length()));
        return new Unreadable("line " + number + ", column " + (at + 1) + ": expected " + expected + ", found "
                + (rest.isEmpty()
                        ? "the end of the line"
                        : "\"" + rest.substring(0, Math.min(40, rest.length())) + "\""));
    }
}
