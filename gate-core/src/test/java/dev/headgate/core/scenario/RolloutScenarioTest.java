package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.demo;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.holding;
import static dev.headgate.core.Policies.noSuccess;
import static dev.headgate.core.Policies.observing;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.settling;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static dev.headgate.core.Policies.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Policies;
import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);

    @Test
    void aHealthyReleaseGoesThroughAllStagesAndCompletes() {
        ScenarioResult result = started(demo()).run(Duration.ofMinutes(2));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        assertThat(result.decisions()).extracting(Decision::sequence).containsExactly(1, 2, 3, 4);
        assertThat(result.decisions()).extracting(Decision::to).startsWith(new Weight(10), new Weight(50), Weight.ALL);
        assertThat(result.last().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(result.gate().live()).isFalse();
        assertThat(result.firstAt(DecisionKind.COMPLETE).orElseThrow()).isLessThan(Duration.ofSeconds(72));
    }

    @Test
    void anErrorBurstIsRolledBackWithinASecondAndTheDecisionExplainsItself() {
        ScenarioResult result = started(demo())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(15, 600)))
                .run(Duration.ofMinutes(1));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(18));
        assertThat(rollback.reason())
                .matches("the canary's error rate was [0-9.]+ % over the last [0-9.]+ s \\(limit 10 %\\), "
                        + "\\d+ of \\d+ requests failed.*");
        assertThat(rollback.decidingCriterion()).contains("errorRate > 0.1");
        assertThat(rollback.to()).isEqualTo(Weight.NONE);
        assertThat(rollback.runbook().parameters()).containsEntry("weight", "0").containsEntry("decision", "r1/2");
        assertThat(rollback.verdicts().get(0).requestIds()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(rollback.validFor()).isEmpty();
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void aSlowReleaseIsRolledBack() {
        ScenarioResult result = started(demo())
                .with(Traffic.healthy(Scenario.CANARY).slowerBy(20).during(Span.seconds(15, 600)))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason()).contains("the canary's p95 was");
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow()).isLessThan(Duration.ofSeconds(22));
    }

    @Test
    void aSlowTailIsRolledBackAlthoughTheMedianIsFine() {
        ScenarioResult result = started(demo())
                .with(Traffic.healthy(Scenario.CANARY).withTail(0.03, 50))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason())
                .contains("the canary's p99 was")
                .contains("and so it has been for 3 s");
    }

    @Test
    void aCanaryThatAloneIsSilentIsRolledBackByNoSuccess() {
        ScenarioResult result =
                started(demo()).silent(Scenario.CANARY, Span.seconds(15, 600)).run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().decidingCriterion())
                .contains("no success for 10s");
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(29));
    }

    @Test
    void aCanaryThatNeverSpeaksIsRolledBackByNoSuccess() {
        ScenarioResult result =
                started(demo()).silent(Scenario.CANARY, Span.ALWAYS).run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(19));
    }

    @ParameterizedTest(name = "no success for {0} ms")
    @ValueSource(longs = {1_000, 1_500, 4_000, 10_000})
    void whatIsObservedOfSilenceNeverContradictsItsJudgement(long millis) {
        Criterion noSuccess = Policies.criterion(
                "no success for " + millis + "ms",
                new Measure.NoSuccess(Duration.ofMillis(millis)),
                Operator.GREATER,
                0);
        ScenarioResult result = started(policy(
                        List.of(stop(noSuccess, Effect.NOTIFY)), stage(50, 60, List.of()), stage(100, 60, List.of())))
                .silent(Scenario.CANARY, Span.seconds(15, 18))
                .silent(Scenario.CANARY, Span.seconds(25, 29))
                .silent(Scenario.CANARY, Span.seconds(35, 50))
                .silent(Scenario.BASELINE, Span.seconds(38, 45))
                .run(Duration.ofMinutes(1));

        List<Verdict> decided = result.evaluations().stream()
                .flatMap(evaluation -> evaluation.verdicts().stream())
                .filter(verdict -> verdict.judgement() != Judgement.UNDECIDED)
                .toList();
        assertThat(decided).extracting(Verdict::judgement).contains(Judgement.PASS, Judgement.FAIL);
        assertThat(decided).allSatisfy(verdict -> {
            double observed = verdict.observed().orElseThrow();
            double limit = verdict.limit().orElseThrow();
            assertThat(verdict.judgement() == Judgement.PASS ? limit - observed : observed - limit)
                    .as("%s", verdict)
                    .isNotNegative();
        });
    }

    @Test
    void whenBothVersionsAreSilentNobodyIsRolledBackAndNothingAdvances() {
        ScenarioResult result = started(demo())
                .silent(Scenario.CANARY, Span.seconds(15, 600))
                .silent(Scenario.BASELINE, Span.seconds(15, 600))
                .run(Duration.ofMinutes(5));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(result.last().phase()).isEqualTo(Phase.OBSERVING);
        assertThat(lastEvaluation(result).verdicts())
                .allSatisfy(verdict -> assertThat(verdict.judgement()).isEqualTo(Judgement.UNDECIDED))
                .allSatisfy(verdict -> assertThat(verdict.cause()).isEqualTo(UndecidedCause.PRODUCER_SILENT));
    }

    @Test
    void whenTheCombinersStopTheRolloutIsHeldAsLagging() {
        ScenarioResult result =
                started(demo()).combinersStopped(Span.seconds(15, 600)).run(Duration.ofMinutes(5));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(lastEvaluation(result).lagging()).isTrue();
        assertThat(lastEvaluation(result).verdicts())
                .allSatisfy(verdict -> assertThat(verdict.cause()).isEqualTo(UndecidedCause.LAGGING));
    }

    @Test
    void whenTheCombinersCatchUpTheRolloutGoesOn() {
        ScenarioResult result =
                started(demo()).combinersStopped(Span.seconds(15, 75)).run(Duration.ofMinutes(3));

        assertThat(result.last().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(result.decisions().get(1).evaluatedAt()).isAfter(Scenario.BEGINNING.plusSeconds(74));
    }

    @Test
    void flappingAroundTheLimitDoesNotRollBackBeforeItHasHeldForItsTime() {
        Policy policy = policy(
                List.of(rollback(holding(errorRate(Operator.GREATER, 0.10), Duration.ofSeconds(30)))),
                stage(50, 200, List.of(errorRate(Operator.LESS, 0.02))),
                stage(100, 10, List.of(errorRate(Operator.LESS, 0.02))));
        Scenario flapping = started(policy);
        for (int second = 10; second < 180; second += 30) {
            flapping.with(Traffic.healthy(Scenario.CANARY).failing(0.3).during(Span.seconds(second, second + 5)));
        }
        ScenarioResult held = flapping.run(Duration.ofMinutes(3));
        ScenarioResult steady = started(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.3).during(Span.seconds(10, 180)))
                .run(Duration.ofMinutes(3));

        assertThat(held.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(steady.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(steady.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(48));
    }

    @Test
    void tenMinutesWithoutJudgingCountForNoTime() {
        Policy policy = policy(
                List.of(rollback(holding(errorRate(Operator.GREATER, 0.10), Duration.ofSeconds(30)))),
                stage(50, 6_000, List.of(errorRate(Operator.LESS, 0.02))),
                stage(100, 10, List.of(errorRate(Operator.LESS, 0.02))));

        ScenarioResult result = started(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.3).during(Span.seconds(20, 3_000)))
                .gateStopped(Span.seconds(30, 630))
                .run(Duration.ofSeconds(700));

        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(659), Duration.ofSeconds(666));
    }

    @Test
    void aShiftThatFailsRollsBack() {
        for (Answer answer : List.of(Answer.FAILS, Answer.REFUSES, Answer.DOES_NOT_CONVERGE)) {
            ScenarioResult result = started(demo())
                    .executedBy(ExecutorBehaviour.SOUND.answeringShifts(answer))
                    .run(Duration.ofSeconds(20));

            assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
            assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
        }
    }

    @Test
    void aShiftThatNobodyConfirmsIsToldOnceAndTheRolloutWaits() {
        ScenarioResult result = started(demo())
                .executedBy(ExecutorBehaviour.SOUND.answeringShifts(Answer.STAYS_SILENT))
                .run(Duration.ofMinutes(5));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.NOTIFY);
        assertThat(result.firstAt(DecisionKind.NOTIFY)).contains(Duration.ofSeconds(65));
        assertThat(result.last().phase()).isEqualTo(Phase.SHIFTING);
    }

    @Test
    void aRollbackThatFailsIsPagedAndAnAbortTriesAgain() {
        ScenarioResult result = started(demo())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6))
                .executedBy(ExecutorBehaviour.SOUND.answeringRollbacks(Answer.FAILS))
                .abort(Duration.ofSeconds(40), "r1")
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.ROLLBACK,
                        DecisionKind.NOTIFY,
                        DecisionKind.ROLLBACK,
                        DecisionKind.NOTIFY);
        assertThat(result.decisions().get(2).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLBACK_FAILED);
    }

    @Test
    void aSecondStartIsRefusedOnTheRecordAndChangesNothing() {
        ScenarioResult result =
                started(demo()).start(START.plusMillis(200), "r2").run(Duration.ofMinutes(2));

        Decision refused = result.first(DecisionKind.REFUSE).orElseThrow();
        assertThat(refused.decisionId()).isEqualTo("r2/0");
        assertThat(refused.reason()).contains("r1").contains("is still");
        assertThat(result.last().rolloutId()).isEqualTo("r1");
        assertThat(result.last().phase()).isEqualTo(Phase.COMPLETED);
    }

    @Test
    void twoStartsAtOnceStartOneRolloutTheOneThatWasWrittenFirst() {
        ScenarioResult result = started(demo()).start(START, "r2").run(Duration.ofSeconds(10));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.REFUSE);
        assertThat(result.decisions().get(0).rolloutId()).isEqualTo("r1");
    }

    @Test
    void aColdStartIsForgivenWhileTheStageSettlesButNotATotalFailure() {
        Policy policy = policy(
                List.of(
                        stop(errorRate(Operator.GREATER, 0.02), Effect.ROLLBACK),
                        rollback(errorRate(Operator.GREATER, 0.50))),
                settling(stage(50, 40, List.of(errorRate(Operator.LESS, 0.01))), 20),
                settling(stage(100, 40, List.of(errorRate(Operator.LESS, 0.01))), 20));
        Traffic cold = Traffic.healthy(Scenario.CANARY).during(Span.seconds(0, 24));

        ScenarioResult forgiven = started(policy).with(cold.failing(0.2)).run(Duration.ofMinutes(3));
        ScenarioResult dead = started(policy).with(cold.failing(1)).run(Duration.ofMinutes(3));

        assertThat(forgiven.last().phase()).isEqualTo(Phase.COMPLETED);
        assertThat(dead.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(dead.firstAt(DecisionKind.ROLLBACK).orElseThrow()).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void anAbortRollsBackAtOnceAlsoWhileShifting() {
        ScenarioResult result = started(demo())
                .executedBy(ExecutorBehaviour.SOUND.answeringShifts(Answer.STAYS_SILENT))
                .abort(Duration.ofSeconds(8), "r1")
                .run(Duration.ofSeconds(20));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(result.firstAt(DecisionKind.ROLLBACK)).contains(Duration.ofSeconds(8));
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void inObserveModeEverythingIsDecidedAndNobodyIsWaitedFor() {
        ScenarioResult result = started(observing(
                        policy(List.of(rollback(noSuccess(10))), stage(50, 20, List.of()), stage(100, 20, List.of()))))
                .executedBy(ExecutorBehaviour.SOUND)
                .run(Duration.ofMinutes(2));

        assertThat(result.decisions())
                .allSatisfy(decision -> assertThat(decision.mode().wireName()).isEqualTo("observe"));
        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(lastEvaluation(result).verdicts().get(0).cause()).isEqualTo(UndecidedCause.WEIGHT_NOT_CONFIRMED);
    }

    @Test
    void lateTelemetryIsCountedAndEntersTheWindowsThatStillHoldIt() {
        ScenarioResult result = started(demo())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(15, 600)))
                .late(Scenario.CANARY, Span.seconds(15, 600), Duration.ofSeconds(4))
                .run(Duration.ofMinutes(1));

        assertThat(result.gate().telemetry().lateRequests()).isPositive();
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(23));
    }

    @Test
    void aDecidedFailingLineAtTheMaximumHoldDoesWhatTheStageSays() {
        for (Response onFailure : List.of(Response.ROLLBACK, Response.STEP_BACK, Response.HOLD)) {
            Policy policy = policy(
                    List.of(),
                    stage(10, 10, List.of(errorRate(Operator.LESS, 0.02))),
                    until(stage(50, 10, List.of(errorRate(Operator.LESS, 0.02))), 30, onFailure),
                    stage(100, 10, List.of(errorRate(Operator.LESS, 0.02))));
            ScenarioResult result = started(policy)
                    .with(Traffic.healthy(Scenario.CANARY).failing(0.05).during(Span.seconds(17, 600)))
                    .run(Duration.ofMinutes(2));

            assertThat(result.kinds().get(2)).isEqualTo(kindOf(onFailure));
            assertThat(result.decisions().get(2).reason())
                    .contains("maximum hold")
                    .contains("error rate");
        }
    }

    @Test
    void steppingBackHappensAtMostThreeTimesAndThenItHolds() {
        Policy policy = policy(
                List.of(),
                stage(10, 5, List.of(errorRate(Operator.LESS, 0.9))),
                until(stage(50, 5, List.of(errorRate(Operator.LESS, 0.02))), 10, Response.STEP_BACK),
                stage(100, 10, List.of(errorRate(Operator.LESS, 0.02))));
        ScenarioResult result = started(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.2))
                .run(Duration.ofMinutes(3));

        assertThat(result.kinds().stream().filter(DecisionKind.STEP_BACK::equals))
                .hasSize(3);
        assertThat(result.kinds()).endsWith(DecisionKind.HOLD);
        assertThat(result.last().phase()).isEqualTo(Phase.OBSERVING);
    }

    @Test
    void onlyUndecidedLinesAtTheMaximumHoldHoldOnceAndSaySo() {
        Policy policy = policy(
                List.of(),
                until(stage(1, 5, List.of(errorRate(Operator.LESS, 0.02))), 20, Response.ROLLBACK),
                stage(100, 10, List.of()));
        ScenarioResult result = started(policy)
                .with(Traffic.healthy(Scenario.CANARY).atRate(10))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.HOLD);
        assertThat(result.decisions().get(1).reason()).contains("not decided");
    }

    @Test
    void aNoticeIsGivenOnceAndDoesNotStopTheRollout() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.03), Effect.NOTIFY)),
                stage(50, 30, List.of(errorRate(Operator.LESS, 0.2))),
                stage(100, 30, List.of(errorRate(Operator.LESS, 0.2))));
        ScenarioResult result = started(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.1).during(Span.seconds(0, 30)))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE, DecisionKind.NOTIFY, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
    }

    @Test
    void aHoldLineKeepsTheRolloutWhereItIsUntilItIsClear() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.03), Effect.HOLD)),
                stage(50, 20, List.of(errorRate(Operator.LESS, 0.2))),
                stage(100, 20, List.of(errorRate(Operator.LESS, 0.2))));
        ScenarioResult result = started(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.1).during(Span.seconds(0, 60)))
                .run(Duration.ofMinutes(3));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.HOLD, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        assertThat(result.decisions().get(2).evaluatedAt()).isAfter(Scenario.BEGINNING.plusSeconds(60));
    }

    @Test
    void silenceAtFullWeightIsPagedOnceAndHeld() {
        ScenarioResult result =
                started(demo()).silent(Scenario.CANARY, Span.seconds(52, 600)).run(Duration.ofMinutes(4));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.NOTIFY);
        assertThat(result.decisions().get(3).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(result.last().phase()).isEqualTo(Phase.WATCHING);
    }

    private static DecisionKind kindOf(Response onFailure) {
        return switch (onFailure.effect()) {
            case ROLLBACK -> DecisionKind.ROLLBACK;
            case STEP_BACK -> DecisionKind.STEP_BACK;
            case HOLD, NOTIFY, MITIGATE, ASK, UNKNOWN -> DecisionKind.HOLD;
        };
    }

    private static dev.headgate.schemas.model.Evaluation lastEvaluation(ScenarioResult result) {
        return result.evaluations().get(result.evaluations().size() - 1);
    }

    private static Scenario started(Policy policy) {
        return Scenario.of(policy).start(START, "r1");
    }
}
