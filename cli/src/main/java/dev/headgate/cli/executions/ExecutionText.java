package dev.headgate.cli.executions;

import dev.headgate.cli.terminal.DecisionText;
import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.cli.terminal.TextTable;
import dev.headgate.client.Answerable;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Executions for people: all in a table, or one decision's in full. */
public final class ExecutionText {

    private ExecutionText() {}

    /** What holds executors back, on one line; empty if nothing does. */
    public static Optional<String> hold(List<JournalEntry> holds, Palette palette) {
        return holds.stream()
                .max(Comparator.comparing(entry -> entry.decision().evaluatedAt()))
                .map(entry -> palette.yellow("HELD") + " since "
                        + second(entry.decision().evaluatedAt()) + ", "
                        + Text.visible(entry.decision().reason()) + "; in " + holds.size()
                        + (holds.size() == 1 ? " partition" : " partitions")
                        + "; \"headgate executions release --reason TEXT\" ends it");
    }

    /** A row for each attempt. */
    public static List<String> table(List<Recorded> all, Instant now, Palette palette) {
        var table = new TextTable("begun at", "service", "decision", "kind", "status", ">attempt", ">took", "reason");
        for (Recorded one : all) {
            Execution execution = one.execution();
            table.row(
                    second(execution.startedAt()),
                    Text.visible(execution.service()),
                    Text.visible(execution.decisionId()),
                    one.decision().map(decision -> decision.kind().wireName()).orElse(Figures.NONE),
                    status(one.status(), palette),
                    Integer.toString(execution.attempt()),
                    one.took(now).map(Figures::elapsed).orElse(Figures.NONE),
                    Text.visible(one.reason()));
        }
        return table.lines(palette);
    }

    /** How those are answered that wait for a person, and until when; nothing if none does. */
    public static List<String> answers(List<Recorded> all, Palette palette) {
        return all.stream().flatMap(one -> answers(one, palette)).toList();
    }

    private static Stream<String> answers(Recorded one, Palette palette) {
        return one.question().stream()
                .flatMap(question -> Stream.concat(
                        Stream.of(palette.yellow("ANSWER") + " until " + second(question.until())),
                        Answerable.commands(one.execution().decisionId(), question).stream()
                                .map(command -> "  " + Text.visible(command))));
    }

    /** The same on one line, for one that was just recorded. */
    public static String line(Recorded one, Palette palette) {
        Execution execution = one.execution();
        Instant at =
                one.question().map(Question::askedAt).or(execution::finishedAt).orElse(execution.startedAt());
        return palette.dim(second(at)) + "  "
                + palette.bold(Text.visible(execution.service())) + "  " + Text.visible(execution.executionId()) + "  "
                + one.decision()
                        .map(decision -> decision.kind().wireName() + "  ")
                        .orElse("")
                + status(one.status(), palette) + "  " + Text.visible(one.reason());
    }

    /**
     * Everything of one decision.
     *
     * @param attempts its attempts, one at least
     */
    public static List<String> lines(List<Recorded> attempts, Instant now, Palette palette) {
        List<String> lines = new ArrayList<>();
        Recorded first = attempts.get(0);
        lines.add(palette.bold(Text.visible(first.execution().decisionId())) + "  "
                + Text.visible(first.execution().service()));
        lines.add(first.decision()
                .map(decision -> "decision  " + decision(decision, palette))
                .orElse("decision  is not kept any more"));
        lines.add("runbook   " + orNone(first.execution().runbook()));
        for (Recorded attempt : attempts) {
            lines.add("");
            lines.addAll(attempt(attempt, now, palette));
        }
        return lines;
    }

    private static String decision(Decision decision, Palette palette) {
        return decision.kind().wireName() + "  " + decision.baseline() + " → " + decision.canary() + "  "
                + DecisionText.shift(decision) + "  " + palette.dim("decided " + second(decision.evaluatedAt()));
    }

    private static List<String> attempt(Recorded attempt, Instant now, Palette palette) {
        Execution execution = attempt.execution();
        List<String> lines = new ArrayList<>();
        lines.add("attempt " + execution.attempt() + "  " + status(attempt.status(), palette) + "  "
                + second(execution.startedAt())
                + attempt.took(now)
                        .map(took -> execution.finishedAt().isPresent()
                                ? ", took " + Figures.elapsed(took)
                                : ", running for " + Figures.elapsed(took))
                        .orElse("")
                + palette.dim(", by " + Text.visible(execution.executor())));
        lines.add("  reason   " + Text.visible(execution.reason()));
        attempt.question().ifPresent(question -> lines.addAll(asked(execution.decisionId(), question, now, palette)));
        execution.confirmedWeight().ifPresent(weight -> lines.add("  weight   " + weight + " read back as in force"));
        if (!execution.results().isEmpty()) {
            lines.add("  results  "
                    + Text.visible(execution.results().entrySet().stream()
                            .map(result -> result.getKey() + " = " + result.getValue())
                            .collect(Collectors.joining(", "))));
        }
        if (!execution.steps().isEmpty()) {
            lines.addAll(Text.indent(steps(execution.steps(), palette), 2));
        }
        return lines;
    }

    private static List<String> asked(String id, Question question, Instant now, Palette palette) {
        List<String> lines = new ArrayList<>();
        lines.add("  asks     " + Text.visible(question.text()));
        lines.add("  in       step " + Text.visible(question.step()) + ", until " + second(question.until())
                + palette.dim(left(question, now)));
        if (question.about() == Question.About.OUTCOME) {
            lines.add("  first    look: what the executor had started may still run");
        }
        String label = "  answer   ";
        for (String command : Answerable.commands(Text.visible(id), question)) {
            lines.add(label + Text.visible(command));
            label = " ".repeat(label.length());
        }
        return lines;
    }

    private static String left(Question question, Instant now) {
        return now.isBefore(question.until())
                ? ", " + Figures.elapsed(Duration.between(now, question.until())) + " left"
                : ", which is over";
    }

    private static List<String> steps(List<StepResult> steps, Palette palette) {
        var table = new TextTable("step", "status", "begun at", ">took", ">budget", ">exit code");
        for (StepResult step : steps) {
            Duration took = Duration.between(step.startedAt(), step.finishedAt());
            table.row(
                    Text.visible(step.name()),
                    status(step.status().wireName(), palette),
                    second(step.startedAt()),
                    Figures.elapsed(took),
                    step.budget().map(Figures::elapsed).orElse(Figures.NONE),
                    step.exitCode().isPresent()
                            ? Integer.toString(step.exitCode().getAsInt())
                            : Figures.NONE);
        }
        List<String> rows = table.lines(palette);
        List<String> lines = new ArrayList<>();
        lines.add(rows.get(0));
        for (int i = 0; i < steps.size(); i++) {
            lines.add(rows.get(i + 1));
            steps.get(i).output().lines().forEach(line -> lines.add(palette.dim("  | ") + Text.visible(line)));
        }
        return lines;
    }

    /** Green is done, red is a person's, yellow changed nothing or goes on. */
    private static String status(String word, Palette palette) {
        return switch (word) {
            case "succeeded" -> palette.green(word);
            case "failed" -> palette.red(word);
            case "started" -> palette.cyan(word);
            default -> palette.yellow(word);
        };
    }

    private static String second(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String orNone(String text) {
        return text.isEmpty() ? Figures.NONE : Text.visible(text);
    }
}
