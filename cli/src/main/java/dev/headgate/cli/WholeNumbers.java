package dev.headgate.cli;

import picocli.CommandLine.TypeConversionException;

/** Reads numbers from the command line; what is none is told in words that are not a programmer's. */
final class WholeNumbers {
    private WholeNumbers() {}

    static Integer ofInt(String word) {
        try {
            return Integer.valueOf(word);
        } catch (NumberFormatException e) {
            throw wrong(word);
        }
    }

    static Short ofShort(String word) {
        try {
            return Short.valueOf(word);
        } catch (NumberFormatException e) {
            throw wrong(word);
        }
    }

    private static TypeConversionException wrong(String word) {
        return new TypeConversionException("expected a whole number, found '" + word + "'");
    }
}
