package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalCodec;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** While an operator holds, no advance and no run is begun; rollbacks and steps back are. */
class HoldTest {

    private static final StepOutcome DONE =
            new StepOutcome.Done(Optional.of(new Weight(5)), OptionalInt.empty(), "output", Labels.NONE);

    private final Journal journal = new Journal();
    private Dispatcher dispatcher = new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "test");
    private long offset;

    @Test
    void aHoldIsJournalledAndAnswered() {
        Output output = arrive(hold(NOON));

        assertThat(output.executions()).singleElement().satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(answer.reason()).isEqualTo("held by jane: a freeze");
            assertThat(answer.confirmedWeight()).isEmpty();
        });
        assertThat(output.entries()).hasSize(1);
        assertThat(journal.hold()).isPresent();
        assertThat(journal.unfinished()).isZero();
    }

    @Test
    void neitherAnAdvanceNorARunIsBegunUntilTheRelease() {
        arrive(hold(NOON));

        assertThat(arrive(promote("shop", 1)).effects()).isEmpty();
        assertThat(arrive(Decisions.run(7, 2, "smoke-tests")).effects()).isEmpty();
        Output released = arrive(release(NOON.plusMillis(1)));

        assertThat(released.effects()).extracting(Effect::decisionId).containsExactly("r7/1");
        assertThat(journal.hold()).isEmpty();
        assertThat(end(released.effects().get(0)).effects())
                .extracting(Effect::decisionId)
                .containsExactly("r7/2");
    }

    @Test
    void aRollbackAndAStepBackAreCarriedOutAndWaitForNothingThatIsHeld() {
        arrive(hold(NOON));
        arrive(Decisions.run(7, 1, "smoke-tests"));
        arrive(promote("shop", 2));

        Output steppedBack = arrive(decision(DecisionKind.STEP_BACK, 7, 3, 1));
        assertThat(steppedBack.effects()).extracting(Effect::decisionId).containsExactly("r7/3");
        assertThat(steppedBack.executions())
                .filteredOn(execution -> execution.decisionId().equals("r7/2"))
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUPERSEDED);
        end(steppedBack.effects().get(0));

        Output rolledBack = arrive(decision(DecisionKind.ROLLBACK, 7, 4, 0));
        assertThat(rolledBack.effects()).extracting(Effect::decisionId).containsExactly("r7/4");
        assertThat(rolledBack.executions())
                .filteredOn(execution -> execution.decisionId().equals("r7/1"))
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUPERSEDED);
    }

    @Test
    void anAdvanceThatIsHeldTooLongExpires() {
        arrive(hold(NOON));
        arrive(promote("shop", 1));

        Output later = new Output();
        dispatcher.takeUp(NOON.plusSeconds(61), later);

        assertThat(later.effects()).isEmpty();
        assertThat(later.executions())
                .singleElement()
                .satisfies(execution -> assertThat(execution.status()).isEqualTo(ExecutionStatus.EXPIRED));
    }

    @Test
    void whatHasBegunGoesOnToItsEnd() {
        Effect first = arrive(Decisions.run(7, 1, "smoke-tests")).effects().get(0);
        arrive(hold(NOON));

        Output then = end(first, new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), ""));

        assertThat(then.effects()).extracting(Effect::step).containsExactly(1);
    }

    @Test
    void itSurvivesACrash() {
        arrive(hold(NOON));
        Journal readAnew = new Journal();
        JournalCodec codec = new JournalCodec();
        journal.entries().forEach(entry -> readAnew.put(codec.read(codec.write(entry))));
        dispatcher = new Dispatcher(readAnew, new Acceptance(Decisions.runbooks()), "successor");

        dispatcher.recover(NOON, received -> true, new Output());

        assertThat(arrive(promote("shop", 1)).effects()).isEmpty();
        assertThat(arrive(decision(DecisionKind.ROLLBACK, 7, 2, 0)).effects()).hasSize(1);
    }

    @Test
    void itHoldsEveryServiceOfThePartition() {
        arrive(hold(NOON));

        assertThat(arrive(promote("shop", 1)).effects()).isEmpty();
        assertThat(arrive(promote("till", 1)).effects()).isEmpty();
        assertThat(arrive(release(NOON.plusMillis(1))).effects())
                .extracting(Effect::service)
                .containsExactlyInAnyOrder("shop", "till");
    }

    @Test
    void aReleaseThatIsBroughtAgainReleasesNothing() {
        Decision release = release(NOON);
        arrive(release);
        arrive(hold(NOON.plusMillis(1)));

        Output output = new Output();
        boolean isNew = dispatcher.arrived(received(release, 99, Optional.of(NOON)), NOON, output);

        assertThat(isNew).isFalse();
        assertThat(journal.hold()).isPresent();
    }

    @Test
    void aReleaseThatWasKeptAndIsBroughtLaterIsRefused() {
        arrive(hold(NOON.plus(Duration.ofHours(2))));

        Output output = new Output();
        Instant later = NOON.plus(Duration.ofHours(2));
        dispatcher.arrived(received(release(NOON), 99, Optional.of(later)), later, output);

        assertThat(output.refusals()).containsExactly(RefusalCause.WRITTEN_ANEW);
        assertThat(output.executions())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(ExecutionStatus.REFUSED));
        assertThat(journal.hold()).isPresent();
    }

    @Test
    void theLatestOrderIsNeverForgotten() {
        for (int i = 0; i < 60; i++) {
            Instant at = NOON.plusMillis(i);
            arrive(i % 2 == 0 ? release(at) : hold(at));
        }

        assertThat(journal.hold().map(JournalEntry::at)).contains(NOON);
        assertThat(journal.entries()).hasSizeLessThan(25);
    }

    private static Decision hold(Instant at) {
        return ExecutorHold.of(true, ExecutorHold.service(0), "jane", "a freeze", "c", at);
    }

    private static Decision release(Instant at) {
        return ExecutorHold.of(false, ExecutorHold.service(0), "jane", "it is over", "c", at);
    }

    private static Decision promote(String service, int sequence) {
        return decision(
                service,
                DecisionKind.PROMOTE,
                7,
                sequence,
                5,
                "shift-traffic",
                dev.headgate.schemas.model.Mode.ENFORCE);
    }

    private Output arrive(Decision decision) {
        Output output = new Output();
        offset++;
        Instant appended = ExecutorHold.isNamed(decision) ? decision.evaluatedAt() : NOON;
        dispatcher.arrived(received(decision, offset, Optional.of(appended)), NOON, output);
        dispatcher.takeUp(NOON, output);
        return output;
    }

    private Output end(Effect effect) {
        return end(effect, DONE);
    }

    private Output end(Effect effect, StepOutcome outcome) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, NOON, NOON, output);
        dispatcher.takeUp(NOON, output);
        return output;
    }
}
