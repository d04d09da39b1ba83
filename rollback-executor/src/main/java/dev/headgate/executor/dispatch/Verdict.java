package dev.headgate.executor.dispatch;

import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.executor.runbook.StepOutputs;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.StepResult;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a verification says of its step, each with what was done so far and the verification's own result. */
sealed interface Verdict {

    /** The step had its effect, and said what it was to say. */
    record Yes(Execution soFar) implements Verdict {}

    /** It had none. */
    record No(Execution soFar) implements Verdict {}

    /** That cannot be told. */
    record CannotTell(Execution soFar, String reason) implements Verdict {}

    /** It was not asked. */
    record NotAsked() implements Verdict {}

    /** Reads the outcome of a verification. */
    static Verdict of(
            Effect effect,
            StepOutcome outcome,
            BoundRunbook runbook,
            Execution soFar,
            Executions executions,
            Instant startedAt,
            Instant now) {
        if (outcome instanceof StepOutcome.Done done) {
            StepOutputs.Taken taken = runbook.outputs().take(effect.step(), soFar.results(), done.figures());
            StepResult result =
                    result(effect, taken.problems().isEmpty(), startedAt, now, done.exitCode(), done.output());
            Execution asked = executions.with(soFar, result, Optional.empty(), taken.results());
            return taken.problems().isEmpty()
                    ? new Yes(executions.with(
                            asked, found(effect, runbook, startedAt, now), taken.confirmedWeight(), taken.results()))
                    : cannotTell(effect, asked, String.join("; ", taken.problems()));
        }
        if (outcome instanceof StepOutcome.Failed failed) {
            String said = failed.output().isEmpty() ? failed.reason() : failed.output();
            StepResult result = result(effect, saysNo(failed), startedAt, now, failed.exitCode(), said);
            Execution asked = executions.with(soFar, result, Optional.empty(), soFar.results());
            return saysNo(failed) ? new No(asked) : cannotTell(effect, asked, failed.reason());
        }
        return new NotAsked();
    }

    private static Verdict cannotTell(Effect effect, Execution asked, String why) {
        return new CannotTell(
                asked,
                effect.name() + ": it cannot be told whether the step had its effect (" + why
                        + "); a person must decide");
    }

    /** A command says so with exit code 1, and a lookup by what was answered. */
    private static boolean saysNo(StepOutcome.Failed failed) {
        return failed.category() == FailureCategory.NO_EFFECT
                || (failed.category() == FailureCategory.EXIT_CODE
                        && failed.exitCode().equals(OptionalInt.of(1)));
    }

    private static StepResult result(
            Effect effect, boolean told, Instant startedAt, Instant now, OptionalInt exitCode, String output) {
        ExecutionStatus status = told ? ExecutionStatus.SUCCEEDED : ExecutionStatus.FAILED;
        return new StepResult(effect.name(), status, startedAt, now, exitCode, output);
    }

    private static StepResult found(Effect effect, BoundRunbook runbook, Instant startedAt, Instant now) {
        return new StepResult(
                runbook.steps().get(effect.step()).name(),
                ExecutionStatus.SUCCEEDED,
                startedAt,
                now,
                OptionalInt.empty(),
                "its effect was found by its verification");
    }
}
