package dev.headgate.core.scenario;

import static dev.headgate.core.Doings.entering;
import static dev.headgate.core.Doings.hook;
import static dev.headgate.core.Doings.hookAtMost;
import static dev.headgate.core.Doings.hookSays;
import static dev.headgate.core.Doings.leaving;
import static dev.headgate.core.Doings.not;
import static dev.headgate.core.Doings.onComplete;
import static dev.headgate.core.Doings.onRollback;
import static dev.headgate.core.Doings.onStart;
import static dev.headgate.core.Doings.repeating;
import static dev.headgate.core.Doings.stop;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.observing;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Runbooks that move no traffic: before the start, before and after a stage, while it lasts, after the end. */
class HookScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));

    @Test
    void whatMustBeDoneBeforeTheFirstStageIsDoneInOrderBeforeAnythingIsShifted() {
        Policy policy = onStart(
                policy(
                        List.of(),
                        entering(stage(10, 10, FINE), hook("smoke"), hookAtMost("db", "upsert.p95", 0.02)),
                        stage(100, 10, FINE)),
                "tell");
        ScenarioResult result = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND
                        .running("smoke", Answer.SUCCEEDS, Duration.ofSeconds(20), Map.of())
                        .running("db", Answer.SUCCEEDS, Duration.ofSeconds(3), Map.of("upsert.p95", "0.012")))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(runs(result)).startsWith("tell", "smoke", "db");
        assertThat(result.kinds())
                .startsWith(
                        DecisionKind.RECORD,
                        DecisionKind.RUN,
                        DecisionKind.RUN,
                        DecisionKind.RUN,
                        DecisionKind.PROMOTE);
        assertThat(result.firstAt(DecisionKind.PROMOTE).orElseThrow())
                .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(31));
        assertThat(phases(result)).startsWith(Phase.PREPARING, Phase.SHIFTING, Phase.OBSERVING);
    }

    @Test
    void ofAHookThatSaysVeryMuchTheShortFiguresAreRemembered() {
        String log = "x".repeat(5_000);
        Map<String, String> figures = new TreeMap<>(Map.of("upsert.p95", "0.012", "log", log));
        for (int i = 0; i < 60; i++) {
            figures.put("text" + i, "y".repeat(500));
        }
        ExecutorBehaviour talkative =
                ExecutorBehaviour.SOUND.running("db", Answer.SUCCEEDS, Duration.ofSeconds(1), figures);

        ScenarioResult ofAShortOne = Scenario.of(
                        policy(List.of(), entering(stage(10, 10, FINE), hookAtMost("db", "upsert.p95", 0.02))))
                .executedBy(talkative)
                .start(START, "r1")
                .run(Duration.ofSeconds(20));
        ScenarioResult ofALongOne = Scenario.of(
                        policy(List.of(), entering(stage(10, 10, FINE), hookSays("db", "log", log))))
                .executedBy(talkative)
                .start(START, "r1")
                .run(Duration.ofSeconds(20));

        assertThat(ofAShortOne.kinds()).contains(DecisionKind.PROMOTE);
        assertThat(ofALongOne.kinds()).doesNotContain(DecisionKind.PROMOTE);
    }

    @Test
    void aRunCarriesNoWeightThatCouldBeSet() {
        ScenarioResult result = Scenario.of(policy(List.of(), entering(stage(10, 10, FINE), hook("smoke"))))
                .start(START, "r1")
                .run(Duration.ofSeconds(10));

        Decision run = result.first(DecisionKind.RUN).orElseThrow();
        assertThat(run.runbook().name()).isEqualTo("smoke");
        assertThat(run.runbook().parameters())
                .containsOnlyKeys("service", "canary", "baseline", "current", "stage", "rollout", "decision", "reason")
                .containsEntry("current", "0")
                .containsEntry("stage", "1");
        assertThat(run.from()).isEqualTo(run.to()).isEqualTo(Weight.NONE);
    }

    @Test
    void aHookIsNotBegunOnceTheGateHasGivenItUpAndWhatFollowsAnEndIsOfUseHoweverLate() {
        ScenarioResult hooked = Scenario.of(policy(List.of(), entering(stage(10, 10, FINE), hook("smoke"))))
                .start(START, "r1")
                .run(Duration.ofSeconds(10));
        Policy undone = onRollback(
                policy(List.of(rollback(errorRate(Operator.GREATER, 0.1))), stage(50, 5, FINE), stage(100, 5, FINE)),
                "incident");
        ScenarioResult failed = Scenario.of(undone)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(hooked.first(DecisionKind.RUN).orElseThrow().validFor())
                .contains(GateSettings.DEFAULTS.runTimeout());
        assertThat(failed.first(DecisionKind.RUN).orElseThrow().validFor()).isEmpty();
    }

    @Test
    void aHookThatFailsBeforeTheFirstStageRollsBackWithoutTrafficEverShifted() {
        ScenarioResult result = Scenario.of(policy(List.of(), entering(stage(10, 10, FINE), hook("smoke"))))
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.FAILS, Duration.ofSeconds(2), Map.of()))
                .start(START, "r1")
                .run(Duration.ofSeconds(20));

        assertThat(result.kinds()).containsExactly(DecisionKind.RECORD, DecisionKind.RUN, DecisionKind.ROLLBACK);
        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason()).contains("smoke");
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void onStartThatFailsRollsBackToo() {
        ScenarioResult result = Scenario.of(onStart(policy(List.of(), stage(10, 10, FINE)), "tell"))
                .executedBy(ExecutorBehaviour.SOUND.running("tell", Answer.REFUSES, Duration.ofSeconds(2), Map.of()))
                .start(START, "r1")
                .run(Duration.ofSeconds(20));

        assertThat(result.kinds()).containsExactly(DecisionKind.RECORD, DecisionKind.RUN, DecisionKind.ROLLBACK);
        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason()).contains("`tell` of onStart failed");
    }

    @Test
    void aHookWhoseEndNobodyTellsFailsWhenItsTimeIsOver() {
        ScenarioResult result = Scenario.of(policy(List.of(), entering(stage(10, 10, FINE), hook("smoke"))))
                .executedBy(
                        ExecutorBehaviour.SOUND.running("smoke", Answer.STAYS_SILENT, Duration.ofSeconds(2), Map.of()))
                .ticking(Duration.ofSeconds(1))
                .start(START, "r1")
                .run(Duration.ofHours(2).plusSeconds(30));

        assertThat(result.firstAt(DecisionKind.ROLLBACK)).contains(START.plusHours(2));
    }

    @Test
    void theLastStageIsLeftOnlyWhenItsHookSaysThatAllIsWell() {
        Policy policy = policy(
                List.of(),
                stage(50, 10, FINE),
                leaving(stage(100, 10, FINE), hookSays("validate", "metadata.passed", "true")));
        ExecutorBehaviour well = ExecutorBehaviour.SOUND.running(
                "validate", Answer.SUCCEEDS, Duration.ofSeconds(5), Map.of("metadata.passed", "true"));
        ExecutorBehaviour ill = ExecutorBehaviour.SOUND.running(
                "validate", Answer.SUCCEEDS, Duration.ofSeconds(5), Map.of("metadata.passed", "false"));

        ScenarioResult passed =
                Scenario.of(policy).executedBy(well).start(START, "r1").run(Duration.ofMinutes(1));
        ScenarioResult failed =
                Scenario.of(policy).executedBy(ill).start(START, "r1").run(Duration.ofMinutes(1));

        assertThat(passed.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.COMPLETE);
        assertThat(phases(passed)).endsWith(Phase.WATCHING, Phase.AWAITING, Phase.COMPLETED);
        assertThat(failed.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.ROLLBACK);
    }

    @Test
    void whileAHookIsUnderWayTheStateSaysSo() {
        ScenarioResult result = Scenario.of(
                        policy(List.of(), leaving(stage(50, 10, FINE), hook("smoke")), stage(100, 10, FINE)))
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.SUCCEEDS, Duration.ofMinutes(1), Map.of()))
                .start(START, "r1")
                .run(Duration.ofSeconds(30));

        assertThat(result.last().phase()).isEqualTo(Phase.AWAITING);
        assertThat(result.last().situation().waitingFor())
                .extracting(WaitingFor::kind, WaitingFor::name)
                .containsExactly(Tuple.tuple("hook", "smoke"));
    }

    @Test
    void enteringTheNextStageThatStepsBackOnFailureStaysWhereItIs() {
        Policy policy = policy(
                List.of(),
                stage(10, 10, FINE),
                until(entering(stage(50, 10, FINE), hook("smoke")), 60, Response.STEP_BACK)
                        .with(entering(stage(50, 10, FINE), hook("smoke")).procedure()),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.FAILS, Duration.ofSeconds(2), Map.of()))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.HOLD);
        assertThat(result.last().confirmedWeight()).contains(new Weight(10));
    }

    @Test
    void aRepeatedHookIsRunAgainAndAgainWithoutOverlapAndAStopLineReadsIt() {
        Policy policy = policy(
                List.of(stop(not(hook("health")), Response.ROLLBACK)),
                repeating(stage(10, 100, FINE), hook("health"), 10),
                stage(100, 10, FINE));
        ScenarioResult healthy = Scenario.of(policy)
                .executedBy(
                        ExecutorBehaviour.SOUND.running("health", Answer.SUCCEEDS, Duration.ofSeconds(14), Map.of()))
                .start(START, "r1")
                .run(Duration.ofSeconds(90));
        ScenarioResult ill = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND.running("health", Answer.FAILS, Duration.ofSeconds(2), Map.of()))
                .start(START, "r1")
                .run(Duration.ofSeconds(90));

        List<Decision> runs = healthy.decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.RUN)
                .toList();
        assertThat(runs).hasSize(7);
        for (int i = 1; i < runs.size(); i++) {
            assertThat(Duration.between(
                            runs.get(i - 1).evaluatedAt(), runs.get(i).evaluatedAt()))
                    .isBetween(Duration.ofSeconds(14), Duration.ofSeconds(15));
        }
        assertThat(ill.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.ROLLBACK);
        assertThat(ill.firstAt(DecisionKind.ROLLBACK).orElseThrow()).isLessThan(Duration.ofSeconds(9));
    }

    @Test
    void aHookThatOnlyAnAdvanceLineReadsIsRunWhenAllOthersPass() {
        Policy policy = policy(
                List.of(),
                stage(10, 10, List.of(errorRate(Operator.LESS, 0.02), hookSays("validate", "passed", "true"))),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND.running(
                        "validate", Answer.SUCCEEDS, Duration.ofSeconds(5), Map.of("passed", "true")))
                .start(START, "r1")
                .run(Duration.ofSeconds(30));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.PROMOTE);
    }

    @Test
    void hooksBlockNothingWhereNobodyRunsThemAndTheDecisionSaysSo() {
        Policy observed = observing(policy(List.of(), stage(10, 10, FINE), stage(100, 10, FINE)));
        Policy policy = observed.with(onStart(observed, "tell").procedure());
        Policy withHooks = new Policy(
                policy.name(),
                policy.mode(),
                policy.window(),
                policy.minRequests(),
                policy.stop(),
                List.of(entering(leaving(stage(10, 10, FINE), hook("smoke")), hook("db")), stage(100, 10, FINE)),
                policy.shiftRunbook(),
                policy.rollbackRunbook(),
                policy.decisionValidity(),
                policy.weightOf(),
                policy.procedure());
        ScenarioResult result = Scenario.of(withHooks)
                .with(Traffic.healthy(Scenario.BASELINE))
                .start(START, "r1")
                .run(Duration.ofSeconds(20));

        assertThat(runs(result)).containsExactly("tell", "db");
        assertThat(result.first(DecisionKind.PROMOTE).orElseThrow().reason())
                .contains("in mode observe nobody carries out `hook db`");
    }

    @Test
    void afterTheEndItsRunbooksAreRunAndAFailureOfOneIsOnlyTold() {
        Policy policy = onComplete(
                onRollback(
                        policy(
                                List.of(rollback(errorRate(Operator.GREATER, 0.1))),
                                stage(50, 5, FINE),
                                stage(100, 5, FINE)),
                        "incident",
                        "restore"),
                "lock-in");
        ScenarioResult failed = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6))
                .executedBy(ExecutorBehaviour.SOUND.running("restore", Answer.FAILS, Duration.ofSeconds(2), Map.of()))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));
        ScenarioResult completed = Scenario.of(policy).start(START, "r1").run(Duration.ofMinutes(1));

        assertThat(failed.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.ROLLBACK,
                        DecisionKind.RUN,
                        DecisionKind.RUN,
                        DecisionKind.NOTIFY);
        assertThat(failed.decisions().get(4).reason())
                .isEqualTo("the runbook `restore`, run after the rollback, came to nothing: simulated");
        assertThat(failed.last().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(completed.kinds()).endsWith(DecisionKind.COMPLETE, DecisionKind.RUN);
        assertThat(runs(completed)).containsExactly("lock-in");
    }

    @Test
    void aRollbackDoesNotWaitForAHookUnderWay() {
        Policy policy = policy(
                List.of(rollback(errorRate(Operator.GREATER, 0.1))),
                leaving(stage(50, 5, FINE), hook("smoke")),
                stage(100, 5, FINE));
        ScenarioResult result = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(15, 600)))
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.SUCCEEDS, Duration.ofMinutes(10), Map.of()))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RUN, DecisionKind.ROLLBACK);
        assertThat(result.firstAt(DecisionKind.ROLLBACK).orElseThrow()).isLessThan(Duration.ofSeconds(19));
    }

    @Test
    void aRestartHalfWayRunsNothingTwice() {
        Policy policy = onStart(
                policy(
                        List.of(),
                        leaving(entering(stage(50, 10, FINE), hook("smoke")), hook("after")),
                        stage(100, 10, FINE)),
                "tell");
        Scenario scenario = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.SUCCEEDS, Duration.ofSeconds(4), Map.of()))
                .start(START, "r1");
        List<Decision> without = scenario.run(Duration.ofSeconds(50)).decisions();
        for (int second = 5; second < 40; second += 2) {
            scenario.restarted(Duration.ofSeconds(second));
        }

        assertThat(scenario.run(Duration.ofSeconds(50)).decisions()).isEqualTo(without);
        assertThat(without).extracting(Decision::kind).contains(DecisionKind.COMPLETE);
    }

    private static List<String> runs(ScenarioResult result) {
        return result.decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.RUN)
                .map(decision -> decision.runbook().name())
                .toList();
    }

    private static List<Phase> phases(ScenarioResult result) {
        List<Phase> phases = new ArrayList<>();
        result.states().stream()
                .map(RolloutState::phase)
                .filter(phase -> phases.isEmpty() || phases.get(phases.size() - 1) != phase)
                .forEach(phases::add);
        return phases;
    }
}
