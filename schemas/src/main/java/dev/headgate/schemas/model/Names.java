package dev.headgate.schemas.model;

import java.util.regex.Pattern;

/** The form of names that end up in topic keys, metric labels, command arguments and file names. */
public final class Names {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern OPERATION = Pattern.compile("[\\x21-\\x7E][\\x20-\\x7E]{0,199}");

    private Names() {}

    /** Whether this can name a service, a version, a rollout, a policy or a runbook: 1 to 100 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether this can name an operation: 1 to 200 printable ASCII characters, as {@code POST /orders/{id}}. */
    public static boolean isOperation(String text) {
        return OPERATION.matcher(text).matches();
    }

    /**
     * Returns the name unchanged.
     *
     * @throws IllegalArgumentException if it is not a name; the message says what was expected of {@code what}
     */
    public static String requireName(String what, String text) {
        if (!isName(text)) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 100 of A-Z a-z 0-9 . _ - and begin with a letter or digit, found \"" + text
                            + "\"");
        }
        return text;
    }
}
