package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.dispatch.Bench.BACK;
import static dev.headgate.executor.dispatch.Bench.DONE;
import static dev.headgate.executor.dispatch.Bench.FAILED;
import static dev.headgate.executor.dispatch.Bench.NOTHING_SHIFTED;
import static dev.headgate.executor.dispatch.Bench.effect;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static dev.headgate.executor.dispatch.Bench.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Direct rollbacks beside what the gate decides. */
class DirectRollbackOrderTest {

    private final Bench bench = new Bench();

    @Test
    void aRunAfterADirectRollbackIsCarriedOutThoughItsNumberIsSmaller() {
        bench.arrive(promote(1, "shift-traffic"));
        Effect promoted = bench.journal().running("shop").stream()
                .map(Bench::effect)
                .findFirst()
                .orElseThrow();
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        Effect rollback = only(bench.end(promoted, DONE).effects());
        assertThat(rollback.decisionId()).isEqualTo("r7/direct-1");

        bench.arriveAt(run(2, "smoke-tests"), 8_001);

        assertThat(only(bench.end(rollback, DONE).effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void afterADirectRollbackThatCameToNothingTheGatesOwnIsCarriedOut() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        Decision direct = decision("shop", DecisionKind.ROLLBACK, 7, 1_001, 0, "careful", Mode.ENFORCE);
        bench.arriveAt(Decisions.with(direct, "r7/direct-1", direct.runbook().parameters(), Optional.empty()), 8_000);
        bench.end(effect(only(bench.journal().running("shop"))), FAILED);
        assertThat(bench.journal().waiting("shop")).isEmpty();
        bench.arriveAt(promote(2, "shift-traffic"), 8_001);
        assertThat(bench.journal().running("shop")).isEmpty();

        bench.arriveAt(rollback(3), 8_002);

        JournalEntry rollback = only(bench.journal().running("shop"));
        assertThat(rollback.key()).isEqualTo("shop/r7/3");
        Output output = bench.end(effect(rollback), DONE);
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.journal().inForce("shop").map(JournalEntry::key)).contains("shop/r7/3");
    }

    @Test
    void afterADirectRollbackThatSucceededTheGatesOwnIsNotDoneToo() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        bench.end(effect(only(bench.journal().running("shop"))), BACK);

        bench.arriveAt(rollback(2), 8_001);

        assertThat(bench.journal().running("shop")).isEmpty();
        assertThat(bench.journal().waiting("shop")).isEmpty();
        assertThat(bench.journal().inForce("shop").map(JournalEntry::key)).contains("shop/r7/direct-1");
    }

    @Test
    void theGatesRollbackTakesThePlaceOfADirectOneThatFailsAgainAndAgain() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        bench.end(effect(only(bench.journal().running("shop"))), FAILED);
        bench.arriveAt(rollback(2), 8_001);
        assertThat(only(bench.journal().waiting("shop")).key()).isEqualTo("shop/r7/2");

        Effect own = only(
                bench.end(effect(only(bench.journal().running("shop"))), FAILED).effects());

        assertThat(own.decisionId()).isEqualTo("r7/2");
        assertThat(only(bench.end(own, DONE).executions()).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(bench.journal().running("shop")).isEmpty();
        assertThat(bench.journal().inForce("shop").map(JournalEntry::key)).contains("shop/r7/2");
    }

    @Test
    void aDirectRollbackThatSucceedsSettlesTheGatesOwnThatWaitsForIt() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        bench.arriveAt(rollback(2), 8_001);

        Output output = bench.end(effect(only(bench.journal().running("shop"))), BACK);

        assertThat(output.effects()).isEmpty();
        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        tuple("r7/direct-1", ExecutionStatus.SUCCEEDED), tuple("r7/2", ExecutionStatus.SUCCEEDED));
        Execution own = output.executions().get(1);
        assertThat(own.reason()).contains("r7/direct-1 has done the same");
        assertThat(own.confirmedWeight()).isEqualTo(output.executions().get(0).confirmedWeight());
        assertThat(bench.journal().waiting("shop")).isEmpty();
        assertThat(bench.journal().inForce("shop").map(JournalEntry::key)).contains("shop/r7/direct-1");
    }

    @Test
    void aDirectRollbackThatReadNoWeightBackDoesNotSettleTheGatesOwnThatWaitsForIt() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        for (StepOutcome unproven : List.of(NOTHING_SHIFTED, DONE)) {
            int number = unproven.equals(DONE) ? 2 : 1;
            bench.arriveAt(Decisions.direct(7, number, 1_000 * number), 8_000 + 10 * number);
            bench.arriveAt(rollback(1 + number), 8_001 + 10 * number);

            Effect own = only(bench.end(effect(only(bench.journal().running("shop"))), unproven)
                    .effects());

            assertThat(own.decisionId()).isEqualTo("r7/" + (1 + number));
            bench.end(own, NOTHING_SHIFTED);
        }
    }

    @Test
    void afterADirectRollbackThatReadNoWeightBackTheGatesOwnIsCarriedOut() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        bench.end(effect(only(bench.journal().running("shop"))), NOTHING_SHIFTED);

        Output output = bench.arriveAt(rollback(2), 8_001);

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void whatAnEarlierDirectRollbackHasDoneDoesNotSettleARollbackBehindALaterOne() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);
        bench.end(effect(only(bench.journal().running("shop"))), BACK);
        bench.arriveAt(Decisions.direct(7, 2, 2_001), 8_001);
        bench.arriveAt(rollback(2), 8_002);

        Output output = bench.end(effect(only(bench.journal().running("shop"))), FAILED);

        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void anOldRollbackOfAnotherRolloutIsNotTakenBesideADirectOneWhenTheJournalWasLost() {
        bench.arriveAt(Decisions.althoughUnknown(Decisions.direct(7, 1, 1_001)), 8_000);

        Output ofEarlier = bench.arriveAt(decision(DecisionKind.ROLLBACK, 6, 4, 0), 8_001);
        Output betweenOthers = bench.arriveAt(Decisions.between(rollback(2), "2.0.0", "0.9.0"), 8_002);

        for (Output old : List.of(ofEarlier, betweenOthers)) {
            assertThat(only(old.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
            assertThat(only(old.executions()).reason()).startsWith("stale");
        }
    }

    @Test
    void theVersionsOfADirectRollbackOfWhichNothingWasKnownBindNoOther() {
        Decision wrong = Decisions.between(Decisions.direct(7, 1, 1_001), "1.0.0", "2.0.0");
        bench.arriveAt(Decisions.althoughUnknown(wrong), 8_000);
        bench.end(effect(only(bench.journal().running("shop"))), BACK);

        Output untold = bench.arriveAt(Decisions.direct(7, 2, 2_001), 8_001);
        Output told = bench.arriveAt(Decisions.althoughUnknown(Decisions.direct(7, 3, 3_001)), 8_002);

        assertThat(only(untold.executions()).reason()).contains("--although-unknown");
        assertThat(only(told.effects()).decisionId()).isEqualTo("r7/direct-3");
    }

    @Test
    void whileADirectRollbackIsUnderWayNothingElseOfTheGatesMayShift() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        bench.arriveAt(Decisions.direct(7, 1, 1_001), 8_000);

        bench.arriveAt(promote(2, "shift-traffic"), 8_001);
        bench.arriveAt(decision(DecisionKind.STEP_BACK, 7, 3, 1), 8_002);
        bench.arriveAt(decision(DecisionKind.ROLLBACK, 7, 4, 1), 8_003);

        assertThat(bench.journal().waiting("shop")).isEmpty();
    }

    @Test
    void aDirectRollbackOfVersionsThatTheRolloutDoesNotHaveIsRefused() {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        Decision direct = Decisions.direct(7, 1, 1_001);

        Output output = bench.arriveAt(Decisions.between(direct, "1.0.0", "2.0.0"), 8_000);

        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.REFUSED);
        assertThat(only(output.executions()).reason())
                .contains("takes traffic from 1.0.0 to its canary 2.0.0", "this would take it from 1.0.0 to 2.0.0");
    }
}
