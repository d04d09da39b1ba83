package dev.headgate.executor.dispatch;

import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A part of a step with all placeholders replaced: what exactly will be done.
 *
 * @param step which step, counted from 0
 * @param part which part of it
 * @param name how it is called among the results
 * @param action what is done
 * @param budget how long it may take
 */
record ReadyPart(int step, Part part, String name, Action action, Duration budget) {

    /**
     * Readies it.
     *
     * @param problems what cannot be replaced is added, a sentence each: it must not begin then
     * @throws IllegalStateException if the step has no such part
     */
    static ReadyPart of(
            BoundRunbook runbook, int index, Part part, SortedMap<String, String> results, List<String> problems) {
        Step step = runbook.written().get(index);
        Action action = runbook.outputs().replaced(action(step, part), results, problems);
        return new ReadyPart(index, part, part.of(step), action, budget(step, part));
    }

    private static Action action(Step step, Part part) {
        return switch (part) {
            case ACTION -> step.action();
            case VERIFICATION -> step.verify().map(Step.Verification::action).orElseThrow(() -> none(step, part));
            case UNDO -> step.undo().map(Step.Undo::action).orElseThrow(() -> none(step, part));
        };
    }

    private static Duration budget(Step step, Part part) {
        return switch (part) {
            case ACTION -> step.budget();
            case VERIFICATION -> step.verify().map(Step.Verification::budget).orElseThrow(() -> none(step, part));
            case UNDO -> step.undo().map(Step.Undo::budget).orElseThrow(() -> none(step, part));
        };
    }

    private static IllegalStateException none(Step step, Part part) {
        return new IllegalStateException("step " + step.name() + " has no " + part.wireName());
    }

    /** To be begun after it is journalled, within what is left. */
    Effect effect(JournalEntry entry, Execution soFar, Duration left, Instant notBefore) {
        return new Effect(
                entry.decision().service(),
                entry.decision().decisionId(),
                entry.decision().correlationId(),
                entry.decision().kind(),
                soFar.attempt(),
                step,
                part,
                name,
                action,
                budget.compareTo(left) <= 0 ? budget : left,
                notBefore,
                entry.order());
    }
}
