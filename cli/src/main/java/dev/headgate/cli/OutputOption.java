package dev.headgate.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code -o}, of commands whose output is data. */
final class OutputOption {
    /** How output is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            converter = FormatConverter.class,
            completionCandidates = Words.class,
            description = "For people, or for programs: one JSON document per line (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    /** Whether programs read it. */
    boolean json() {
        return format == Format.JSON;
    }

    /** The words that it takes, for completion. */
    static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("text", "json").iterator();
        }
    }

    /** Reads the word from the command line. */
    static final class FormatConverter implements ITypeConverter<Format> {
        @Override
        public Format convert(String word) {
            return Arrays.stream(Format.values())
                    .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected text or json, found '" + word + "'"));
        }
    }
}
