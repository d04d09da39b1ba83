package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.dispatch.Bench.DONE;
import static dev.headgate.executor.dispatch.Bench.FAILED;
import static dev.headgate.executor.dispatch.Bench.NOTHING_SHIFTED;
import static dev.headgate.executor.dispatch.Bench.effect;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static dev.headgate.executor.dispatch.Bench.run;
import static dev.headgate.executor.dispatch.Bench.stepBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.Progress;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that move no traffic, beside shifts and in their way. */
class RunsAndShiftsTest {

    private final Bench bench = new Bench();

    @Test
    void aRunIsRefusedWhereTooMuchOfItsServiceWaitsAndNeitherARollbackNorAnotherServiceIs() {
        bench.goOnWith(new Dispatcher(bench.journal(), new Acceptance(Decisions.runbooks()), "test", 2));
        bench.arrive(hook(1));
        bench.arrive(hook(2));

        Output third = bench.arrive(hook(3));

        assertThat(third.refusals()).containsExactly(RefusalCause.QUEUE_FULL);
        assertThat(only(third.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        assertThat(only(third.executions()).reason()).startsWith("2 decisions of shop wait or run");
        Output other = bench.arrive(decision("mail", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE));
        assertThat(other.effects()).hasSize(1);
        Output rollback = bench.arrive(decision(DecisionKind.ROLLBACK, 7, 4, 0));
        assertThat(rollback.refusals()).isEmpty();
        assertThat(rollback.entries()).anySatisfy(entry -> {
            assertThat(entry.key()).isEqualTo("shop/r7/4");
            assertThat(entry.progress()).isEqualTo(Progress.ACCEPTED);
        });
    }

    @Test
    void whatIsOfUseHoweverLateIsNeverOneRunTooMany() {
        bench.goOnWith(new Dispatcher(bench.journal(), new Acceptance(Decisions.runbooks()), "test", 1));
        bench.arrive(hook(1));

        Output cleanUp = bench.arrive(run(2, "smoke-tests"));

        assertThat(cleanUp.refusals()).isEmpty();
        assertThat(only(bench.journal().waiting("shop")).key()).isEqualTo("shop/r7/2");
    }

    /** Of use for a time only, as hooks and mitigations are. */
    private static Decision hook(int sequence) {
        Decision run = run(sequence, "smoke-tests");
        return Decisions.with(run, run.decisionId(), run.runbook().parameters(), Optional.of(Duration.ofMinutes(5)));
    }

    @Test
    void aRunIsCarriedOutOnceLikeAnyDecision() {
        Effect first = only(bench.arrive(run(1, "smoke-tests")).effects());
        Effect second = only(bench.end(first, NOTHING_SHIFTED).effects());

        Execution outcome = only(bench.end(second, NOTHING_SHIFTED).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.runbook()).isEqualTo("smoke-tests");
        assertThat(outcome.confirmedWeight()).isEmpty();
        assertThat(bench.arrive(run(1, "smoke-tests")).nothingToWrite()).isTrue();
    }

    @Test
    void aRunAndAShiftWaitForEachOtherAndNeitherTakesTheOthersPlace() {
        Effect hook = only(bench.arrive(run(1, "smoke-tests")).effects());
        assertThat(bench.arrive(promote(2, "shift-traffic")).effects()).isEmpty();
        bench.arrive(run(3, "smoke-tests"));
        assertThat(bench.dispatcher().mustStop(hook)).isFalse();

        Effect shift = only(bench.end(only(bench.end(hook, NOTHING_SHIFTED).effects()), NOTHING_SHIFTED)
                .effects());
        assertThat(shift.decisionId()).isEqualTo("r7/2");
        Output output = bench.end(shift, DONE);

        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.SUCCEEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/3", ExecutionStatus.STARTED));
    }

    @Test
    void aStepBackIsMadeBesideARunningHookAndBeforeThoseThatWait() {
        Effect hook = only(bench.arrive(run(1, "smoke-tests")).effects());
        bench.arrive(run(2, "smoke-tests"));
        assertThat(bench.arrive(promote(3, "shift-traffic")).effects()).isEmpty();

        Effect stepBack = only(bench.arrive(stepBack(4)).effects());
        assertThat(stepBack.decisionId()).isEqualTo("r7/4");
        assertThat(bench.dispatcher().mustStop(hook)).isFalse();
        assertThat(bench.arrive(stepBack(5)).effects()).isEmpty();

        Effect second = only(bench.end(hook, NOTHING_SHIFTED).effects());
        assertThat(second.decisionId()).isEqualTo("r7/1");
        Effect next = only(bench.end(stepBack, DONE).effects());
        assertThat(next.decisionId()).isEqualTo("r7/5");
        assertThat(bench.end(next, DONE).effects()).isEmpty();
        Output output = bench.end(second, NOTHING_SHIFTED);
        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUCCEEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.STARTED));
    }

    @Test
    void afterACrashAStepBackAndTheHookBesideItBothGoOn() {
        bench.arrive(run(1, "smoke-tests"));
        bench.arrive(stepBack(2));

        Output output = bench.crash(NOON);

        assertThat(output.effects())
                .extracting(Effect::decisionId, Effect::attempt)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("r7/1", 2), org.assertj.core.groups.Tuple.tuple("r7/2", 2));
    }

    @Test
    void aRollbackStopsTheHookBesideAStepBackAndWaitsForTheStepBackAlone() {
        Effect hook = only(bench.arrive(run(1, "smoke-tests")).effects());
        Effect stepBack = only(bench.arrive(stepBack(2)).effects());

        assertThat(bench.arrive(rollback(3)).effects()).isEmpty();
        assertThat(bench.dispatcher().mustStop(hook)).isTrue();
        assertThat(bench.dispatcher().mustStop(stepBack)).isFalse();
        assertThat(bench.end(hook, new StepOutcome.Abandoned()).effects()).isEmpty();

        assertThat(only(bench.end(stepBack, DONE).effects()).decisionId()).isEqualTo("r7/3");
    }

    @Test
    void aRollbackStopsARunningHookAndTakesThePlaceOfThoseThatWait() {
        Effect hook = only(bench.arrive(run(1, "careful-hook")).effects());
        bench.arrive(run(2, "smoke-tests"));

        Output accepted = bench.arrive(rollback(3));
        assertThat(only(accepted.executions()).decisionId()).isEqualTo("r7/2");
        assertThat(only(accepted.executions()).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(bench.dispatcher().mustStop(hook)).isTrue();

        Output stopped = bench.end(hook, new StepOutcome.Abandoned());

        assertThat(stopped.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUPERSEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/3", ExecutionStatus.STARTED));
        assertThat(stopped.executions().get(0).reason())
                .contains("stopped in step step-0")
                .contains("r7/3");
    }

    @Test
    void aRunningShiftIsNeverCutShort() {
        Effect shift = only(bench.arrive(promote(1, "shift-traffic")).effects());
        bench.arrive(rollback(2));

        assertThat(bench.dispatcher().mustStop(shift)).isFalse();
    }

    @Test
    void aRunAfterTheRollbackOfItsRolloutWaitsForItAndIsCarriedOut() {
        Effect rollback = only(bench.arrive(rollback(1)).effects());
        assertThat(bench.arrive(run(2, "smoke-tests")).effects()).isEmpty();
        assertThat(bench.dispatcher().isOvertaken(rollback)).isFalse();

        assertThat(only(bench.end(rollback, DONE).effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void aCrashWhileAHookIsBeingStoppedLosesNothing() {
        bench.arrive(run(1, "smoke-tests"));
        bench.arrive(rollback(2));

        Output output = bench.crash(NOON.plusSeconds(1));

        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUPERSEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.STARTED));
    }

    @Test
    void afterACrashARunDoesWhatItsStepDeclares() {
        bench.arrive(run(1, "smoke-tests"));
        assertThat(only(bench.crash(NOON).effects()).attempt()).isEqualTo(2);
        bench.end(effect(only(bench.journal().running("shop"))), FAILED);

        bench.end(only(bench.arrive(run(2, "careful-hook")).effects()), NOTHING_SHIFTED);

        assertThat(only(bench.crash(NOON).executions()).reason()).contains("a person must decide");
    }

    @Test
    void aRunNeitherEndsTheDoubtNorIsContinuedInIt() {
        bench.journal().unreadable("shop/r7/1");

        assertThat(bench.arrive(run(2, "smoke-tests")).effects()).hasSize(1);
        assertThat(bench.journal().inDoubt()).containsExactly("shop");
        assertThat(only(bench.crash(NOON).executions()).reason()).contains("cannot be read");
    }

    @Test
    void aRunDoesNotChangeWhichShiftIsInForce() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arrive(run(2, "smoke-tests"));

        assertThat(bench.journal().inForce("shop"))
                .hasValueSatisfying(
                        entry -> assertThat(entry.decision().decisionId()).isEqualTo("r7/1"));
    }

    @Test
    void ofRunsThatAreRepeatedForWeeksOnlyTheLastAreKeptAndAReplayIsRecognised() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        for (int sequence = 2; sequence < 100; sequence++) {
            Effect first = only(bench.arrive(run(sequence, "smoke-tests")).effects());
            bench.end(only(bench.end(first, NOTHING_SHIFTED).effects()), NOTHING_SHIFTED);
        }

        assertThat(bench.journal().entries()).hasSizeLessThanOrEqualTo(22);
        assertThat(bench.journal().inForce("shop")).isPresent();
        assertThat(bench.arrive(run(2, "smoke-tests")).nothingToWrite()).isTrue();
    }
}
