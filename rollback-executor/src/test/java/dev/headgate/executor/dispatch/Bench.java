package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A dispatcher with the runbooks of the tests, at noon, and decisions of rollout r7 of shop for it. */
final class Bench {

    static final StepOutcome DONE = new StepOutcome.Done(Optional.of(new Weight(5)), OptionalInt.empty(), "output");
    static final StepOutcome BACK = new StepOutcome.Done(Optional.of(Weight.NONE), OptionalInt.empty(), "output");
    static final StepOutcome NOTHING_SHIFTED = new StepOutcome.Done(Optional.empty(), OptionalInt.of(0), "output");
    static final StepOutcome FAILED =
            new StepOutcome.Failed(FailureCategory.EXIT_CODE, "no answer", OptionalInt.of(3), "output", Labels.NONE);

    private final Journal journal = new Journal();
    private Dispatcher dispatcher = new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "test");

    Journal journal() {
        return journal;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** Another dispatcher goes on with the journal. */
    void goOnWith(Dispatcher other) {
        dispatcher = other;
    }

    Output arriveAt(Decision decision, long offset) {
        Output output = new Output();
        dispatcher.arrived(received(decision, offset, Optional.of(NOON)), NOON, output);
        dispatcher.takeUp(NOON, output);
        return output;
    }

    /** What runs of this entry. */
    static Effect effect(JournalEntry running) {
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

    static Decision run(int sequence, String runbook) {
        return Decisions.run(7, sequence, runbook);
    }

    Output arrive(Decision decision) {
        Output output = new Output();
        dispatcher.arrived(received(decision), NOON, output);
        dispatcher.takeUp(NOON, output);
        return output;
    }

    Output end(Effect effect, StepOutcome outcome) {
        return end(effect, outcome, NOON);
    }

    Output end(Effect effect, StepOutcome outcome, Instant now) {
        Output output = new Output();
        dispatcher.ended(effect, outcome, NOON, now, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    Output crash(Instant now) {
        dispatcher = new Dispatcher(journal, new Acceptance(Decisions.runbooks()), "successor");
        return recover(now, true);
    }

    Output recover(Instant now, boolean trusted) {
        Output output = new Output();
        dispatcher.recover(now, received -> trusted, output);
        dispatcher.takeUp(now, output);
        return output;
    }

    static Decision promote(int sequence, String runbook) {
        return decision("shop", DecisionKind.PROMOTE, 7, sequence, 5, runbook, Mode.ENFORCE);
    }

    static Decision stepBack(int sequence) {
        return decision(DecisionKind.STEP_BACK, 7, sequence, 1);
    }

    static Decision rollback(int sequence) {
        return decision(DecisionKind.ROLLBACK, 7, sequence, 0);
    }

    static <T> T only(List<T> list) {
        assertThat(list).hasSize(1);
        return list.get(0);
    }
}
