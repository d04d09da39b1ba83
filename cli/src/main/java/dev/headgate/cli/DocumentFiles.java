package dev.headgate.cli;

import dev.headgate.documents.Parsed;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Files that a command validates, and how it says what it has found. */
final class DocumentFiles {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files to look at.")
    private List<Path> files = List.of();

    @Mixin
    private OutputOption output;

    /**
     * Validates all of them.
     *
     * @param reader reads a document, given its name and text
     * @param summary says in a line what a good one is
     * @return the exit code
     */
    <T> int validate(BiFunction<String, String, Parsed<T>> reader, Function<T, String> summary) {
        return Documents.validate(
                files, reader, summary, output.json(), spec.commandLine().getOut());
    }
}
