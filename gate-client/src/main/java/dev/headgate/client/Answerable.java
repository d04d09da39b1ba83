package dev.headgate.client;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.Question;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Whether something can be said to an execution that waits, and how. */
public final class Answerable {

    private Answerable() {}

    /** Whether something can be said. */
    public sealed interface Answer {

        /**
         * It can.
         *
         * @param attempt the attempt that it is said to
         * @param step the step that asks; empty where only the next attempt is waited for
         * @param askedAt when it asked
         */
        record Fitting(int attempt, Optional<String> step, Optional<Instant> askedAt) implements Answer {}

        /**
         * It cannot.
         *
         * @param why why, in a sentence
         * @param instead what to do instead
         */
        record None(String why, String instead) implements Answer {}
    }

    /**
     * The answer that fits the latest attempt of a decision.
     *
     * @param execution what was recorded of that attempt last
     * @param kind what was decided
     * @param step the step that is meant; empty for the one that asks
     */
    public static Answer answer(Execution execution, DecisionKind kind, Says says, Optional<String> step) {
        String id = execution.decisionId();
        Optional<Question> question = execution.question().filter(asked -> execution.waitsForAPerson());
        if (question.isPresent()) {
            return toQuestion(execution, question.get(), says, step);
        }
        if (execution.status() == ExecutionStatus.STARTED) {
            return new Answer.None(
                    id + " asks nothing at this moment: a step of it is being done",
                    "Look with \"headgate executions show " + id + "\".");
        }
        if (says == Says.RETRY && execution.status() == ExecutionStatus.FAILED && isRetreat(kind)) {
            return new Answer.Fitting(execution.attempt() + 1, Optional.empty(), Optional.empty());
        }
        return new Answer.None(
                id + " is over: " + execution.status().wireName()
                        + execution
                                .finishedAt()
                                .map(at -> " at " + at.truncatedTo(ChronoUnit.SECONDS))
                                .orElse("")
                        + ", " + execution.reason(),
                "What is recorded is not changed, and the gate has decided since: see \"headgate rollout status"
                        + " --service " + execution.service()
                        + "\". \"headgate rollout abort\" makes a fresh rollback.");
    }

    private static Answer toQuestion(Execution execution, Question question, Says says, Optional<String> step) {
        String id = execution.decisionId();
        String instead = "Answer with \"" + String.join("\" or \"", commands(id, question)) + "\".";
        if (!fits(says, question.about())) {
            return new Answer.None(id + " asks something else: " + question.text(), instead);
        }
        return step.filter(meant -> !meant.equals(question.step())).isPresent()
                ? new Answer.None(
                        id + " asks about step " + question.step() + ", found --step " + step.orElseThrow(), instead)
                : new Answer.Fitting(
                        execution.attempt(), Optional.of(question.step()), Optional.of(question.askedAt()));
    }

    /** The commands that answer a question, as they are typed. */
    public static List<String> commands(String id, Question question) {
        String executions = "headgate executions ";
        return switch (question.about()) {
            case CONFIRMATION ->
                List.of(
                        executions + "confirm " + id + " --yes --reason TEXT",
                        executions + "confirm " + id + " --no --reason TEXT");
            case OUTCOME ->
                List.of(
                        executions + "resolve " + id + " --step " + question.step() + " --done --reason TEXT",
                        executions + "resolve " + id + " --step " + question.step() + " --failed --reason TEXT",
                        executions + "retry " + id + " --reason TEXT");
            case UNKNOWN -> List.of("headgate --version # a later release can answer it");
        };
    }

    private static boolean fits(Says says, Question.About about) {
        return switch (says) {
            case YES, NO -> about == Question.About.CONFIRMATION;
            case DONE, FAILED, RETRY -> about == Question.About.OUTCOME;
        };
    }

    /** Whether it takes traffic away from the canary: what failed of it is tried again. */
    public static boolean isRetreat(DecisionKind kind) {
        return kind == DecisionKind.ROLLBACK || kind == DecisionKind.STEP_BACK;
    }
}
