package dev.headgate.console.model;

/** A cursor that no answer has given. */
public final class UnusableCursor extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    UnusableCursor(String cursor) {
        super("cursor: expected the `next` of an earlier answer to the same question, found \"" + cursor
                + "\"; leave it out to begin anew");
    }
}
