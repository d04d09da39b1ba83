package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.received;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Step.Recovery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a successor makes of what a former owner left half done, or of a journal that it cannot read. */
class DispatcherRecoveryTest {

    private final Bench bench = new Bench();

    @Test
    void afterACrashAnIdempotentStepRunsAgainAsTheNextAttempt() {
        bench.arrive(promote(1, "shift-traffic"));

        Output output = bench.crash(NOON.plusSeconds(5));

        assertThat(only(output.effects()).attempt()).isEqualTo(2);
        assertThat(only(output.entries()).execution().orElseThrow().executionId())
                .isEqualTo("r7/1#2");
    }

    @Test
    void afterACrashAPersonDecidesAboutAnyOtherStep() {
        bench.arrive(promote(1, "careful"));

        Output output = bench.crash(NOON.plusSeconds(5));

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(only(output.executions()).reason()).contains("outcome not known; a person must decide");
    }

    @Test
    void afterACrashAnExpiredAdvanceIsNotRunAgain() {
        bench.arrive(promote(1, "shift-traffic"));

        assertThat(only(bench.crash(NOON.plusSeconds(61)).executions()).reason())
                .contains("interrupted")
                .contains("expired");
    }

    @Test
    void afterACrashASupersededAdvanceIsNotRunAgain() {
        bench.arrive(promote(1, "shift-traffic"));
        bench.arrive(rollback(2));

        Output output = bench.crash(NOON.plusSeconds(5));

        assertThat(output.executions().get(0).status()).isEqualTo(ExecutionStatus.SUPERSEDED);
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void afterACrashAnAttemptIsNeverContinuedWithOtherSteps() {
        bench.arrive(promote(1, "shift-traffic"));
        Runbooks changed = new Runbooks(List.of(Decisions.runbook("shift-traffic", Recovery.RERUN, Recovery.RERUN)));
        bench.goOnWith(new Dispatcher(bench.journal(), new Acceptance(changed), "successor"));

        assertThat(only(bench.recover(NOON, true).executions()).reason()).contains("its runbook was changed");
    }

    @Test
    void afterACrashARunbookThatIsGoneFails() {
        bench.arrive(promote(1, "shift-traffic"));
        bench.goOnWith(new Dispatcher(bench.journal(), new Acceptance(new Runbooks(List.of())), "successor"));

        assertThat(only(bench.recover(NOON, true).executions()).status()).isEqualTo(ExecutionStatus.FAILED);
    }

    @Test
    void nothingInTheJournalIsCarriedOutWithoutAValidSignature() {
        bench.arrive(promote(1, "shift-traffic"));

        Output output = bench.recover(NOON, false);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.executions()).reason()).contains("signature");
    }

    @Test
    void anAdvanceIsNotContinuedWhereAnEntryOfItsServiceCannotBeRead() {
        bench.arrive(promote(1, "shift-traffic"));
        bench.arrive(decision("till", DecisionKind.PROMOTE, 7, 1, 5, "shift-traffic", Mode.ENFORCE));
        bench.journal().unreadable("shop/r7/2");

        Output output = bench.crash(NOON.plusSeconds(5));

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
        bench.arrive(rollback(1));
        bench.journal().unreadable("shop/r7/2");

        assertThat(only(bench.crash(NOON.plusSeconds(5)).effects()).attempt()).isEqualTo(2);
    }

    @Test
    void aDecisionWhoseEntryCannotBeReadIsNotCarriedOutAgain() {
        bench.arrive(promote(1, "shift-traffic"));
        bench.journal().unreadable("shop/r7/1");

        assertThat(bench.crash(NOON).effects()).isEmpty();
        assertThat(bench.dispatcher().arrived(received(promote(1, "shift-traffic")), NOON, new Output()))
                .isFalse();
    }

    @Test
    void theNextDecisionAcceptedEndsTheDoubtForGood() {
        bench.journal().unreadable("shop/r7/1");

        Output refused = bench.arrive(decision("shop", DecisionKind.PROMOTE, 7, 2, 5, "shift-traffic", Mode.OBSERVE));
        assertThat(bench.journal().inDoubt()).containsExactly("shop");
        Output accepted = bench.arrive(promote(3, "shift-traffic"));

        assertThat(refused.forgotten()).isEmpty();
        assertThat(accepted.forgotten()).containsExactly("shop/r7/1");
        assertThat(accepted.effects()).hasSize(1);
        assertThat(bench.journal().inDoubt()).isEmpty();
    }
}
