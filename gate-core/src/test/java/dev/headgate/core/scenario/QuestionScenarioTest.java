package dev.headgate.core.scenario;

import static dev.headgate.core.Doings.hook;
import static dev.headgate.core.Doings.leaving;
import static dev.headgate.core.Doings.stop;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.holding;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is asked of roles, and what their silence does; what is mitigated, and undone. */
class QuestionScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Response ASKS = Response.ask("release-manager", Duration.ofSeconds(30), Effect.ROLLBACK);

    @Test
    void aQuestionThatNobodyAnswersDoesWhatStandsBehindElseAtItsDeadline() {
        ScenarioResult result = failing(asking(), Span.seconds(20, 600)).run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.ROLLBACK);
        Decision ask = result.first(DecisionKind.ASK).orElseThrow();
        assertThat(ask.recipients()).containsExactly("release-manager");
        assertThat(ask.reason())
                .contains("release-manager is asked, and has 30 s to say go on, else it is rolled back");
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isEqualTo(result.firstAt(DecisionKind.ASK).orElseThrow().plusSeconds(30));
        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason())
                .startsWith("release-manager has not answered in time: the canary's error rate was");
    }

    @Test
    void whileItIsOpenTheStateSaysWhoIsAskedUntilWhen() {
        ScenarioResult result = failing(asking(), Span.seconds(20, 600)).run(Duration.ofSeconds(40));

        WaitingFor waits = result.last().situation().waitingFor().get(0);
        assertThat(waits.kind()).isEqualTo("answer");
        assertThat(waits.name()).isEqualTo("release-manager");
        assertThat(waits.until().orElseThrow())
                .isEqualTo(result.first(DecisionKind.ASK)
                        .orElseThrow()
                        .evaluatedAt()
                        .plusSeconds(30));
    }

    @Test
    void aYesLeavesTheLineAloneUntilItHasBeenClearAndThenItIsAskedAgain() {
        ScenarioResult result = failing(asking(), Span.seconds(20, 60))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(100, 600)))
                .command(Duration.ofSeconds(30), approve("a1", "release-manager"))
                .run(Duration.ofSeconds(115));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.RECORD, DecisionKind.ASK);
        assertThat(result.decisions().get(2).reason())
                .isEqualTo("ada said yes for release-manager, which answers what was asked of it");
        assertThat(result.last().phase()).isEqualTo(Phase.WATCHING);
    }

    @Test
    void aNoDoesAtOnceWhatStandsBehindElse() {
        ScenarioResult result = failing(asking(), Span.seconds(20, 600))
                .command(Duration.ofSeconds(30), reject("a1", "release-manager"))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.RECORD, DecisionKind.ROLLBACK);
        assertThat(result.firstAt(DecisionKind.ROLLBACK)).contains(Duration.ofSeconds(30));
    }

    @Test
    void oneNoToTwoQuestionsRollsBackOnce() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS), stop(errorRate(Operator.GREATER, 0.2), ASKS)),
                stage(50, 300, FINE));
        ScenarioResult result = failing(policy, Span.seconds(20, 600))
                .command(Duration.ofSeconds(30), reject("a1", "release-manager"))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.ASK,
                        DecisionKind.ASK,
                        DecisionKind.RECORD,
                        DecisionKind.ROLLBACK);
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void whatIsClearAtTheDeadlineHasSettledItself() {
        ScenarioResult result = failing(asking(), Span.seconds(20, 30)).run(Duration.ofSeconds(100));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.NOTIFY);
        assertThat(result.decisions().get(2).reason()).startsWith("the question to release-manager has settled itself");
    }

    @Test
    void aLineThatRollsBackWaitsForNobody() {
        Policy policy = policy(
                List.of(
                        stop(errorRate(Operator.GREATER, 0.1), ASKS),
                        stop(holding(errorRate(Operator.GREATER, 0.1), Duration.ofSeconds(5)), Response.ROLLBACK)),
                stage(50, 60, FINE));
        ScenarioResult result = failing(policy, Span.seconds(20, 600))
                .command(Duration.ofSeconds(23), approve("a1", "release-manager"))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.RECORD, DecisionKind.ROLLBACK);
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow()).isLessThan(Duration.ofSeconds(29));
    }

    @Test
    void aStageThatFailsAsksAndHoldsUntilItIsAnswered() {
        Policy policy = policy(
                List.of(),
                until(stage(50, 10, List.of(errorRate(Operator.LESS, 0.01))), 20, ASKS),
                stage(100, 10, FINE));
        ScenarioResult silent = failing(policy, Span.seconds(7, 600)).run(Duration.ofMinutes(2));
        ScenarioResult answered = failing(policy, Span.seconds(7, 600))
                .command(Duration.ofSeconds(40), approve("a1", "release-manager"))
                .run(Duration.ofMinutes(2));

        assertThat(silent.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.ROLLBACK);
        assertThat(silent.first(DecisionKind.ASK).orElseThrow().reason())
                .startsWith("the stage is at its maximum hold and the canary's error rate");
        assertThat(answered.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.RECORD);
        assertThat(answered.last().confirmedWeight()).contains(new Weight(50));
    }

    @Test
    void aYesToAFailedHookRunsItAgain() {
        Policy policy =
                policy(List.of(), leaving(until(stage(50, 10, FINE), 600, ASKS), hook("smoke")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.FAILS, Duration.ofSeconds(2), Map.of()))
                .start(START, "r1")
                .command(Duration.ofSeconds(30), approve("a1", "release-manager"))
                .run(Duration.ofSeconds(35));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.RUN,
                        DecisionKind.ASK,
                        DecisionKind.RECORD,
                        DecisionKind.RUN,
                        DecisionKind.ASK);
    }

    @Test
    void aMitigationIsRunOnceAndUndoneWhenTheLineHasBeenClearForItsOwnTime() {
        Criterion failing = holding(errorRate(Operator.GREATER, 0.1), Duration.ofSeconds(8));
        Policy policy = policy(List.of(stop(failing, Response.mitigate("lower-concurrency"))), stage(50, 300, FINE));
        ScenarioResult result = failing(policy, Span.seconds(20, 60)).run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.RUN);
        Decision apply = result.decisions().get(1);
        Decision undo = result.decisions().get(2);
        assertThat(apply.runbook().parameters()).containsEntry("action", "apply");
        assertThat(undo.runbook().parameters()).containsEntry("action", "undo");
        assertThat(undo.validFor()).isEmpty();
        assertThat(Duration.between(Scenario.BEGINNING, undo.evaluatedAt()))
                .isBetween(Duration.ofSeconds(68), Duration.ofSeconds(80));
        assertThat(result.last().situation().mitigations()).isEmpty();
    }

    @Test
    void aMitigationThatLastsIsToldAndUndoneAfterARollback() {
        Policy policy = policy(
                List.of(
                        stop(errorRate(Operator.GREATER, 0.1), Response.mitigate("lower-concurrency")),
                        stop(holding(errorRate(Operator.GREATER, 0.1), Duration.ofSeconds(20)), Response.ROLLBACK)),
                stage(50, 300, FINE));
        ScenarioResult during = failing(policy, Span.seconds(20, 600)).run(Duration.ofSeconds(35));
        ScenarioResult after = failing(policy, Span.seconds(20, 600)).run(Duration.ofMinutes(1));

        assertThat(during.last().situation().mitigations()).containsExactly("lower-concurrency");
        assertThat(after.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.ROLLBACK, DecisionKind.RUN);
        assertThat(after.decisions().get(3).runbook().parameters()).containsEntry("action", "undo");
        assertThat(after.last().situation().mitigations()).isEmpty();
    }

    @Test
    void aMitigationThatComesToNothingIsTold() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), Response.mitigate("lower-concurrency"))),
                stage(50, 300, FINE));
        ScenarioResult result = failing(policy, Span.seconds(20, 600))
                .executedBy(ExecutorBehaviour.SOUND.running(
                        "lower-concurrency", Answer.FAILS, Duration.ofSeconds(2), Map.of()))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.NOTIFY);
    }

    @Test
    void aRollbackMayHaveARunbookOfItsOwnAndAnAbortTriesTheSameAgain() {
        Response restore = new Response(
                Effect.ROLLBACK, Optional.of("restore-database"), Optional.empty(), Optional.empty(), Effect.HOLD);
        Policy policy = policy(List.of(stop(errorRate(Operator.GREATER, 0.1), restore)), stage(50, 300, FINE));
        ScenarioResult result = failing(policy, Span.seconds(20, 600))
                .executedBy(ExecutorBehaviour.SOUND.answeringRollbacks(Answer.FAILS))
                .abort(Duration.ofSeconds(40), "r1")
                .run(Duration.ofMinutes(1));

        assertThat(result.decisions().stream()
                        .filter(decision -> decision.kind() == DecisionKind.ROLLBACK)
                        .map(decision -> decision.runbook().name()))
                .containsExactly("restore-database", "restore-database");
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLBACK_FAILED);
    }

    @Test
    void notifyNamesWhoIsTold() {
        Response notify =
                new Response(Effect.NOTIFY, Optional.empty(), Optional.of("on-call"), Optional.empty(), Effect.HOLD);
        ScenarioResult result = failing(
                        policy(List.of(stop(errorRate(Operator.GREATER, 0.1), notify)), stage(50, 300, FINE)),
                        Span.seconds(20, 600))
                .run(Duration.ofSeconds(40));

        assertThat(result.first(DecisionKind.NOTIFY).orElseThrow().recipients()).containsExactly("on-call");
    }

    private static Policy asking() {
        return policy(List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS)), stage(50, 300, FINE));
    }

    private static Scenario failing(Policy policy, Span span) {
        return Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(span))
                .start(START, "r1");
    }

    private static Approve approve(String id, String role) {
        return new Approve(Scenario.header(id, "r1"), role);
    }

    private static Reject reject(String id, String role) {
        return new Reject(Scenario.header(id, "r1"), role);
    }
}
