package dev.headgate.cli.runbook;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.documents.Durations;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a runbook would do with these parameters, exactly. */
public final class DryRun {

    private final BoundRunbook runbook;
    private final Palette palette;

    private DryRun(BoundRunbook runbook, Palette palette) {
        this.runbook = runbook;
        this.palette = palette;
    }

    /** Its lines. What a step finds out is not known yet and stands as <code>${steps.STEP.OUTPUT}</code>. */
    public static List<String> lines(BoundRunbook runbook, Palette palette) {
        return new DryRun(runbook, palette).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(palette.bold(runbook.name()) + ", at most " + Durations.written(runbook.budget())
                + "; nothing of this is done");
        runbook.parameters().forEach((name, value) -> lines.add("  " + name + " = " + Text.visible(value)));
        for (int i = 0; i < runbook.steps().size(); i++) {
            lines.add("");
            step(i, runbook.steps().get(i), lines);
        }
        return lines;
    }

    private void step(int index, Step step, List<String> lines) {
        lines.add((index + 1) + ". " + palette.bold(step.name()) + ", at most " + Durations.written(step.budget())
                + (step.tries() == 1 ? "" : ", up to " + step.tries() + " tries"));
        step.when().ifPresent(condition -> lines.add("     " + palette.yellow(condition(condition))));
        add("", ActionText.exact(step.action()), lines);
        step.verify().ifPresent(verify -> add("to verify: ", ActionText.exact(verify.action()), lines));
        step.undo().ifPresent(undo -> add("to undo: ", ActionText.exact(undo.action()), lines));
    }

    private String condition(StepCondition condition) {
        String written = condition.name() + (condition.equal() ? " = " : " != ") + condition.text();
        return Optional.ofNullable(runbook.parameters().get(condition.name()))
                .map(value -> condition.holds(value)
                        ? "done, since " + written
                        : "left out: only if " + written + ", and it is " + Text.visible(value))
                .orElse("only if " + written);
    }

    private static void add(String before, List<String> more, List<String> lines) {
        for (int i = 0; i < more.size(); i++) {
            lines.add("     " + (i == 0 ? before : " ".repeat(before.length())) + Text.visible(more.get(i)));
        }
    }
}
