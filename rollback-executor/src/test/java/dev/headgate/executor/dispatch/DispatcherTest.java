package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static dev.headgate.executor.dispatch.Bench.DONE;
import static dev.headgate.executor.dispatch.Bench.FAILED;
import static dev.headgate.executor.dispatch.Bench.effect;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Progress;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Weight;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of one decision after the other: in which order, and how each ends. */
class DispatcherTest {

    private final Bench bench = new Bench();

    @Test
    void journalsADecisionBeforeItsEffectBegins() {
        Output output = bench.arrive(promote(1, "shift-traffic"));

        assertThat(output.entries()).extracting(JournalEntry::progress).contains(Progress.ACCEPTED, Progress.STARTED);
        assertThat(output.effects()).singleElement().satisfies(effect -> {
            assertThat(effect.decisionId()).isEqualTo("r7/1");
            assertThat(effect.attempt()).isEqualTo(1);
        });
        assertThat(output.executions()).extracting(Execution::status).containsExactly(ExecutionStatus.STARTED);
    }

    @Test
    void confirmsTheWeightThatTheStepReadBack() {
        Effect effect = bench.arrive(promote(1, "shift-traffic")).effects().get(0);

        Execution outcome = only(bench.end(effect, DONE).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).contains(new Weight(5));
        assertThat(outcome.finishedAt()).contains(NOON);
        assertThat(outcome.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.output()).isEqualTo("output"));
    }

    @Test
    void stopsAtTheStepThatFails() {
        Effect effect = bench.arrive(promote(1, "two-steps")).effects().get(0);

        Output output = bench.end(effect, FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).isEqualTo("step step-0: no answer");
    }

    @Test
    void doesStepAfterStep() {
        Effect first = bench.arrive(promote(1, "two-steps")).effects().get(0);

        Effect second = only(bench.end(first, DONE).effects());

        assertThat(second.step()).isEqualTo(1);
        assertThat(only(bench.end(second, DONE).executions()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aReplayChangesNothing() {
        bench.arrive(promote(1, "shift-traffic"));
        Output output = new Output();

        boolean isNew = bench.dispatcher().arrived(received(promote(1, "shift-traffic")), NOON, output);

        assertThat(isNew).isFalse();
        assertThat(output.nothingToWrite()).isTrue();
    }

    @Test
    void recordsWhyItRefuses() {
        Decision observed = decision("shop", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.OBSERVE);

        Output output = bench.arrive(observed);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        assertThat(only(output.executions()).reason()).contains("observe");
        assertThat(output.effects()).isEmpty();
    }

    @Test
    void aShadowsDecisionLeavesNoTrace() {
        bench.journal().unreadable("shop/r6/1");

        for (DecisionKind kind : DecisionKind.values()) {
            Decision shadow = Decisions.shadow(decision(kind, 9, 7, 0), Mode.SHADOW);
            Output output = new Output();

            assertThat(bench.dispatcher().arrived(received(shadow), NOON, output))
                    .isTrue();
            assertThat(bench.dispatcher().arrived(received(shadow), NOON, output))
                    .isTrue();
            bench.dispatcher().takeUp(NOON, output);

            assertThat(output.nothingToWrite()).as(kind.name()).isTrue();
            assertThat(output.effects()).isEmpty();
        }

        assertThat(bench.journal().entries()).isEmpty();
        assertThat(bench.journal().inDoubt()).containsExactly("shop");
    }

    @Test
    void aShadowsDecisionDoesNotDisturbTheOrderOfTheRolloutBesideIt() {
        bench.arrive(Decisions.shadow(decision(DecisionKind.ROLLBACK, 7, 9, 0), Mode.SHADOW));

        Output output = bench.arrive(promote(1, "shift-traffic"));

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/1");
    }

    @Test
    void aRollbackTakesThePlaceOfWhatWaits() {
        bench.arrive(promote(1, "shift-traffic"));
        bench.arrive(promote(2, "shift-traffic"));

        Output output = bench.arrive(rollback(3));

        assertThat(only(output.executions()).decisionId()).isEqualTo("r7/2");
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void aRollbackEndsAnAdvanceAfterItsRunningStep() {
        Effect running = bench.arrive(promote(1, "two-steps")).effects().get(0);
        assertThat(bench.arrive(rollback(2)).effects()).isEmpty();

        Output output = bench.end(running, DONE);

        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("r7/1", ExecutionStatus.SUPERSEDED),
                        org.assertj.core.groups.Tuple.tuple("r7/2", ExecutionStatus.STARTED));
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void servicesDoNotWaitForEachOther() {
        bench.arrive(promote(1, "shift-traffic"));
        Decision other = decision("till", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE);

        assertThat(bench.arrive(other).effects()).hasSize(1);
    }

    @Test
    void anAdvanceThatExpiresWhileItWaitsIsNotBegun() {
        Effect running = bench.arrive(promote(1, "shift-traffic")).effects().get(0);
        bench.arrive(promote(2, "shift-traffic"));

        Output output = bench.end(running, DONE, NOON.plusSeconds(61));

        assertThat(output.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUCCEEDED, ExecutionStatus.EXPIRED);
        assertThat(output.effects()).isEmpty();
    }

    @Test
    void aRunbookHasABudgetAsAWhole() {
        Effect first = bench.arrive(promote(1, "two-steps")).effects().get(0);

        Output output = bench.end(first, DONE, NOON.plusSeconds(31));

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("budget");
    }

    @Test
    void aStepGetsAtMostWhatTheRunbookHasLeft() {
        Effect first = bench.arrive(promote(1, "two-steps")).effects().get(0);

        Effect second = only(bench.end(first, DONE, NOON.plusSeconds(28)).effects());

        assertThat(second.budget()).hasSeconds(2);
    }

    @Test
    void aRunbookWithoutStepsFails() {
        assertThat(bench.arrive(promote(1, "empty")).executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.FAILED);
    }

    @Test
    void withoutPermissionTheSameAttemptIsTriedAgain() {
        Effect effect = bench.arrive(promote(1, "shift-traffic")).effects().get(0);

        Output output = bench.end(effect, new StepOutcome.NotBegun("no lease"));

        assertThat(only(output.effects()).attempt()).isEqualTo(1);
    }

    @Test
    void withoutPermissionNothingIsTriedThatIsSupersededOrExpired() {
        Effect effect = bench.arrive(promote(1, "shift-traffic")).effects().get(0);
        bench.arrive(rollback(2));
        Output superseded = bench.end(effect, new StepOutcome.NotBegun("no lease"));

        assertThat(superseded.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(only(superseded.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void withoutPermissionAnAdvanceExpires() {
        Effect effect = bench.arrive(promote(1, "shift-traffic")).effects().get(0);

        Output output = bench.end(effect, new StepOutcome.NotBegun("no lease"), NOON.plusSeconds(61));

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.EXPIRED);
    }

    @Test
    void anAdvanceThatIsTooOldWhenItArrivesIsExpired() {
        Output output = new Output();

        bench.dispatcher().arrived(received(promote(1, "shift-traffic")), NOON.plusSeconds(61), output);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.EXPIRED);
        assertThat(only(output.entries()).progress()).isEqualTo(Progress.REFUSED);
    }

    @Test
    void anErrorOfOursEndsOneDecisionAndNoOther() {
        bench.arrive(promote(1, "shift-traffic"));
        Effect other = only(bench.arrive(decision("till", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE))
                .effects());
        JournalEntry broken = only(bench.journal().running("shop"));
        bench.journal()
                .put(new JournalEntry(
                        broken.received(), Progress.STARTED, 0, broken.fingerprint(), Optional.empty(), NOON));

        Output output = bench.crash(NOON.plusSeconds(5));

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
        bench.arrive(promote(1, "shift-traffic"));
        JournalEntry entry = only(bench.journal().running("shop"));
        bench.journal()
                .put(entry.started(9, entry.fingerprint(), entry.execution().orElseThrow(), NOON));

        assertThat(only(bench.crash(NOON.plusSeconds(5)).executions()).reason()).contains("step number 10");
    }

    @Test
    void anAbandonedStepIsLeftToTheSuccessor() {
        Effect effect = bench.arrive(promote(1, "shift-traffic")).effects().get(0);

        assertThat(bench.end(effect, new StepOutcome.Abandoned()).nothingToWrite())
                .isTrue();
    }

    @Test
    void forgetsDecisionsOfRolloutsLongOver() {
        for (int epoch = 1; epoch <= 30; epoch++) {
            Effect effect = bench.arrive(decision(DecisionKind.ROLLBACK, epoch, 1, 0))
                    .effects()
                    .get(0);
            bench.end(effect, DONE);
        }

        assertThat(bench.journal().entries()).hasSizeLessThanOrEqualTo(22);
        assertThat(bench.journal().history("shop").last().orElseThrow().epoch()).isEqualTo(30);
    }
}
