package dev.headgate.cli;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.Problem;
import dev.headgate.documents.RunbookReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Runbook;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reading documents from files, and telling what is wrong with them. */
final class Documents {
    private Documents() {}

    /**
     * Looks at each file and tells what it found.
     *
     * @param reader source name and text to document
     * @param summary a good document in a few words
     * @return {@link ExitCode#DONE}, or {@link ExitCode#PROBLEMS} when a document may not be used
     */
    static <T> int validate(
            List<Path> files,
            BiFunction<String, String, Parsed<T>> reader,
            Function<T, String> summary,
            boolean json,
            PrintWriter out) {
        boolean good = true;
        for (Path file : files) {
            Parsed<T> parsed = reader.apply(file.toString(), read(file));
            if (json) {
                out.println(json(file, parsed));
            } else {
                print(file, parsed, summary, out);
            }
            good &= parsed instanceof Parsed.Valid<T>;
        }
        return good ? ExitCode.DONE : ExitCode.PROBLEMS;
    }

    /** A policy that may be used; empty if it may not. What is wrong with it is printed. */
    static Optional<Policy> policy(Path file, PrintWriter err) {
        return usable(PolicyReader.read(file.toString(), read(file)), err);
    }

    /** A runbook that may be used; empty if it may not. What is wrong with it is printed. */
    static Optional<Runbook> runbook(Path file, PrintWriter err) {
        return usable(RunbookReader.read(file.toString(), read(file)), err);
    }

    private static <T> Optional<T> usable(Parsed<T> parsed, PrintWriter err) {
        if (!parsed.problems().isEmpty()) {
            err.println(
                    Problem.render(parsed.problems(), Terminal.errorPalette().colour()));
        }
        return parsed instanceof Parsed.Valid<T> valid ? Optional.of(valid.value()) : Optional.empty();
    }

    /** The same as it is sent: the gate reads it again. */
    static Optional<PolicyText> policyText(Path file, PrintWriter err) {
        return policy(file, err).map(usable -> text(file));
    }

    /** A policy as it is written. */
    static PolicyText text(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("policy");
        return PolicyHash.textOf(name, read(file));
    }

    /** A file's text. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read " + file + ": " + (Files.isDirectory(file) ? "it is a directory" : why(e)),
                    "Give the path of a YAML file in UTF-8 that may be read.",
                    e);
        }
    }

    /** Why a file cannot be read, in words. */
    static String why(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "you may not read it";
        }
        return failure instanceof CharacterCodingException ? "it is not UTF-8" : Failures.message(failure);
    }

    private static <T> void print(Path file, Parsed<T> parsed, Function<T, String> summary, PrintWriter out) {
        if (!parsed.problems().isEmpty()) {
            out.println(Problem.render(parsed.problems(), Terminal.palette().colour()));
        }
        if (parsed instanceof Parsed.Valid<T> valid) {
            out.println(Terminal.palette().green("✓ ") + file + ": " + summary.apply(valid.value()));
        } else {
            long errors = parsed.problems().stream()
                    .filter(problem -> problem.level() == Problem.Level.ERROR)
                    .count();
            out.println(Terminal.palette().red("✗ ") + file + ": " + errors + (errors == 1 ? " error" : " errors"));
        }
    }

    private static <T> String json(Path file, Parsed<T> parsed) {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("file", file.toString())
                .put("valid", parsed instanceof Parsed.Valid<T>);
        var problems = node.putArray("problems");
        for (Problem problem : parsed.problems()) {
            ObjectNode entry = problems.addObject()
                    .put("level", problem.level().name().toLowerCase(java.util.Locale.ROOT))
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message())
                    .put("found", problem.found())
                    .put("expected", problem.expected());
            problem.suggestion().ifPresent(words -> entry.put("suggestion", words));
        }
        return node.toString();
    }
}
