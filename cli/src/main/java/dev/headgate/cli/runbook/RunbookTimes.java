package dev.headgate.cli.runbook;

import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Step;
import java.time.Duration;

/** How long things may take at most. */
final class RunbookTimes {

    private static final int LONGEST_PAUSE = 30;

    private RunbookTimes() {}

    /** A step with all its tries and the pauses between them. */
    static Duration ofTries(Step step) {
        return tries(step.budget(), step.tries());
    }

    /** All steps one after the other, with all their tries. */
    static Duration ofTries(Runbook runbook) {
        return runbook.steps().stream().map(RunbookTimes::ofTries).reduce(Duration.ZERO, Duration::plus);
    }

    /** The whole: its steps within its budget, and what undoing takes beside it. */
    static Duration longest(Runbook runbook) {
        Duration steps = ofTries(runbook);
        return (steps.compareTo(runbook.budget()) < 0 ? steps : runbook.budget()).plus(undoing(runbook));
    }

    /** All undoing that a failure can call for, with all tries. */
    static Duration undoing(Runbook runbook) {
        int last = -1;
        for (int i = 0; i < runbook.steps().size(); i++) {
            last = runbook.steps().get(i).onFailure() == Step.OnFailure.COMPENSATE ? i : last;
        }
        return runbook.steps().subList(0, Math.max(last, 0)).stream()
                .flatMap(step -> step.undo().stream())
                .map(undo -> tries(undo.budget(), undo.tries()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration tries(Duration budget, int tries) {
        Duration all = budget.multipliedBy(tries);
        for (int pause = 1; pause < tries; pause++) {
            all = all.plusSeconds(Math.min(1L << Math.min(pause - 1, 10), LONGEST_PAUSE));
        }
        return all;
    }
}
