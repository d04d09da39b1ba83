package dev.headgate.cli.runbook;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import dev.headgate.documents.Durations;
import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.FailureCategory;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.executor.runbook.StepOutputs;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Does what is safe of a runbook, once each, by the executor's own means, and compares the time it took with its budget. */
public final class Rehearsal {

    private static final int STATE = 9;
    private static final int TIME = 10;

    private final BoundRunbook runbook;
    private final Actions actions;
    private final String id;
    private final Palette palette;
    private final Consumer<String> out;
    private final int names;
    private SortedMap<String, String> results = Labels.NONE;
    private int rehearsed;
    private int bad;
    private int notRun;

    /**
     * Readies one.
     *
     * @param id stands for the decision's
     * @param out takes each line as soon as it is known
     */
    public Rehearsal(BoundRunbook runbook, Actions actions, String id, Palette palette, Consumer<String> out) {
        this.runbook = runbook;
        this.actions = actions;
        this.id = id;
        this.palette = palette;
        this.out = out;
        this.names = runbook.steps().stream()
                .mapToInt(step -> Text.width(step.name()))
                .max()
                .orElse(0);
    }

    /** Does it. Whether at least one step was rehearsed, and each of them well and within its budget. */
    public boolean run() {
        out.accept(palette.dim(row("step", "", "took", "budget", "")));
        for (int i = 0; i < runbook.steps().size(); i++) {
            step(i, runbook.steps().get(i));
        }
        out.accept("");
        out.accept(summary());
        return bad == 0 && rehearsed > 0;
    }

    private void step(int index, Step step) {
        List<String> problems = new ArrayList<>();
        Step ready = runbook.outputs().ready(index, results, problems);
        if (step.action() instanceof Action.Confirm) {
            skipped(step, "a rehearsal asks nobody");
        } else if (!step.safe()) {
            skipped(step, "not marked `safe: true`");
        } else if (!runbook.outputs().applies(index, results)) {
            skipped(step, "left out: its condition does not hold");
        } else if (!problems.isEmpty()) {
            skipped(step, String.join("; ", problems));
        } else {
            rehearse(index, ready);
        }
    }

    private void skipped(Step step, String why) {
        notRun++;
        out.accept(row(step.name(), "not run", Figures.NONE, Durations.written(step.budget()), why));
    }

    private void rehearse(int index, Step step) {
        rehearsed++;
        Effect effect = new Effect(
                "rehearsal",
                id,
                id,
                DecisionKind.RUN,
                1,
                index,
                step.name(),
                step.action(),
                step.budget(),
                Instant.EPOCH,
                new Order(0, 0));
        long begin = System.nanoTime();
        StepOutcome outcome = actions.perform(effect, Optional::empty);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Optional<String> failure = failure(index, outcome);
        boolean late = took.compareTo(step.budget()) > 0
                || (outcome instanceof StepOutcome.Failed failed && failed.category() == FailureCategory.TIME_OUT);
        String state = late ? "overran" : failure.isPresent() ? "failed" : "well";
        bad += late || failure.isPresent() ? 1 : 0;
        String line = row(
                step.name(),
                state,
                Figures.seconds(took),
                Durations.written(step.budget()),
                failure.map(Text::visible).orElse(""));
        out.accept(late || failure.isPresent() ? palette.red(line) : line);
    }

    private Optional<String> failure(int index, StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Done done) {
            StepOutputs.Taken taken = runbook.outputs().take(index, results, done.figures());
            results = taken.results();
            return taken.problems().isEmpty() ? Optional.empty() : Optional.of(String.join("; ", taken.problems()));
        }
        if (outcome instanceof StepOutcome.Failed failed) {
            return Optional.of(failed.reason() + lastLine(failed.output()));
        }
        return Optional.of("it was given up");
    }

    private static String lastLine(String output) {
        return output.isBlank()
                ? ""
                : ": " + output.lines().reduce((first, second) -> second).orElse("");
    }

    private String summary() {
        if (rehearsed == 0) {
            return palette.red("Nothing was rehearsed: no step that would be done is marked `safe: true`.");
        }
        String left = notRun == 0 ? "" : "; " + notRun + (notRun == 1 ? " step was" : " steps were") + " not run";
        return bad == 0
                ? palette.green("All " + rehearsed + " that were rehearsed went well and in time") + left + "."
                : palette.red(bad + " of " + rehearsed + " that were rehearsed did not go well or in time") + left
                        + ".";
    }

    private String row(String name, String state, String took, String budget, String why) {
        return (Text.left(name, names) + "  " + Text.left(state, STATE) + "  " + Text.right(took, TIME) + "  "
                        + Text.right(budget, TIME) + "  " + why)
                .stripTrailing();
    }
}
