package dev.headgate.cli;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.documents.NearestWord;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How words are answered that are not understood: what is wrong with them, what was perhaps meant, and where the help
 * is. The help itself is shown only where a command is missing: there it is the answer.
 */
final class Misunderstandings {
    private Misunderstandings() {}

    /** Prints it on the error output and gives the exit code. */
    static int report(ParameterException misunderstood, String[] arguments) {
        CommandLine line = misunderstood.getCommandLine();
        PrintWriter err = line.getErr();
        Palette palette = Terminal.errorPalette();
        String name = line.getCommandSpec().qualifiedName();
        err.println(palette.red("headgate: ") + message(misunderstood, name));
        Optional<String> meant = meant(misunderstood);
        if (misunderstood instanceof MissingCommand) {
            line.usage(err);
        } else if (meant.isPresent()) {
            String words = meant.get().startsWith("-") ? meant.get() : name + " " + meant.get();
            err.println("Did you mean \"" + words + "\"? \"" + name + " --help\" shows all.");
        } else {
            err.println("\"" + name + " --help\" shows what it takes, with an example.");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private static String message(ParameterException misunderstood, String name) {
        if (misunderstood instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "\"" + name + "\" does not know '" + unmatched.getUnmatched().get(0) + "'";
        }
        String message = String.valueOf(misunderstood.getMessage());
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }

    private static Optional<String> meant(ParameterException misunderstood) {
        if (!(misunderstood instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        Set<String> commands = misunderstood.getCommandLine().getSubcommands().keySet();
        return NearestWord.to(unmatched.getUnmatched().get(0), commands)
                .or(() -> unmatched.getSuggestions().stream().findFirst());
    }
}
