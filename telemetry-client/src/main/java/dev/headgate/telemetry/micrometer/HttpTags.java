package dev.headgate.telemetry.micrometer;

import java.util.Optional;
import java.util.function.Function;

/** What the tags that frameworks give their HTTP server's timers and observations say. */
final class HttpTags {

    private static final int FIRST_SERVER_ERROR = 500;

    private HttpTags() {}

    /**
     * Method and pattern, as {@code GET /orders/{id}}; what stands in their place where one is missing.
     *
     * @param otherwise the operation where there is no {@code uri}
     */
    static String operation(Function<String, Optional<String>> tags, String otherwise) {
        Optional<String> uri = tags.apply("uri").filter(text -> !text.isBlank());
        Optional<String> method = tags.apply("method").filter(text -> !text.isBlank() && !text.equals("none"));
        return uri.map(pattern -> method.map(word -> word + " " + pattern).orElse(pattern))
                .orElse(otherwise);
    }

    /** By the status where there is one: below 500. Else by the outcome and whether there was an exception. */
    static boolean success(Function<String, Optional<String>> tags, boolean failed) {
        Optional<Integer> status = tags.apply("status").flatMap(HttpTags::number);
        if (status.isPresent()) {
            return status.get() < FIRST_SERVER_ERROR;
        }
        boolean serverError =
                tags.apply("outcome").filter("SERVER_ERROR"::equals).isPresent();
        return !failed && !serverError;
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[1-5][0-9]{2}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
