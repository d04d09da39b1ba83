package dev.headgate.cli.executions;

import dev.headgate.executor.acceptance.ExecutionWord.Says;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Question;
import java.time.Instant;
import java.util.Optional;

/** What an execution waits for, and what can be said to it. */
public final class Waiting {

    private Waiting() {}

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

    /** The answer that fits the latest attempt of a decision. */
    public static Answer answer(Recorded latest, Decision decision, Says says) {
        Execution execution = latest.execution();
        String id = execution.decisionId();
        Optional<Question> question = execution.question().filter(asked -> execution.waitsForAPerson());
        if (question.isPresent()) {
            return fits(says, question.get().about())
                    ? new Answer.Fitting(
                            execution.attempt(),
                            Optional.of(question.get().step()),
                            Optional.of(question.get().askedAt()))
                    : new Answer.None(
                            id + " asks something else: " + question.get().text(),
                            "Answer with " + how(id, question.get()) + ".");
        }
        if (execution.status() == ExecutionStatus.STARTED) {
            return new Answer.None(
                    id + " asks nothing at this moment: a step of it is being done",
                    "Look with \"headgate executions show " + id + "\".");
        }
        if (says == Says.RETRY && execution.status() == ExecutionStatus.FAILED && isRetreat(decision)) {
            return new Answer.Fitting(execution.attempt() + 1, Optional.empty(), Optional.empty());
        }
        return new Answer.None(
                id + " is over: " + execution.status().wireName()
                        + execution.finishedAt().map(at -> " at " + at).orElse("") + ", " + execution.reason(),
                "What is recorded is not changed, and the gate has decided since: see \"headgate rollout status"
                        + " --service " + execution.service()
                        + "\". \"headgate rollout abort\" makes a fresh rollback.");
    }

    /** The command that answers a question. */
    public static String how(String id, Question question) {
        return switch (question.about()) {
            case CONFIRMATION -> "\"headgate executions confirm " + id + "\" with --yes or --no";
            case OUTCOME ->
                "\"headgate executions resolve " + id + " --step " + question.step()
                        + "\" with --done or --failed, or \"headgate executions retry " + id + "\"";
            case UNKNOWN -> "a later release of this command";
        };
    }

    private static boolean fits(Says says, Question.About about) {
        return switch (says) {
            case YES, NO -> about == Question.About.CONFIRMATION;
            case DONE, FAILED, RETRY -> about == Question.About.OUTCOME;
        };
    }

    private static boolean isRetreat(Decision decision) {
        return decision.kind() == DecisionKind.ROLLBACK || decision.kind() == DecisionKind.STEP_BACK;
    }
}
