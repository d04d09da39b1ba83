package dev.headgate.console.http;

import dev.headgate.console.command.RequestProblem;
import java.util.List;
import java.util.Locale;

/**
 * An answer that says what is wrong, as of RFC 9457.
 *
 * @param type names the kind of problem
 * @param title a few words
 * @param status of HTTP
 * @param detail what was found, what was expected, what to do next
 * @param instance the path that was asked for
 * @param problems each of several, where there are
 */
record Problem(String type, String title, int status, String detail, String instance, List<RequestProblem> problems) {

    /** Its media type. */
    static final String MEDIA_TYPE = "application/problem+json";

    private static final String TYPES = "https://headgate.dev/problems/";

    /** Copies the list. */
    Problem {
        problems = List.copyOf(problems);
    }

    /** One thing that is wrong. */
    static Problem of(int status, String title, String detail, String instance) {
        return of(status, title, detail, instance, List.of());
    }

    /** Several things that are wrong. */
    static Problem of(int status, String title, String detail, String instance, List<RequestProblem> problems) {
        String word = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        return new Problem(TYPES + word, title, status, detail, instance, problems);
    }
}
