package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.QuestionBench.CONFIRMS;
import static dev.headgate.executor.dispatch.QuestionBench.DONE;
import static dev.headgate.executor.dispatch.QuestionBench.FAILED;
import static dev.headgate.executor.dispatch.QuestionBench.last;
import static dev.headgate.executor.dispatch.QuestionBench.result;
import static dev.headgate.executor.dispatch.QuestionBench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutionWord.Says;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Question;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps that ask a person yes or no: how long they wait, and how it goes on after the answer. */
class ConfirmStepsTest {

    private final QuestionBench bench = new QuestionBench();

    @Test
    void aQuestionIsAskedAndNothingRunsWhileItIs() {
        Output output = bench.untilAsked();

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.STARTED);
        assertThat(only(output.executions()).question())
                .contains(new Question(
                        "replica",
                        Question.About.CONFIRMATION,
                        "Is the replica caught up?",
                        bench.now(),
                        bench.now().plus(Duration.ofMinutes(30))));
        assertThat(bench.journal().asking()).isEqualTo(1);
        assertThat(bench.turn(Duration.ofMinutes(29)).nothingToWrite()).isTrue();
    }

    @Test
    void yesGoesOnWithTheNextStepAndSaysWhoSaidItAndWhy() {
        bench.untilAsked();

        Output output = bench.say(Says.YES);

        assertThat(only(output.effects()).name()).isEqualTo("switch");
        Execution outcome = last(bench.end(only(output.effects()), DONE));
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.question()).isEmpty();
        assertThat(result(outcome, "replica").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(result(outcome, "replica").output())
                .isEqualTo("yes, said jane: I have looked (key key, 2026-11-22T12:00:00Z)");
        assertThat(result(outcome, "replica").budget()).contains(Duration.ofMinutes(30));
    }

    @Test
    void noFailsTheStepSoThatWhatWasDoneIsUndone() {
        bench.untilAsked();

        Output output = bench.say(Says.NO);

        assertThat(only(output.effects()).name()).isEqualTo("undo make");
        Execution outcome = last(bench.end(only(output.effects()), DONE));
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).isEqualTo("step replica: no, said jane: I have looked; undone: make");
    }

    @Test
    void nobodyWithinTheBudgetFailsTheStepAndSaysSo() {
        bench.untilAsked();

        Output output = bench.turn(Duration.ofMinutes(30));

        assertThat(only(output.effects()).name()).isEqualTo("undo make");
        assertThat(last(bench.end(only(output.effects()), DONE)).reason())
                .startsWith("step replica: nobody has answered within 30m");
    }

    @Test
    void theQuestionMayBeAParameterAndTheRunbooksBudgetEndsTheWait() {
        bench.arrive(promote(1, "asks-first"));

        assertThat(bench.asked("r7/1").text()).isEqualTo("2.0.0");
        assertThat(bench.asked("r7/1").until()).isEqualTo(bench.now().plus(Duration.ofMinutes(10)));
    }

    @Test
    void anotherServiceGoesOnMeanwhile() {
        bench.arrive(promote(1, "asks-first"));

        Output output = bench.arrive(Decisions.decision("till", DecisionKind.PROMOTE, 8, 1, 5, "again", Mode.ENFORCE));

        assertThat(only(output.effects()).service()).isEqualTo("till");
        assertThat(bench.journal().asking()).isEqualTo(1);
    }

    @Test
    void theWaitSurvivesACrashAsItIs() {
        bench.untilAsked();
        Question before = bench.asked("r7/1");

        Output recovered = bench.crash();

        assertThat(recovered.nothingToWrite()).isTrue();
        assertThat(recovered.effects()).isEmpty();
        assertThat(bench.asked("r7/1")).isEqualTo(before);
        assertThat(only(bench.say(Says.YES).effects()).name()).isEqualTo("switch");
    }

    @Test
    void aRunbookThatWasChangedMeanwhileIsNotGoneOnWith() {
        bench.untilAsked();
        bench.runbooks(CONFIRMS.replace("/switch", "/other"));
        bench.crash();

        Output output = bench.say(Says.YES);

        assertThat(output.effects()).isEmpty();
        assertThat(last(output, "r7/1").reason()).contains("was changed while it waited");
    }

    @Test
    void aRollbackTakesThePlaceOfAWaitingAdvanceAtOnce() {
        bench.arrive(promote(1, "asks-first"));

        Output output = bench.arrive(rollback(2, "again"));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(last(output, "r7/1").reason())
                .isEqualTo("stopped while it waited for a person in step version: r7/2 took its place");
        assertThat(bench.say("r7/1", Says.YES, 1, Optional.of("version"), Optional.of(NOON))
                        .refusals())
                .containsExactly(RefusalCause.NOT_ASKED);
    }

    @Test
    void aRollbackTakesThePlaceOfAWaitingHookAtOnce() {
        bench.arrive(Decisions.run(7, 1, "asks-first"));

        Output output = bench.arrive(rollback(2, "again"));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void anAdvanceDoesNotGrowOldWhileItWaits() {
        bench.arrive(promote(1, "asks-first"));
        bench.pass(Duration.ofMinutes(9));

        assertThat(only(bench.say(Says.YES).effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAdvanceGrowsOldAfterItsAnswerAndHasOnlyExpiredIfNothingWasDone() {
        Effect step = answeredAfterNineMinutes();
        bench.pass(Duration.ofMinutes(1));

        Execution outcome = last(bench.end(step, new StepOutcome.NotBegun("no lease")));

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.EXPIRED);
        assertThat(outcome.reason())
                .isEqualTo("expired: an advance valid for PT1M after a person answered, which is PT1M ago now");
    }

    @Test
    void anAnsweredAdvanceThatIsNotPermittedAtOnceIsStillBegun() {
        Effect step = answeredAfterNineMinutes();

        Output output = bench.end(step, new StepOutcome.NotBegun("no lease"));

        assertThat(only(output.effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnsweredAdvanceThatACrashInterruptsIsGoneOnWith() {
        answeredAfterNineMinutes();
        bench.pass(Duration.ofSeconds(5));

        assertThat(only(bench.crash().effects()).name()).isEqualTo("switch");
    }

    @Test
    void anAnsweredAdvanceHasAllItsTries() {
        Effect step = answeredAfterNineMinutes();

        assertThat(only(bench.end(step, FAILED).effects()).attempt()).isEqualTo(2);
    }

    @Test
    void aHookIsAskedAboutOnlyAsLongAsTheGateWaitsForIt() {
        bench.arrive(valid(Decisions.run(7, 1, "asks-first"), Duration.ofMinutes(4)));

        assertThat(bench.asked("r7/1").until()).isEqualTo(NOON.plus(Duration.ofMinutes(4)));
        Execution outcome = last(bench.turn(Duration.ofMinutes(4)), "r7/1");
        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).startsWith("step version: expired: a run valid for PT4M");
    }

    @Test
    void aHookThatTheGateHasGivenUpIsNotGoneOnWithWhateverIsAnswered() {
        bench.arrive(valid(Decisions.run(7, 1, "asks-first"), Duration.ofMinutes(4)));
        Received word = bench.word(Says.YES);
        bench.pass(Duration.ofMinutes(5));
        Output output = new Output();
        bench.dispatcher().arrived(word, bench.now(), output);

        bench.dispatcher().takeUp(bench.now(), output);

        assertThat(output.effects()).isEmpty();
        assertThat(last(output, "r7/1").status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(last(output, "r7/1").reason()).startsWith("step version: expired: a run valid for PT4M");
    }

    private Effect answeredAfterNineMinutes() {
        bench.arrive(promote(1, "retries"));
        bench.pass(Duration.ofMinutes(9));
        return only(bench.say(Says.YES).effects());
    }

    private static Decision valid(Decision run, Duration valid) {
        return Decisions.with(run, run.decisionId(), run.runbook().parameters(), Optional.of(valid));
    }
}
