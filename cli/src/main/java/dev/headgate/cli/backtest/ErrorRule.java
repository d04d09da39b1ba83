package dev.headgate.cli.backtest;

import dev.headgate.schemas.model.Outcome;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * When a row is a failed request: {@code status>=500} compares a column with a number, {@code error,timeout} lists the
 * values that mean it.
 *
 * @param column the column that is looked at; empty for the one that {@code --outcome} names
 * @param text as written
 */
public record ErrorRule(Optional<String> column, String text) {

    private static final Pattern COMPARISON =
            Pattern.compile("\\s*([^<>=!]*?)\\s*(>=|<=|!=|>|<|=)\\s*(\\d+(?:\\.\\d+)?)\\s*");

    /** How the column's values are judged. */
    interface Test {
        /**
         * How a request with this value ended.
         *
         * @throws IllegalArgumentException if the value says nothing about it
         */
        Outcome of(String value);
    }

    /** Reads a rule as it is written on the command line. */
    public static ErrorRule of(String text) {
        Matcher comparison = COMPARISON.matcher(text);
        boolean named = comparison.matches() && !comparison.group(1).isEmpty();
        return new ErrorRule(named ? Optional.of(comparison.group(1)) : Optional.empty(), text);
    }

    /** The rule where none is given: the words of our own events. */
    static Test words() {
        return value -> switch (value.strip()) {
            case "success" -> Outcome.SUCCESS;
            case "error" -> Outcome.ERROR;
            default ->
                throw new IllegalArgumentException(
                        "expected success or error, found \"" + value + "\"; --error-when says what means an error");
        };
    }

    Test test() {
        Matcher comparison = COMPARISON.matcher(text);
        if (comparison.matches()) {
            double limit = Double.parseDouble(comparison.group(3));
            DoublePredicate failed = failed(comparison.group(2), limit);
            return value -> failed.test(number(value)) ? Outcome.ERROR : Outcome.SUCCESS;
        }
        Set<String> values =
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        return value -> values.contains(value.strip()) ? Outcome.ERROR : Outcome.SUCCESS;
    }

    private static DoublePredicate failed(String operator, double limit) {
        return switch (operator) {
            case ">=" -> value -> value >= limit;
            case "<=" -> value -> value <= limit;
            case ">" -> value -> value > limit;
            case "<" -> value -> value < limit;
            case "=" -> value -> value == limit;
            default -> value -> value != limit;
        };
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found \"" + value + "\"", e);
        }
    }
}
