package dev.headgate.console.command;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field of the body, with dots; empty for the whole
 * @param line of a text in that field, from 1; empty where it has none
 * @param column in that line, from 1
 * @param message what was found, what was expected
 */
public record RequestProblem(Optional<String> field, OptionalInt line, OptionalInt column, String message) {

    static RequestProblem of(String field, String message) {
        return new RequestProblem(Optional.of(field), OptionalInt.empty(), OptionalInt.empty(), message);
    }
}
