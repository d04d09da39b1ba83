package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Progress;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Step.Recovery;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final StepOutcome DONE =
            new StepOutcome.Done(Optional.of(new Weight(5)), OptionalInt.empty(), "output");
    private static final StepOutcome NOTHING_SHIFTED =
            new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), "output");
    private static final StepOutcome FAILED =
            new StepOutcome.Failed(FailureCategory.EXIT_CODE, "no answer", OptionalInt.of(3), "output", Labels.NONE);

    private final Journal journal = new Journal();
    private Dispatcher dispatcher = new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "test");

    @Test
    void journalsADecisionBeforeItsEffectBegins() {
        Output output = arrive(promote(1, "shift-traffic"));

        assertThat(output.entries()).extracting(JournalEntry::progress).contains(Progress.ACCEPTED, Progress.STARTED);
        assertThat(output.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.decisionId()).isEqualTo("r7/1");
            assertThat(effect.attempt()).isEqualTo(1);
        });
        assertThat(output.executions()).extracting(Execution::status).containsExactly(ExecutionStatus.STARTED);
    }

    @Test
    void confirmsTheWeightThatTheStepReadBack() {
        Effect effect = arrive(promote(1, "shift-traffic")).effects().get(0);

        Execution outcome = only(end(effect, DONE).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).contains(new Weight(5));
        assertThat(outcome.finishedAt()).contains(NOON);
        assertThat(outcome.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.output()).isEqualTo("output"));
    }

    @Test
    void stopsAtTheStepThatFails() {
        Effect effect = arrive(promote(1, "two-steps")).effects().get(0);

        Output output = end(effect, FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).isEqualTo("step step-0: no answer");
    }

    @Test
    void doesStepAfterStep() {
        Effect first = arrive(promote(1, "two-steps")).effects().get(0);

        Effect second = only(end(first, DONE).effects());

        assertThat(second.step()).isEqualTo(1);
        assertThat(only(end(second, DONE).executions()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aRunIsRefusedWhereTooMuchOfItsServiceWaitsAndNeitherARollbackNorAnotherServiceIs() {
        dispatcher = new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "test", 2);
        arrive(Decisions.run(7, 1, "smoke-tests"));
        arrive(Decisions.run(7, 2, "smoke-tests"));

        Output third = arrive(Decisions.run(7, 3, "smoke-tests"));

        assertThat(third.refusals()).containsExactly(RefusalCause.QUEUE_FULL);
        assertThat(only(third.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        assertThat(only(third.executions()).reason()).startsWith("2 decisions of shop wait or run");
        Output other = arrive(decision("mail", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE));
        assertThat(other.effects()).hasSize(1);
        Output rollback = arrive(decision(DecisionKind.ROLLBACK, 7, 4, 0));
        assertThat(rollback.refusals()).isEmpty();
        assertThat(rollback.entries()).anySatisfy(entry -> {
            assertThat(entry.key()).isEqualTo("shop/r7/4");
            assertThat(entry.progress()).isEqualTo(Progress.ACCEPTED);
        });
    }

    @Test
    void aReplayChangesNothing() {
        arrive(promote(1, "shift-traffic"));
        Output output = new Output();

        boolean isNew = dispatcher.arrived(received(promote(1, "shift-traffic")), NOON, output);

        assertThat(isNew).isFalse();
        assertThat(output.nothingToWrite()).isTrue();
    }

    @Test
    void recordsWhyItRefuses() {
        Decision observed = decision("shop", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.OBSERVE);

        Output output = arrive(observed);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        assertThat(only(output.executions()).reason()).contains("observe");
        assertThat(output.effects()).isEmpty();
    }

    @Test
    void aShadowsDecisionLeavesNoTrace() {
        journal.unreadable("shop/r6/1");

        for (DecisionKind kind : DecisionKind.values()) {
            Decision shadow = Decisions.shadow(decision(kind, 9, 7, 0), Mode.SHADOW);
            Output output = new Output();

            assertThat(dispatcher.arrived(received(shadow), NOON, output)).isTrue();
            assertThat(dispatcher.arrived(received(shadow), NOON, output)).isTrue();
            dispatcher.takeUp(NOON, output);

            assertThat(output.nothingToWrite()).as(kind.name()).isTrue();
            assertThat(output.effects()).isEmpty();
        }

        assertThat(journal.entries()).isEmpty();
        assertThat(journal.inDoubt()).containsExactly("shop");
    }

    @Test
    void aShadowsDecisionDoesNotDisturbTheOrderOfTheRolloutBesideIt() {
        arrive(Decisions.shadow(decision(DecisionKind.ROLLBACK, 7, 9, 0), Mode.SHADOW));

        Output output = arrive(promote(1, "shift-traffic"));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/1");
    }

    @Test
    void aRollbackTakesThePlaceOfWhatWaits() {
        arrive(promote(1, "shift-traffic"));
        arrive(promote(2, "shift-traffic"));

        Output output = arrive(rollback(3));

        assertThat(only(output.executions()).decisionId()).isEqualTo("r7/2");
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void aRollbackEndsAnAdvanceAfterItsRunningStep() {
        Effect running = arrive(promote(1, "two-steps")).effects().get(0);
        assertThat(arrive(rollback(2)).effects()).isEmpty();

        Output output = end(running, DONE);

        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUPERSEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.STARTED));
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void aRunIsCarriedOutOnceLikeAnyDecision() {
        Effect first = only(arrive(run(1, "smoke-tests")).effects());
        Effect second = only(end(first, NOTHING_SHIFTED).effects());

        Execution outcome = only(end(second, NOTHING_SHIFTED).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.runbook()).isEqualTo("smoke-tests");
        assertThat(outcome.confirmedWeight()).isEmpty();
        assertThat(arrive(run(1, "smoke-tests")).nothingToWrite()).isTrue();
    }

    @Test
    void aRunAndAShiftWaitForEachOtherAndNeitherTakesTheOthersPlace() {
        Effect hook = only(arrive(run(1, "smoke-tests")).effects());
        assertThat(arrive(promote(2, "shift-traffic")).effects()).isEmpty();
        arrive(run(3, "smoke-tests"));
        assertThat(dispatcher.mustStop(hook)).isFalse();

        Effect shift = only(
                end(only(end(hook, NOTHING_SHIFTED).effects()), NOTHING_SHIFTED).effects());
        assertThat(shift.decisionId()).isEqualTo("r7/2");
        Output output = end(shift, DONE);

        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.SUCCEEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/3", ExecutionStatus.STARTED));
    }

    @Test
    void aStepBackIsMadeBesideARunningHookAndBeforeThoseThatWait() {
        Effect hook = only(arrive(run(1, "smoke-tests")).effects());
        arrive(run(2, "smoke-tests"));
        assertThat(arrive(promote(3, "shift-traffic")).effects()).isEmpty();

        Effect stepBack = only(arrive(stepBack(4)).effects());
        assertThat(stepBack.decisionId()).isEqualTo("r7/4");
        assertThat(dispatcher.mustStop(hook)).isFalse();
        assertThat(arrive(stepBack(5)).effects()).isEmpty();

        Effect second = only(end(hook, NOTHING_SHIFTED).effects());
        assertThat(second.decisionId()).isEqualTo("r7/1");
        Effect next = only(end(stepBack, DONE).effects());
        assertThat(next.decisionId()).isEqualTo("r7/5");
        assertThat(end(next, DONE).effects()).isEmpty();
        Output output = end(second, NOTHING_SHIFTED);
        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUCCEEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.STARTED));
    }

    @Test
    void afterACrashAStepBackAndTheHookBesideItBothGoOn() {
        arrive(run(1, "smoke-tests"));
        arrive(stepBack(2));

        Output output = crash(NOON);

        assertThat(output.effects())
                .extracting(Effect::decisionId, Effect::attempt)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("r7/1", 2), org.assertj.core.groups.Tuple.tuple("r7/2", 2));
    }

    @Test
    void aRollbackStopsTheHookBesideAStepBackAndWaitsForTheStepBackAlone() {
        Effect hook = only(arrive(run(1, "smoke-tests")).effects());
        Effect stepBack = only(arrive(stepBack(2)).effects());

        assertThat(arrive(rollback(3)).effects()).isEmpty();
        assertThat(dispatcher.mustStop(hook)).isTrue();
        assertThat(dispatcher.mustStop(stepBack)).isFalse();
        assertThat(end(hook, new StepOutcome.Abandoned()).effects()).isEmpty();

        assertThat(only(end(stepBack, DONE).effects()).decisionId()).isEqualTo("r7/3");
    }

    @Test
    void aRollbackStopsARunningHookAndTakesThePlaceOfThoseThatWait() {
        Effect hook = only(arrive(run(1, "careful-hook")).effects());
        arrive(run(2, "smoke-tests"));

        Output accepted = arrive(rollback(3));
        assertThat(only(accepted.executions()).decisionId()).isEqualTo("r7/2");
        assertThat(only(accepted.executions()).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(dispatcher.mustStop(hook)).isTrue();

        Output stopped = end(hook, new StepOutcome.Abandoned());

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
        Effect shift = only(arrive(promote(1, "shift-traffic")).effects());
        arrive(rollback(2));

        assertThat(dispatcher.mustStop(shift)).isFalse();
    }

    @Test
    void aRunAfterTheRollbackOfItsRolloutWaitsForItAndIsCarriedOut() {
        Effect rollback = only(arrive(rollback(1)).effects());
        assertThat(arrive(run(2, "smoke-tests")).effects()).isEmpty();
        assertThat(dispatcher.isOvertaken(rollback)).isFalse();

        assertThat(only(end(rollback, DONE).effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void aRunAfterADirectRollbackIsCarriedOutThoughItsNumberIsSmaller() {
        arrive(promote(1, "shift-traffic"));
        Effect promoted = journal.running("shop").stream()
                .map(DispatcherTest::effect)
                .findFirst()
                .orElseThrow();
        arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        Effect rollback = only(end(promoted, DONE).effects());
        assertThat(rollback.decisionId()).isEqualTo("r7/direct-1");

        arriveAt(run(2, "smoke-tests"), 8_001);

        assertThat(only(end(rollback, DONE).effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void afterADirectRollbackThatCameToNothingTheGatesOwnIsCarriedOut() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        Decision direct = decision("shop", DecisionKind.ROLLBACK, 7, 1_001, 0, "careful", Mode.ENFORCE);
        arriveAt(Decisions.with(direct, "r7/direct-1", direct.runbook().parameters(), Optional.empty()), 8_000);
        end(effect(only(journal.running("shop"))), FAILED);
        assertThat(journal.waiting("shop")).isEmpty();
        arriveAt(promote(2, "shift-traffic"), 8_001);
        assertThat(journal.running("shop")).isEmpty();

        arriveAt(rollback(3), 8_002);

        JournalEntry rollback = only(journal.running("shop"));
        assertThat(rollback.key()).isEqualTo("shop/r7/3");
        Output output = end(effect(rollback), DONE);
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(journal.inForce("shop").map(JournalEntry::key)).contains("shop/r7/3");
    }

    @Test
    void afterADirectRollbackThatSucceededTheGatesOwnIsNotDoneToo() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        end(effect(only(journal.running("shop"))), DONE);

        arriveAt(rollback(2), 8_001);

        assertThat(journal.running("shop")).isEmpty();
        assertThat(journal.waiting("shop")).isEmpty();
        assertThat(journal.inForce("shop").map(JournalEntry::key)).contains("shop/r7/direct-1");
    }

    @Test
    void theGatesRollbackTakesThePlaceOfADirectOneThatFailsAgainAndAgain() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        end(effect(only(journal.running("shop"))), FAILED);
        arriveAt(rollback(2), 8_001);
        assertThat(only(journal.waiting("shop")).key()).isEqualTo("shop/r7/2");

        Effect own = only(end(effect(only(journal.running("shop"))), FAILED).effects());

        assertThat(own.decisionId()).isEqualTo("r7/2");
        assertThat(only(end(own, DONE).executions()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(journal.running("shop")).isEmpty();
        assertThat(journal.inForce("shop").map(JournalEntry::key)).contains("shop/r7/2");
    }

    @Test
    void aDirectRollbackThatSucceedsSettlesTheGatesOwnThatWaitsForIt() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        arriveAt(rollback(2), 8_001);

        Output output = end(effect(only(journal.running("shop"))), DONE);

        assertThat(output.effects()).isEmpty();
        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        tuple("r7/direct-1", ExecutionStatus.SUCCEEDED), tuple("r7/2", ExecutionStatus.SUCCEEDED));
        Execution own = output.executions().get(1);
        assertThat(own.reason()).contains("r7/direct-1 has done the same");
        assertThat(own.confirmedWeight()).isEqualTo(output.executions().get(0).confirmedWeight());
        assertThat(journal.waiting("shop")).isEmpty();
        assertThat(journal.inForce("shop").map(JournalEntry::key)).contains("shop/r7/direct-1");
    }

    @Test
    void whileADirectRollbackIsUnderWayNothingElseOfTheGatesMayShift() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        arriveAt(Decisions.direct(7, 1, 1_001), 8_000);

        arriveAt(promote(2, "shift-traffic"), 8_001);
        arriveAt(decision(DecisionKind.STEP_BACK, 7, 3, 1), 8_002);
        arriveAt(decision(DecisionKind.ROLLBACK, 7, 4, 1), 8_003);

        assertThat(journal.waiting("shop")).isEmpty();
    }

    @Test
    void aDirectRollbackOfVersionsThatTheRolloutDoesNotHaveIsRefused() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        Decision direct = Decisions.direct(7, 1, 1_001);

        Output output = arriveAt(Decisions.between(direct, direct.baseline(), direct.canary()), 8_000);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        assertThat(only(output.executions()).reason())
                .contains("takes traffic from 1.0.0 to its canary 2.0.0", "this would take it from 1.0.0 to 2.0.0");
    }

    @Test
    void aCrashWhileAHookIsBeingStoppedLosesNothing() {
        arrive(run(1, "smoke-tests"));
        arrive(rollback(2));

        Output output = crash(NOON.plusSeconds(1));

        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUPERSEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.STARTED));
    }

    @Test
    void afterACrashARunDoesWhatItsStepDeclares() {
        arrive(run(1, "smoke-tests"));
        assertThat(only(crash(NOON).effects()).attempt()).isEqualTo(2);
        end(effect(only(journal.running("shop"))), FAILED);

        end(only(arrive(run(2, "careful-hook")).effects()), NOTHING_SHIFTED);

        assertThat(only(crash(NOON).executions()).reason()).contains("a person must decide");
    }

    @Test
    void aRunNeitherEndsTheDoubtNorIsContinuedInIt() {
        journal.unreadable("shop/r7/1");

        assertThat(arrive(run(2, "smoke-tests")).effects()).hasSize(1);
        assertThat(journal.inDoubt()).containsExactly("shop");
        assertThat(only(crash(NOON).executions()).reason()).contains("cannot be read");
    }

    @Test
    void aRunDoesNotChangeWhichShiftIsInForce() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        arrive(run(2, "smoke-tests"));

        assertThat(journal.inForce("shop"))
                .hasValueSatisfying(
                        entry -> assertThat(entry.decision().decisionId()).isEqualTo("r7/1"));
    }

    @Test
    void ofRunsThatAreRepeatedForWeeksOnlyTheLastAreKeptAndAReplayIsRecognised() {
        end(only(arrive(promote(1, "shift-traffic")).effects()), DONE);
        for (int sequence = 2; sequence < 100; sequence++) {
            Effect first = only(arrive(run(sequence, "smoke-tests")).effects());
            end(only(end(first, NOTHING_SHIFTED).effects()), NOTHING_SHIFTED);
        }

        assertThat(journal.entries()).hasSizeLessThanOrEqualTo(22);
        assertThat(journal.inForce("shop")).isPresent();
        assertThat(arrive(run(2, "smoke-tests")).nothingToWrite()).isTrue();
    }

    @Test
    void servicesDoNotWaitForEachOther() {
        arrive(promote(1, "shift-traffic"));
        Decision other = decision("till", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE);

        assertThat(arrive(other).effects()).hasSize(1);
    }

    @Test
    void anAdvanceThatExpiresWhileItWaitsIsNotBegun() {
        Effect running = arrive(promote(1, "shift-traffic")).effects().get(0);
        arrive(promote(2, "shift-traffic"));

        Output output = end(running, DONE, NOON.plusSeconds(61));

        assertThat(output.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUCCEEDED, ExecutionStatus.EXPIRED);
        assertThat(output.effects()).isEmpty();
    }

    @Test
    void aRunbookHasABudgetAsAWhole() {
        Effect first = arrive(promote(1, "two-steps")).effects().get(0);

        Output output = end(first, DONE, NOON.plusSeconds(31));

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("budget");
    }

    @Test
    void aStepGetsAtMostWhatTheRunbookHasLeft() {
        Effect first = arrive(promote(1, "two-steps")).effects().get(0);

        Effect second = only(end(first, DONE, NOON.plusSeconds(28)).effects());

        assertThat(second.budget()).hasSeconds(2);
    }

    @Test
    void aRunbookWithoutStepsFails() {
        assertThat(arrive(promote(1, "empty")).executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.FAILED);
    }

    @Test
    void withoutPermissionTheSameAttemptIsTriedAgain() {
        Effect effect = arrive(promote(1, "shift-traffic")).effects().get(0);

        Output output = end(effect, new StepOutcome.NotBegun("no lease"));

        assertThat(only(output.effects()).attempt()).isEqualTo(1);
    }

    @Test
    void withoutPermissionNothingIsTriedThatIsSupersededOrExpired() {
        Effect effect = arrive(promote(1, "shift-traffic")).effects().get(0);
        arrive(rollback(2));
        Output superseded = end(effect, new StepOutcome.NotBegun("no lease"));

        assertThat(superseded.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(only(superseded.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void withoutPermissionAnAdvanceExpires() {
        Effect effect = arrive(promote(1, "shift-traffic")).effects().get(0);

        Output output = end(effect, new StepOutcome.NotBegun("no lease"), NOON.plusSeconds(61));

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.EXPIRED);
    }

    @Test
    void anAdvanceThatIsTooOldWhenItArrivesIsExpired() {
        Output output = new Output();

        dispatcher.arrived(received(promote(1, "shift-traffic")), NOON.plusSeconds(61), output);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.EXPIRED);
        assertThat(only(output.entries()).progress()).isEqualTo(Progress.REFUSED);
    }

    @Test
    void aRollbackThatFailsIsToldAndTriedAgainUntilItSucceeds() {
        Effect effect = arrive(rollback(1)).effects().get(0);
        Instant now = NOON;
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 7; attempt++) {
            Output failed = end(effect, FAILED, now);
            assertThat(only(failed.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(only(failed.executions()).executionId()).isEqualTo("r7/1#" + attempt);
            assertThat(only(failed.executions()).reason()).contains("no answer").contains("tried again");
            assertThat(only(failed.entries()).execution().orElseThrow().steps()).isEmpty();

            effect = only(failed.effects());
            assertThat(effect.attempt()).isEqualTo(attempt + 1);
            assertThat(effect.budget()).hasSeconds(5);
            pauses.add(Duration.between(now, effect.notBefore()).toSeconds());
            now = effect.notBefore();
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);

        Execution outcome = only(end(effect, DONE, now).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.executionId()).isEqualTo("r7/1#8");
        assertThat(journal.unfinished()).isZero();
    }

    @Test
    void aStepBackIsTriedAgainUntilARollbackTakesItsPlace() {
        Effect effect =
                arrive(decision(DecisionKind.STEP_BACK, 7, 1, 5)).effects().get(0);
        Effect waiting = only(end(effect, FAILED).effects());
        arrive(rollback(2));
        assertThat(dispatcher.isOvertaken(waiting)).isTrue();

        Output output = end(waiting, new StepOutcome.NotBegun("a later decision took its place"));

        assertThat(output.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUPERSEDED, ExecutionStatus.STARTED);
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void aCrashBetweenTwoTriesOfARollbackLosesNothing() {
        Effect effect = arrive(rollback(1)).effects().get(0);
        end(effect, FAILED);

        Effect again = only(crash(NOON.plusSeconds(1)).effects());

        assertThat(again.attempt()).isEqualTo(3);
        assertThat(again.isDue(NOON.plusSeconds(1))).isTrue();
        assertThat(again.budget()).hasSeconds(5);
    }

    @Test
    void aRollbackWhoseStepMustNotRunTwiceIsNotTriedAgain() {
        Decision careful = decision("shop", DecisionKind.ROLLBACK, 7, 1, 0, "careful", Mode.ENFORCE);
        Effect effect = arrive(careful).effects().get(0);

        Output output = end(effect, FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.entries()).progress()).isEqualTo(Progress.FINISHED);
    }

    @Test
    void aRollbackThatIsOutOfItsBudgetGoesOnWithANewOne() {
        Decision twoSteps = decision("shop", DecisionKind.ROLLBACK, 7, 1, 0, "two-steps", Mode.ENFORCE);
        Effect first = arrive(twoSteps).effects().get(0);

        Output output = end(first, DONE, NOON.plusSeconds(31));

        assertThat(only(output.executions()).reason()).contains("budget").contains("tried again");
        assertThat(only(output.effects()).step()).isEqualTo(1);
        assertThat(only(output.effects()).attempt()).isEqualTo(2);
    }

    @Test
    void anErrorOfOursEndsOneDecisionAndNoOther() {
        arrive(promote(1, "shift-traffic"));
        Effect other = only(arrive(decision("till", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE))
                .effects());
        JournalEntry broken = only(journal.running("shop"));
        journal.put(
                new JournalEntry(broken.received(), Progress.STARTED, 0, broken.fingerprint(), Optional.empty(), NOON));

        Output output = crash(NOON.plusSeconds(5));

        assertThat(only(output.effects()).service()).isEqualTo(other.service());
        assertThat(output.executions())
                .filteredOn(execution -> execution.service().equals("shop"))
                .singleElement()
                .satisfies(execution -> {
                    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
                    assertThat(execution.reason()).contains("a person must decide");
                });
    }

    @Test
    void anInterruptedStepThatItsRunbookDoesNotHaveIsLeftToAPerson() {
        arrive(promote(1, "shift-traffic"));
        JournalEntry entry = only(journal.running("shop"));
        journal.put(entry.started(9, entry.fingerprint(), entry.execution().orElseThrow(), NOON));

        assertThat(only(crash(NOON.plusSeconds(5)).executions()).reason()).contains("step number 10");
    }

    @Test
    void anAbandonedStepIsLeftToTheSuccessor() {
        Effect effect = arrive(promote(1, "shift-traffic")).effects().get(0);

        assertThat(end(effect, new StepOutcome.Abandoned()).nothingToWrite()).isTrue();
    }

    @Test
    void afterACrashAnIdempotentStepRunsAgainAsTheNextAttempt() {
        arrive(promote(1, "shift-traffic"));

        Output output = crash(NOON.plusSeconds(5));

        assertThat(only(output.effects()).attempt()).isEqualTo(2);
        assertThat(only(output.entries()).execution().orElseThrow().executionId())
                .isEqualTo("r7/1#2");
    }

    @Test
    void afterACrashAPersonDecidesAboutAnyOtherStep() {
        arrive(promote(1, "careful"));

        Output output = crash(NOON.plusSeconds(5));

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("outcome not known; a person must decide");
    }

    @Test
    void afterACrashAnExpiredAdvanceIsNotRunAgain() {
        arrive(promote(1, "shift-traffic"));

        assertThat(only(crash(NOON.plusSeconds(61)).executions()).reason())
                .contains("interrupted")
                .contains("expired");
    }

    @Test
    void afterACrashASupersededAdvanceIsNotRunAgain() {
        arrive(promote(1, "shift-traffic"));
        arrive(rollback(2));

        Output output = crash(NOON.plusSeconds(5));

        assertThat(output.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void afterACrashAnAttemptIsNeverContinuedWithOtherSteps() {
        arrive(promote(1, "shift-traffic"));
        Runbooks changed = new Runbooks(List.of(Decisions.runbook("shift-traffic", Recovery.RERUN, Recovery.RERUN)));
        dispatcher = new Dispatcher(journal, new Acceptance(changed), "successor");

        assertThat(only(recover(NOON, true).executions()).reason()).contains("its runbook was changed");
    }

    @Test
    void afterACrashARunbookThatIsGoneFails() {
        arrive(promote(1, "shift-traffic"));
        dispatcher = new Dispatcher(journal, new Acceptance(new Runbooks(List.of())), "successor");

        assertThat(only(recover(NOON, true).executions()).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void nothingInTheJournalIsCarriedOutWithoutAValidSignature() {
        arrive(promote(1, "shift-traffic"));

        Output output = recover(NOON, false);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).reason()).contains("signature");
    }

    @Test
    void anAdvanceIsNotContinuedWhereAnEntryOfItsServiceCannotBeRead() {
        arrive(promote(1, "shift-traffic"));
        arrive(decision("till", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE));
        journal.unreadable("shop/r7/2");

        Output output = crash(NOON.plusSeconds(5));

        assertThat(only(output.effects()).service()).isEqualTo("till");
        assertThat(output.executions())
                .filteredOn(execution -> execution.service().equals("shop"))
                .singleElement()
                .satisfies(execution -> {
                    assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
                    assertThat(execution.reason()).contains("cannot be read").contains("a person must decide");
                });
    }

    @Test
    void aRollbackIsContinuedEvenWhereAnEntryOfItsServiceCannotBeRead() {
        arrive(rollback(1));
        journal.unreadable("shop/r7/2");

        assertThat(only(crash(NOON.plusSeconds(5)).effects()).attempt()).isEqualTo(2);
    }

    @Test
    void aDecisionWhoseEntryCannotBeReadIsNotCarriedOutAgain() {
        arrive(promote(1, "shift-traffic"));
        journal.unreadable("shop/r7/1");

        assertThat(crash(NOON).effects()).isEmpty();
        assertThat(dispatcher.arrived(received(promote(1, "shift-traffic")), NOON, new Output()))
                .isFalse();
    }

    @Test
    void theNextDecisionAcceptedEndsTheDoubtForGood() {
        journal.unreadable("shop/r7/1");

        Output refused = arrive(decision("shop", DecisionKind.PROMOTE, 7, 2, 5, "shift-traffic", Mode.OBSERVE));
        assertThat(journal.inDoubt()).containsExactly("shop");
        Output accepted = arrive(promote(3, "shift-traffic"));

        assertThat(refused.forgotten()).isEmpty();
        assertThat(accepted.forgotten()).containsExactly("shop/r7/1");
        assertThat(accepted.effects()).hasSize(1);
        assertThat(journal.inDoubt()).isEmpty();
    }

    @Test
    void forgetsDecisionsOfRolloutsLongOver() {
        for (int epoch = 1; epoch <= 30; epoch++) {
            Effect effect = arrive(decision(DecisionKind.ROLLBACK, epoch, 1, 0))
                    .effects()
                    .get(0);
            end(effect, DONE);
        }

        assertThat(journal.entries()).hasSizeLessThanOrEqualTo(22);
        assertThat(journal.history("shop").last().orElseThrow().epoch()).isEqualTo(30);
    }

    private Output arriveAt(Decision decision, long offset) {
        Output output = new Output();
        dispatcher.arrived(received(decision, offset, Optional.of(NOON)), NOON, output);
        dispatcher.takeUp(NOON, output);
        return output;
    }

    /** What runs of this entry. */
    private static Effect effect(JournalEntry running) {
        return new Effect(
                running.decision().service(),
                running.decision().decisionId(),
                running.decision().correlationId(),
                running.decision().kind(),
                running.execution().orElseThrow().attempt(),
                running.step(),
                "step-" + running.step(),
                Decisions.command("/bin/true"),
                Duration.ofSeconds(5),
                NOON,
                running.order());
    }

    private static Decision run(int sequence, String runbook) {
        return Decisions.run(7, sequence, runbook);
    }

    private Output arrive(Decision decision) {
        Output output = new Output();
        dispatcher.arrived(received(decision), NOON, output);
        dispatcher.takeUp(NOON, output);
        return output;
    }

    private Output end(Effect effect, StepOutcome outcome) {
        return end(effect, outcome, NOON);
    }

    private Output end(Effect effect, StepOutcome outcome, Instant now) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, NOON, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private Output crash(Instant now) {
        dispatcher = new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "successor");
        return recover(now, true);
    }

    private Output recover(Instant now, boolean trusted) {
        Output output = new Output();
        dispatcher.recover(now, received -> trusted, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    private static Decision promote(int sequence, String runbook) {
        return decision("shop", DecisionKind.PROMOTE, 7, sequence, 5, runbook, Mode.ENFORCE);
    }

    private static Decision stepBack(int sequence) {
        return decision(DecisionKind.STEP_BACK, 7, sequence, 1);
    }

    private static Decision rollback(int sequence) {
        return decision(DecisionKind.ROLLBACK, 7, sequence, 0);
    }

    private static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
