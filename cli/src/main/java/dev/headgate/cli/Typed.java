package dev.headgate.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a person types. */
final class Typed {
    private Typed() {}

    /** The next line of standard input, without blanks around it; empty at its end. */
    static String line() {
        try {
            // Not closed: standard input is not ours.
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return Optional.ofNullable(in.readLine()).map(String::strip).orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was typed", e);
        }
    }
}
