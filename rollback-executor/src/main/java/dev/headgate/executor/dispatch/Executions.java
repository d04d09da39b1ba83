package dev.headgate.executor.dispatch;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Writes executions down, always under the name of this executor. */
final class Executions {

    /** Characters. */
    private static final int KEPT_OF_A_FAILED_TRY = 200;
    /** Characters of the output of all steps: with the decision they stand in one journal entry, which a broker must take. */
    private static final int MOST_OUTPUT = 100_000;

    /** Characters; a decision's own is shorter. */
    private static final int MOST_REASON = 4_000;

    private static final String AND_MORE = "; passed over: and more";

    private final String executor;

    Executions(String executor) {
        this.executor = executor;
    }

    /** Of a decision of which no step was begun. */
    Execution untouched(Decision decision, ExecutionStatus status, String reason, Instant now) {
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                status,
                "",
                List.of(),
                Optional.empty(),
                reason,
                now,
                Optional.of(now),
                executor);
    }

    /** Of a rollback of which no step was begun, since a direct one has done the same. */
    Execution settled(Decision decision, Execution direct, Instant now) {
        String reason = direct.decisionId() + " has done the same: nothing was left to do";
        Execution untouched = untouched(decision, ExecutionStatus.SUCCEEDED, reason, now);
        return change(
                untouched,
                untouched.status(),
                untouched.steps(),
                direct.confirmedWeight(),
                reason,
                untouched.finishedAt(),
                untouched.results());
    }

    /** Of a decision whose runbook begins. */
    Execution begun(Decision decision, Instant now) {
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                ExecutionStatus.STARTED,
                decision.runbook().name(),
                List.of(),
                Optional.empty(),
                decision.reason(),
                now,
                Optional.empty(),
                executor);
    }

    /** The next attempt after a crash; what was finished stays finished. */
    Execution again(Execution interrupted, Instant now) {
        int attempt = interrupted.attempt() + 1;
        return new Execution(
                interrupted.decisionId() + "#" + attempt,
                interrupted.decisionId(),
                interrupted.rolloutId(),
                interrupted.service(),
                interrupted.correlationId(),
                attempt,
                ExecutionStatus.STARTED,
                interrupted.runbook(),
                interrupted.steps(),
                interrupted.confirmedWeight(),
                interrupted.reason(),
                now,
                Optional.empty(),
                executor,
                interrupted.results());
    }

    /** The next try of a step that failed, within the same budget; of the failure's output only the end stays. */
    Execution anotherTry(Execution soFar) {
        Execution next = again(soFar, soFar.startedAt());
        List<StepResult> steps =
                soFar.steps().stream().map(Executions::shortened).toList();
        return change(
                next, next.status(), steps, next.confirmedWeight(), next.reason(), Optional.empty(), next.results());
    }

    private static StepResult shortened(StepResult step) {
        return step.status() == ExecutionStatus.FAILED ? cut(step) : step;
    }

    /** The last one in full, and of those before the end alone where they are too much together. */
    private static List<StepResult> bounded(List<StepResult> steps) {
        int length = steps.stream().mapToInt(step -> step.output().length()).sum();
        if (length <= MOST_OUTPUT) {
            return steps;
        }
        List<StepResult> cut = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            cut.add(i == steps.size() - 1 ? steps.get(i) : cut(steps.get(i)));
        }
        return cut;
    }

    private static StepResult cut(StepResult step) {
        int length = step.output().length();
        return length <= KEPT_OF_A_FAILED_TRY
                ? step
                : new StepResult(
                        step.name(),
                        step.status(),
                        step.startedAt(),
                        step.finishedAt(),
                        step.exitCode(),
                        "…" + step.output().substring(length - KEPT_OF_A_FAILED_TRY),
                        step.budget());
    }

    /** The next attempt after a failure; of the steps only those that succeeded stay, so that it never grows. */
    Execution anew(Execution failed, Instant when) {
        Execution next = again(failed, when);
        List<StepResult> succeeded = failed.steps().stream()
                .filter(step -> step.status() == ExecutionStatus.SUCCEEDED)
                .toList();
        return change(
                next,
                next.status(),
                succeeded,
                next.confirmedWeight(),
                next.reason(),
                Optional.empty(),
                next.results());
    }

    /** With one more step's result, and the runbook's results with it. */
    Execution with(
            Execution soFar, StepResult result, Optional<Weight> confirmedWeight, SortedMap<String, String> results) {
        List<StepResult> steps = new ArrayList<>(soFar.steps());
        steps.add(result);
        return change(
                soFar,
                soFar.status(),
                bounded(steps),
                confirmedWeight.or(soFar::confirmedWeight),
                soFar.reason(),
                soFar.finishedAt(),
                results);
    }

    /** While a person is asked; whatever comes next asks no more. */
    Execution asking(Execution soFar, Question question) {
        return new Execution(
                soFar.executionId(),
                soFar.decisionId(),
                soFar.rolloutId(),
                soFar.service(),
                soFar.correlationId(),
                soFar.attempt(),
                ExecutionStatus.STARTED,
                soFar.runbook(),
                soFar.steps(),
                soFar.confirmedWeight(),
                soFar.reason(),
                soFar.startedAt(),
                Optional.empty(),
                executor,
                soFar.results(),
                Optional.of(question));
    }

    /** The same attempt, which was to begin later, from now on. */
    Execution fromNowOn(Execution waiting, Instant now) {
        return new Execution(
                waiting.executionId(),
                waiting.decisionId(),
                waiting.rolloutId(),
                waiting.service(),
                waiting.correlationId(),
                waiting.attempt(),
                ExecutionStatus.STARTED,
                waiting.runbook(),
                waiting.steps(),
                waiting.confirmedWeight(),
                waiting.reason(),
                now,
                Optional.empty(),
                executor,
                waiting.results());
    }

    /** With what went wrong as its reason, before its outcome: what was done is being undone. */
    Execution because(Execution soFar, String reason) {
        return change(
                soFar,
                soFar.status(),
                soFar.steps(),
                soFar.confirmedWeight(),
                cut(reason, MOST_REASON),
                soFar.finishedAt(),
                soFar.results());
    }

    /** With one more failure that did not end it, named in its reason. */
    Execution passedOver(Execution soFar, String failure) {
        String more = "; passed over: " + cut(failure, KEPT_OF_A_FAILED_TRY);
        boolean fits = soFar.reason().length() + more.length() <= MOST_REASON;
        String reason = fits || soFar.reason().endsWith(AND_MORE) ? soFar.reason() : soFar.reason() + AND_MORE;
        return because(soFar, fits ? reason + more : reason);
    }

    /** Whether a step of that name did what it should, in this or an earlier attempt. */
    static boolean succeeded(Execution soFar, String name) {
        return soFar.steps().stream()
                .anyMatch(step -> step.name().equals(name) && step.status() == ExecutionStatus.SUCCEEDED);
    }

    /** How often one of that name failed. */
    static int failures(Execution soFar, String name) {
        return (int) soFar.steps().stream()
                .filter(step -> step.name().equals(name) && step.status() == ExecutionStatus.FAILED)
                .count();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    /** With its outcome. */
    Execution ended(Execution soFar, ExecutionStatus status, String reason, Instant now) {
        return change(soFar, status, soFar.steps(), soFar.confirmedWeight(), reason, Optional.of(now), soFar.results());
    }

    private Execution change(
            Execution soFar,
            ExecutionStatus status,
            List<StepResult> steps,
            Optional<Weight> confirmedWeight,
            String reason,
            Optional<Instant> finishedAt,
            SortedMap<String, String> results) {
        return new Execution(
                soFar.executionId(),
                soFar.decisionId(),
                soFar.rolloutId(),
                soFar.service(),
                soFar.correlationId(),
                soFar.attempt(),
                status,
                soFar.runbook(),
                steps,
                confirmedWeight,
                reason,
                soFar.startedAt(),
                finishedAt,
                executor,
                results);
    }
}
