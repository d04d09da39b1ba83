package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.dispatch.Bench.BACK;
import static dev.headgate.executor.dispatch.Bench.DONE;
import static dev.headgate.executor.dispatch.Bench.FAILED;
import static dev.headgate.executor.dispatch.Bench.NOTHING_SHIFTED;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import org.junit.jupiter.api.Test;

/** The gate decides the same rollback while a direct one is half-way: its first step must not run twice, nor wait for ever. */
class DirectRollbackHalfWayTest {

    private static final StepOutcome NO_LEASE = new StepOutcome.NotBegun("no lease");

    private final Bench bench = new Bench();

    @Test
    void aDirectRollbackThatGoesWellIsNotCutHalfWayByTheGatesOwn() {
        Effect restore = directly("restoring");
        gateDecidesTheSame();

        Effect traffic = only(bench.end(restore, NOTHING_SHIFTED).effects());

        assertThat(traffic.decisionId()).isEqualTo("r7/direct-1");
        assertThat(traffic.step()).isEqualTo(1);
        Output output = bench.end(traffic, BACK);
        assertThat(output.effects()).isEmpty();
        assertThat(output.executions())
                .extracting(Execution::decisionId, Execution::status)
                .containsExactly(
                        tuple("r7/direct-1", ExecutionStatus.SUCCEEDED), tuple("r7/2", ExecutionStatus.SUCCEEDED));
    }

    @Test
    void aStepOfItThatIsDueAndNotBegunIsNotOvertaken() {
        Effect traffic = only(bench.end(directly("restoring"), NOTHING_SHIFTED).effects());
        gateDecidesTheSame();

        assertThat(bench.dispatcher().isOvertaken(traffic)).isFalse();
        Effect again = only(bench.end(traffic, NO_LEASE).effects());

        assertThat(again.decisionId()).isEqualTo("r7/direct-1");
        assertThat(again.step()).isEqualTo(1);
    }

    @Test
    void whatItsVerificationFindsUndoneItDoesItself() {
        directly("verifying");
        gateDecidesTheSame();
        Effect asked = only(bench.crash(NOON).effects());

        Effect action = only(bench.end(asked, new StepOutcome.Failed(FailureCategory.NO_EFFECT, "not there"))
                .effects());

        assertThat(asked.decisionId()).isEqualTo("r7/direct-1");
        assertThat(action.decisionId()).isEqualTo("r7/direct-1");
    }

    @Test
    void afterACrashItGoesOnWithAStepThatMayRunAgain() {
        bench.end(directly("restoring"), NOTHING_SHIFTED);
        gateDecidesTheSame();

        Effect traffic = only(bench.crash(NOON).effects());

        assertThat(traffic.decisionId()).isEqualTo("r7/direct-1");
        assertThat(traffic.step()).isEqualTo(1);
    }

    @Test
    void afterACrashInAStepOfWhichOnlyAPersonCouldTellTheGatesOwnTakesItsPlace() {
        directly("restoring");
        gateDecidesTheSame();

        Output output = bench.crash(NOON);

        assertThat(output.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void theGatesOwnTakesItsPlaceOnceItHasFailed() {
        Effect traffic = only(bench.end(directly("restoring"), NOTHING_SHIFTED).effects());
        gateDecidesTheSame();

        Effect own = only(bench.end(traffic, FAILED).effects());

        assertThat(own.decisionId()).isEqualTo("r7/2");
    }

    @Test
    void theGatesOwnTakesItsPlaceWhileItWaitsForItsNextAttempt() {
        Effect later = only(bench.end(directly("shift-traffic"), FAILED).effects());
        gateDecidesTheSame();

        assertThat(bench.dispatcher().isOvertaken(later)).isTrue();
        Output output = bench.end(later, NO_LEASE, later.notBefore());

        assertThat(output.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void anotherDirectRollbackTakesItsPlaceBeforeItsNextStep() {
        Effect restore = directly("restoring");
        gateDecidesTheSame();
        bench.arriveAt(Decisions.direct(7, 2, 2_001), 8_002);

        Effect next = only(bench.end(restore, NOTHING_SHIFTED).effects());

        assertThat(next.decisionId()).isEqualTo("r7/direct-2");
    }

    private Effect directly(String runbook) {
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        return only(bench.arriveAt(Decisions.by(runbook, Decisions.direct(7, 1, 1_001)), 8_000)
                .effects());
    }

    private void gateDecidesTheSame() {
        bench.arriveAt(rollback(2), 8_001);
        assertThat(bench.journal().waiting("shop"))
                .extracting(JournalEntry::key)
                .containsExactly("shop/r7/2");
    }
}
