package dev.headgate.documents;

import java.util.List;

/**
 * What became of a text: a document, perhaps with warnings, or the reasons why it is none. Immutable.
 *
 * @param <T> the document's record
 */
public sealed interface Parsed<T> {

    /** Errors and warnings in the order of the text. */
    List<Problem> problems();

    /**
     * A document that may be used.
     *
     * @param value the document
     * @param warnings what looks wrong in it
     */
    record Valid<T>(T value, List<Problem> warnings) implements Parsed<T> {

        /** Copies the list. */
        public Valid {
            warnings = List.copyOf(warnings);
        }

        @Override
        public List<Problem> problems() {
            return warnings;
        }
    }

    /**
     * A text that may not be used.
     *
     * @param problems at least one error, and the warnings found on the way
     */
    record Invalid<T>(List<Problem> problems) implements Parsed<T> {

        /** Copies the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
