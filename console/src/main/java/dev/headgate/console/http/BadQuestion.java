package dev.headgate.console.http;

/** A parameter of an address that cannot be used; the message says what was expected. */
final class BadQuestion extends Exception {

    private static final long serialVersionUID = 1L;

    BadQuestion(String message) {
        super(message);
    }
}
