package dev.headgate.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command that only holds others was given alone. */
final class MissingCommand extends ParameterException {
    private static final long serialVersionUID = 1L;

    MissingCommand(CommandLine line) {
        super(line, "say what to do: \"" + line.getCommandSpec().qualifiedName() + "\" needs a COMMAND");
    }
}
