package dev.headgate.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a line, read from left to right. Not thread-safe. */
final class Words {

    private static final Pattern WORD = Pattern.compile("\\S+");

    private final Text text;
    private final List<Stretch> words = new ArrayList<>();
    private int at;

    private record Stretch(int from, int to) {}

    Words(Text text) {
        this.text = text;
        Matcher matcher = WORD.matcher(text.value());
        while (matcher.find()) {
            words.add(new Stretch(matcher.start(), matcher.end()));
        }
    }

    boolean ended() {
        return at >= words.size();
    }

    /** The next word; empty at the end. */
    String peek() {
        return ended() ? "" : written(words.get(at));
    }

    /** Takes the next word. */
    String next(String expected) throws Refusal {
        if (ended()) {
            throw new Refusal(
                    Problem.error(text.whole(), "something is missing here").expected(expected));
        }
        return written(words.get(at++));
    }

    /** Takes the next words if they are these. */
    boolean accept(String phrase) {
        List<String> wanted = List.of(phrase.split(" "));
        if (at + wanted.size() > words.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!written(words.get(at + i)).equals(wanted.get(i))) {
                return false;
            }
        }
        at += wanted.size();
        return true;
    }

    /** All that is left. */
    String rest(String expected) throws Refusal {
        if (ended()) {
            next(expected);
        }
        String rest = text.value().substring(words.get(at).from()).strip();
        at = words.size();
        return rest;
    }

    /** The place of the word taken last; the whole line before that. */
    Place place() {
        if (at == 0 || words.isEmpty()) {
            return text.whole();
        }
        Stretch last = words.get(Math.min(at, words.size()) - 1);
        return text.place(last.from(), last.to());
    }

    /** A problem with the word taken last. */
    Problem problem(String message, String found) {
        return Problem.error(place(), message).found("`" + found + "`");
    }

    Place whole() {
        return text.whole();
    }

    String value() {
        return text.value();
    }

    /** @throws Refusal unless everything was read */
    void expectEnd(String expected) throws Refusal {
        if (!ended()) {
            String word = next(expected);
            throw new Refusal(problem("this is more than belongs here", word).expected(expected));
        }
    }

    private String written(Stretch stretch) {
        return text.value().substring(stretch.from(), stretch.to());
    }
}
