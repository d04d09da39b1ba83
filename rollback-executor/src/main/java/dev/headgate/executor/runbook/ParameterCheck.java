package dev.headgate.executor.runbook;

import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.RunbookParameter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a value that a decision gives against what the runbook declares. */
final class ParameterCheck {

    private static final int LONGEST_TEXT = 500;
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,9})?");

    private ParameterCheck() {}

    /** What is wrong with the value, if anything. The value itself is shown cut, without control characters. */
    static Optional<String> problem(RunbookParameter parameter, String value) {
        return ofType(parameter, value)
                .or(() -> parameter
                        .pattern()
                        .filter(pattern -> !Pattern.matches(pattern, value))
                        .map(pattern -> "match " + pattern))
                .map(expected ->
                        "parameter " + parameter.name() + " must " + expected + ", found \"" + shown(value) + "\"");
    }

    private static Optional<String> ofType(RunbookParameter parameter, String value) {
        return switch (parameter.type()) {
            case NAME, VERSION ->
                expected(Names.isName(value), "be 1 to 100 of A-Z a-z 0-9 . _ - and begin with a letter or digit");
            case WEIGHT ->
                expected(
                        NUMBER.matcher(value).matches() && Double.parseDouble(value) <= 100,
                        "be a number from 0 to 100");
            case INTEGER -> expected(INTEGER.matcher(value).matches(), "be a whole number");
            case TEXT ->
                expected(
                        value.length() <= LONGEST_TEXT && value.chars().noneMatch(Character::isISOControl),
                        "be at most " + LONGEST_TEXT + " characters without control characters");
        };
    }

    private static Optional<String> expected(boolean met, String expectation) {
        return met ? Optional.empty() : Optional.of(expectation);
    }

    private static String shown(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
    }
}
