package dev.headgate.console.command;

/** An order whose key was used for another one. */
public final class KeyUsedOtherwise extends Exception {
    private static final long serialVersionUID = 1L;

    KeyUsedOtherwise() {
        super("this Idempotency-Key was used for another request; take a new one for each command");
    }
}
