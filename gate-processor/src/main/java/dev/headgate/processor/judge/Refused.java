package dev.headgate.processor.judge;

/**
 * Thrown where a record turns out not to be usable; becomes its dead letter.
 *
 * <p>The record's bytes are all there is to know of it, so no stack trace is kept.
 */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String word;

    /**
     * @param word a word of the dead letters' vocabulary
     * @param detail what was found and what was expected
     */
    Refused(String word, String detail) {
        super(detail, null, false, false);
        this.word = word;
    }

    String word() {
        return word;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
