package dev.headgate.executor.runbook;

import dev.headgate.documents.Parsed;
import dev.headgate.documents.Problem;
import dev.headgate.documents.RunbookReader;
import dev.headgate.executor.settings.AllowList;
import dev.headgate.schemas.model.Runbook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runbooks of a directory, read once.
 *
 * @param runbooks those that can be used
 * @param problems what is wrong with the others, rendered for people; empty if all can be used
 */
public record RunbookDirectory(Runbooks runbooks, List<String> problems) {

    /** Copies the list. */
    public RunbookDirectory {
        problems = List.copyOf(problems);
    }

    /** Reads every {@code *.yaml} and {@code *.yml} of the directory, in the order of their names. */
    public static RunbookDirectory read(Path directory) {
        return read(directory, AllowList.ALL);
    }

    /** The same; what a file reaches that is not allowed is a problem of it. */
    public static RunbookDirectory read(Path directory, AllowList allowed) {
        Map<String, Runbook> byName = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory, problems)) {
            read(file, problems).forEach(runbook -> {
                problems.addAll(RunbookTargets.problems(file, runbook, allowed));
                if (byName.putIfAbsent(runbook.name(), runbook) != null) {
                    problems.add(file + ": another file holds a runbook " + runbook.name() + " already; rename one");
                }
            });
        }
        if (byName.isEmpty() && problems.isEmpty()) {
            problems.add(directory + " holds no runbook; expected at least one *.yaml");
        }
        return new RunbookDirectory(new Runbooks(byName.values()), problems);
    }

    private static List<Runbook> read(Path file, List<String> problems) {
        try {
            Parsed<Runbook> parsed = RunbookReader.read(file.getFileName().toString(), Files.readString(file));
            if (parsed instanceof Parsed.Valid<Runbook> valid) {
                return List.of(valid.value());
            }
            parsed.problems().stream().map(Problem::render).forEach(problems::add);
        } catch (IOException unreadable) {
            problems.add(file + ": cannot be read (" + unreadable.getMessage() + ")");
        }
        return List.of();
    }

    private static List<Path> files(Path directory, List<String> problems) {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            problems.add(directory + ": cannot be read (" + unreadable.getMessage() + ")");
            return List.of();
        }
    }
}
