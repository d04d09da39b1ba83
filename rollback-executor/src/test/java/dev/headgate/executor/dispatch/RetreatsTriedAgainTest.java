package dev.headgate.executor.dispatch;

import static dev.headgate.executor.Decisions.NOON;
import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.dispatch.Bench.DONE;
import static dev.headgate.executor.dispatch.Bench.FAILED;
import static dev.headgate.executor.dispatch.Bench.effect;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.journal.Progress;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollback or a step back is tried until it succeeds, or a later decision takes its place. */
class RetreatsTriedAgainTest {

    private final Bench bench = new Bench();

    @Test
    void aRollbackThatFailsIsToldAndTriedAgainUntilItSucceeds() {
        Effect effect = bench.arrive(rollback(1)).effects().get(0);
        Instant now = NOON;
        List<Long> pauses = new ArrayList<>();
        for (int attempt = 1; attempt <= 7; attempt++) {
            Output failed = bench.end(effect, FAILED, now);
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

        Execution outcome = only(bench.end(effect, DONE, now).executions());

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.executionId()).isEqualTo("r7/1#8");
        assertThat(bench.journal().unfinished()).isZero();
    }

    @Test
    void aStepBackIsTriedAgainUntilARollbackTakesItsPlace() {
        Effect effect = bench.arrive(decision(DecisionKind.STEP_BACK, 7, 1, 5))
                .effects()
                .get(0);
        Effect waiting = only(bench.end(effect, FAILED).effects());
        bench.arrive(rollback(2));
        assertThat(bench.dispatcher().isOvertaken(waiting)).isTrue();

        Output output = bench.end(waiting, new StepOutcome.NotBegun("a later decision took its place"));

        assertThat(output.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUPERSEDED, ExecutionStatus.STARTED);
        assertThat(only(output.effects()).decisionId()).isEqualTo("r7/2");
    }

    @Test
    void aCrashBetweenTwoTriesOfARollbackLosesNothing() {
        Effect effect = bench.arrive(rollback(1)).effects().get(0);
        bench.end(effect, FAILED);

        Effect again = only(bench.crash(NOON.plusSeconds(1)).effects());

        assertThat(again.attempt()).isEqualTo(3);
        assertThat(again.isDue(NOON.plusSeconds(1))).isTrue();
        assertThat(again.budget()).hasSeconds(5);
    }

    @Test
    void aRollbackWhoseStepMustNotRunTwiceIsNotTriedAgain() {
        Decision careful = decision("shop", DecisionKind.ROLLBACK, 7, 1, 0, "careful", Mode.ENFORCE);
        Effect effect = bench.arrive(careful).effects().get(0);

        Output output = bench.end(effect, FAILED);

        assertThat(output.effects()).isEmpty();
        assertThat(only(output.entries()).progress()).isEqualTo(Progress.FINISHED);
    }

    @Test
    void aRollbackThatIsOutOfItsBudgetGoesOnWithANewOne() {
        Decision twoSteps = decision("shop", DecisionKind.ROLLBACK, 7, 1, 0, "two-steps", Mode.ENFORCE);
        Effect first = bench.arrive(twoSteps).effects().get(0);

        Output output = bench.end(first, DONE, NOON.plusSeconds(31));

        assertThat(only(output.executions()).reason()).contains("budget").contains("tried again");
        assertThat(only(output.effects()).step()).isEqualTo(1);
        assertThat(only(output.effects()).attempt()).isEqualTo(2);
    }
}
