package dev.headgate.cli.runbook;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.documents.Durations;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A runbook in plain sentences. */
public final class RunbookExplanation {

    private static final int WIDTH = 100;

    private final Runbook runbook;
    private final Palette palette;
    private final List<String> lines = new ArrayList<>();

    private RunbookExplanation(Runbook runbook, Palette palette) {
        this.runbook = runbook;
        this.palette = palette;
    }

    /**
     * Its lines.
     *
     * @param validity how long an advance of the policy that calls it is valid
     */
    public static List<String> lines(Runbook runbook, Duration validity, Palette palette) {
        return new RunbookExplanation(runbook, palette).lines(validity);
    }

    private List<String> lines(Duration validity) {
        lines.add(palette.bold(runbook.name())
                + (runbook.description().isEmpty() ? "" : ": " + Text.visible(runbook.description())));
        wrap(
                "  ",
                "  ",
                given() + " It takes at most " + Durations.written(RunbookTimes.longest(runbook)) + undoing() + ".");
        wrap("  ", "  ", readBack());
        lines.add("");
        for (int i = 0; i < runbook.steps().size(); i++) {
            step(i + 1, runbook.steps().get(i));
        }
        lines.add("");
        List<String> traps = RunbookTraps.of(runbook, validity);
        lines.add(traps.isEmpty() ? palette.green("No traps found.") : palette.yellow(palette.bold("Traps")));
        traps.forEach(trap -> wrap("  " + palette.yellow("! "), "    ", trap));
        return lines;
    }

    private String given() {
        String parameters =
                runbook.parameters().stream().map(RunbookExplanation::parameter).collect(Collectors.joining(", "));
        return parameters.isEmpty() ? "It is given nothing." : "It is given " + parameters + ".";
    }

    private static String parameter(RunbookParameter parameter) {
        return parameter.name() + " (" + parameter.type().wireName()
                + parameter.pattern().map(pattern -> " that matches " + pattern).orElse("") + ")";
    }

    private String undoing() {
        Duration undoing = RunbookTimes.undoing(runbook);
        return undoing.isZero() ? "" : ", of which undoing may take " + Durations.written(undoing);
    }

    private String readBack() {
        String steps = runbook.steps().stream()
                .filter(Step::shiftsTraffic)
                .map(Step::name)
                .collect(Collectors.joining(", "));
        return steps.isEmpty()
                ? "No step reads a weight back: it can be a hook or a mitigation, and shifts nothing."
                : "The weight in force is read back by " + steps + ": what fails after that is no failed shift.";
    }

    private void step(int number, Step step) {
        String tries = step.tries() == 1
                ? ""
                : ", and " + Durations.written(RunbookTimes.ofTries(step)) + " with " + step.tries()
                        + " tries and the pauses between them";
        String when = step.when()
                .map(it -> "Only if " + it.name() + (it.equal() ? " is " : " is not ") + it.text() + ": ")
                .orElse("");
        lines.add(number + ". " + palette.bold(step.name()));
        wrap(
                "     ",
                "     ",
                when + ActionText.brief(step.action()) + ", at most " + Durations.written(step.budget()) + tries + "."
                        + outputs(step));
        boolean confirms = step.action() instanceof Action.Confirm;
        wrap(
                "     ",
                "     ",
                (confirms ? "If the answer is no, or nobody answers in time, " : "If it fails, ") + failure(step)
                        + " After a crash, " + (confirms ? "the wait goes on." : crash(step)));
        step.undo()
                .ifPresent(undo -> wrap(
                        "     ",
                        "     ",
                        "Undone by what " + ActionText.brief(undo.action()) + ", at most "
                                + Durations.written(undo.budget()) + "."));
    }

    private static String outputs(Step step) {
        String names = step.outputs().stream().map(RunbookParameter::name).collect(Collectors.joining(", "));
        return (names.isEmpty() ? "" : " It must say " + names + ".")
                + step.confirms()
                        .map(field -> " Its field " + field + " is the weight in force.")
                        .orElse("");
    }

    private static String failure(Step step) {
        String retreat = step.action() instanceof Action.Confirm
                ? "; a no ends a rollback or step back, too, one that nobody answers asks again"
                : retreat(step);
        return switch (step.onFailure()) {
            case STOP -> "the runbook ends as failed" + retreat + ".";
            case CONTINUE -> "that is named in the outcome and the next step follows.";
            case COMPENSATE -> "the steps before it are undone, the last first, and it ends as failed" + retreat + ".";
        };
    }

    private static String retreat(Step step) {
        return switch (step.recovery()) {
            case RERUN -> "; a rollback or step back tries it again until it succeeds";
            case VERIFY -> "; a rollback or step back verifies it and tries it again";
            case ASK -> ", also of a rollback, and a person decides";
        };
    }

    private static String crash(Step step) {
        return switch (step.recovery()) {
            case RERUN -> "it runs again.";
            case ASK -> "it does not run again: " + person(step);
            case VERIFY ->
                step.verify()
                                .map(verify -> "it is found out whether it had its effect ("
                                        + ActionText.brief(verify.action()) + ", at most "
                                        + Durations.written(verify.budget()) + ")")
                                .orElse("it is verified")
                        + ": if so the next step follows, if not it runs again, otherwise " + person(step);
        };
    }

    private static String person(Step step) {
        return step.answerWithin().isZero()
                ? "it ends as failed, and a person decides."
                : "for " + Durations.written(step.answerWithin()) + " a person is asked what became of it, then it ends"
                        + " as failed; a rollback or step back asks again.";
    }

    private void wrap(String first, String others, String text) {
        List<String> wrapped = Text.wrap(Text.visible(text), WIDTH - Math.max(Text.width(first), others.length()));
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((i == 0 ? first : others) + wrapped.get(i));
        }
    }
}
