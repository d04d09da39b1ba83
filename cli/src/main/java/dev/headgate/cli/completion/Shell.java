package dev.headgate.cli.completion;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A shell that can complete words. */
public enum Shell {
    /** GNU Bash, with or without the package bash-completion. */
    BASH,
    /** The Z shell, by its support for Bash's completions. */
    ZSH,
    /** The friendly interactive shell. */
    FISH;

    /**
     * The script that teaches it.
     *
     * @param name how the command is called
     * @param line the command
     */
    public String script(String name, CommandLine line) {
        return switch (this) {
            // What picocli writes for Bash asks the Z shell for Bash's completions itself.
            case BASH, ZSH -> AutoComplete.bash(name, line);
            case FISH -> FishCompletion.of(name, line);
        };
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word from the command line. */
    public static final class Converter implements ITypeConverter<Shell> {
        @Override
        public Shell convert(String word) {
            return Arrays.stream(values())
                    .filter(shell -> shell.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected bash, zsh or fish, found '" + word + "'"));
        }
    }

    /** The words that the command line takes. */
    public static final class Words implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            List<String> words = Arrays.stream(values()).map(Shell::word).toList();
            return words.iterator();
        }
    }
}
