package dev.headgate.core.scenario;

import static dev.headgate.core.Around.ramp;
import static dev.headgate.core.Doings.approval;
import static dev.headgate.core.Doings.entering;
import static dev.headgate.core.Doings.given;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.holding;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How fast a rollout goes on, and which way: ramps, and what people say about it. */
class PaceScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Policy PLAIN = policy(
            List.of(rollback(errorRate(Operator.GREATER, 0.1))),
            stage(10, 20, FINE),
            stage(50, 20, FINE),
            stage(100, 20, FINE));

    @Test
    void aRampRisesInStepsOfEqualTimeWhileTheStagesClockGoesOn() {
        Policy policy = policy(List.of(), ramp(stage(50, 60, FINE), 10, Duration.ofSeconds(40)), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy).start(START, "r1").run(Duration.ofSeconds(90));

        List<Decision> promotes = promotes(result);
        assertThat(promotes)
                .extracting(Decision::to)
                .hasSize(22)
                .startsWith(new Weight(10), new Weight(12), new Weight(14));
        assertThat(promotes).extracting(Decision::to).endsWith(new Weight(48), new Weight(50), Weight.ALL);
        assertThat(promotes.get(1).reason()).isEqualTo("the ramp to 50% goes on");
        assertThat(promotes.get(1).stage()).isZero();
        Duration last = Duration.between(Scenario.BEGINNING, promotes.get(21).evaluatedAt());
        assertThat(last).isBetween(Duration.ofSeconds(65), Duration.ofSeconds(67));
    }

    @Test
    void aStepWaitsWhileSomethingHoldsAndAnAdvanceWaitsForTheLastStep() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), Effect.HOLD)),
                ramp(stage(50, 10, FINE), 48, Duration.ofSeconds(20)),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(10, 30)))
                .start(START, "r1")
                .run(Duration.ofSeconds(70));

        List<Decision> promotes = promotes(result);
        assertThat(promotes).extracting(Decision::to).startsWith(new Weight(48), new Weight(49), new Weight(50));
        assertThat(at(promotes.get(1))).isBetween(Duration.ofSeconds(36), Duration.ofSeconds(43));
        assertThat(at(promotes.get(2))).isBetween(Duration.ofSeconds(46), Duration.ofSeconds(54));
    }

    @Test
    void aStepWaitsWhileALineThatRollsBackHasTooFewRequests() {
        Policy policy = policy(
                List.of(rollback(errorRate(Operator.GREATER, 0.1))),
                ramp(stage(50, 10, FINE), 48, Duration.ofSeconds(20)),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).atRate(0.2).during(Span.seconds(0, 60)))
                .start(START, "r1")
                .run(Duration.ofSeconds(80));

        List<Decision> promotes = promotes(result);
        assertThat(promotes).extracting(Decision::to).startsWith(new Weight(48), new Weight(49));
        assertThat(at(promotes.get(1))).isBetween(Duration.ofSeconds(61), Duration.ofSeconds(70));
    }

    @Test
    void aStepBackFromAboveARampReturnsToTheWeightThatItEndsWith() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), Effect.STEP_BACK)),
                ramp(stage(20, 10, FINE), 18, Duration.ofSeconds(4)),
                stage(50, 600, FINE));
        ScenarioResult result = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(1).during(Span.seconds(40, 42)))
                .start(START, "r1")
                .run(Duration.ofSeconds(48));

        assertThat(result.first(DecisionKind.STEP_BACK).orElseThrow().to()).isEqualTo(new Weight(20));
        assertThat(result.last().confirmedWeight()).contains(new Weight(20));
        assertThat(result.last().phase()).isEqualTo(Phase.OBSERVING);
    }

    @Test
    void whatIsPausedIsNeverAdvancedButRolledBackAsEver() {
        Scenario paused = Scenario.of(PLAIN)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new PauseRollout(header("p1", "lunch")));
        ScenarioResult still = paused.run(Duration.ofMinutes(1));
        ScenarioResult failing = Scenario.of(PLAIN)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(30, 600)))
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new PauseRollout(header("p1", "lunch")))
                .run(Duration.ofMinutes(1));

        assertThat(still.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD);
        assertThat(still.decisions().get(1).reason()).isEqualTo("paused by ada: lunch");
        assertThat(still.last().phase()).isEqualTo(Phase.PAUSED);
        assertThat(still.last().situation().waitingFor().get(0).kind()).isEqualTo("resume");
        assertThat(failing.kinds()).endsWith(DecisionKind.ROLLBACK);
        assertThat(failing.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void aPauseWhileAShiftIsUnderWayTakesEffectWhenItIsConfirmed() {
        ScenarioResult result = Scenario.of(PLAIN)
                .executedBy(ExecutorBehaviour.SOUND.after(Duration.ofSeconds(10)))
                .start(START, "r1")
                .command(Duration.ofSeconds(8), new PauseRollout(header("p1", "")))
                .run(Duration.ofMinutes(1));

        assertThat(result.last().phase()).isEqualTo(Phase.PAUSED);
        assertThat(result.last().confirmedWeight()).contains(new Weight(10));
    }

    @Test
    void theClockGoesOnThroughAPauseAndAResumeAdvancesAtOnceWhereEverythingPasses() {
        ScenarioResult result = Scenario.of(PLAIN)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new PauseRollout(header("p1", "")))
                .command(Duration.ofSeconds(50), new ResumeRollout(header("p2", "")))
                .run(Duration.ofSeconds(55));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD, DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(at(result.decisions().get(3))).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void anOverrideAdvancesWithItsReasonWhateverTheLinesSay() {
        Policy policy = policy(
                List.of(rollback(errorRate(Operator.GREATER, 0.9))),
                entering(stage(10, 600, List.of(errorRate(Operator.LESS, 0))), approval("lead")),
                stage(100, 600, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new AdvanceRollout(header("a1", "the lead is ill")))
                .command(Duration.ofSeconds(20), new AdvanceRollout(header("a2", "urgent")))
                .command(Duration.ofSeconds(30), new AdvanceRollout(header("a3", "done")))
                .run(Duration.ofSeconds(40));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.RECORD, DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        assertThat(result.decisions().get(2).reason()).isEqualTo("advanced by ada: urgent");
    }

    @Test
    void nobodyAdvancesPastAFailingLineThatRollsBack() {
        Policy policy = policy(
                List.of(rollback(holding(errorRate(Operator.GREATER, 0.1), Duration.ofMinutes(1)))),
                stage(10, 600, FINE),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(15, 600)))
                .start(START, "r1")
                .command(Duration.ofSeconds(30), new AdvanceRollout(header("a1", "urgent")))
                .run(Duration.ofSeconds(40));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.REFUSE);
        assertThat(result.decisions().get(1).reason()).contains("a stop line that rolls back is failing");
    }

    @Test
    void aPersonStepsBackToTheStageBeforeAndNoFurther() {
        ScenarioResult result = Scenario.of(PLAIN)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new StepBackRollout(header("s1", "too fast")))
                .command(Duration.ofSeconds(35), new StepBackRollout(header("s2", "too fast")))
                .run(Duration.ofSeconds(40));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE, DecisionKind.REFUSE, DecisionKind.PROMOTE, DecisionKind.STEP_BACK);
        assertThat(result.decisions().get(1).reason()).contains("there is no earlier stage to step back to");
        assertThat(result.decisions().get(3).reason()).isEqualTo("stepped back by ada: too fast");
        assertThat(result.last().confirmedWeight()).contains(new Weight(10));
    }

    @Test
    void aWeightSetByHandStaysUntilItIsResumedAndKeepsItFromAdvancing() {
        ScenarioResult result = Scenario.of(PLAIN)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new SetWeight(header("w1", "careful"), new Weight(3)))
                .command(Duration.ofMinutes(1), new ResumeRollout(header("w2", "")))
                .run(Duration.ofSeconds(65));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.STEP_BACK,
                        DecisionKind.RECORD,
                        DecisionKind.PROMOTE,
                        DecisionKind.PROMOTE);
        assertThat(result.decisions())
                .extracting(Decision::to)
                .containsExactly(new Weight(10), new Weight(3), new Weight(3), new Weight(10), new Weight(50));
        assertThat(result.decisions().get(1).stage()).isZero();
        assertThat(result.decisions().get(3).reason())
                .isEqualTo("the stage's weight is taken up again after one set by hand");
    }

    @Test
    void aStepBackFromAWeightSetByHandDoesNotRaiseItBeforeItIsResumed() {
        Scenario scenario = Scenario.of(PLAIN)
                .start(START, "r1")
                .command(Duration.ofSeconds(30), new SetWeight(header("w1", "careful"), new Weight(3)))
                .command(Duration.ofSeconds(35), new StepBackRollout(header("s1", "still bad")))
                .command(Duration.ofSeconds(80), new ResumeRollout(header("w2", "")));
        ScenarioResult before = scenario.run(Duration.ofSeconds(80));
        ScenarioResult after = scenario.run(Duration.ofSeconds(84));

        assertThat(before.last().stage()).isZero();
        assertThat(before.last().confirmedWeight()).contains(new Weight(3));
        assertThat(after.decisions()
                        .subList(before.decisions().size(), after.decisions().size()))
                .filteredOn(decision -> decision.kind() == DecisionKind.PROMOTE)
                .extracting(Decision::to)
                .startsWith(new Weight(10));
    }

    @Test
    void nobodyGivesMoreTrafficWhileALineThatRollsBackIsFailing() {
        Policy policy = policy(
                List.of(rollback(holding(errorRate(Operator.GREATER, 0.1), Duration.ofMinutes(1)))),
                stage(10, 600, FINE),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(15, 600)))
                .start(START, "r1")
                .command(Duration.ofSeconds(30), new SetWeight(header("w1", "careful"), new Weight(5)))
                .command(Duration.ofSeconds(35), new SetWeight(header("w2", "more"), new Weight(8)))
                .run(Duration.ofSeconds(45));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.STEP_BACK, DecisionKind.REFUSE);
        assertThat(result.decisions().get(2).reason()).contains("nobody gives it more traffic");
    }

    @Test
    void whatDoesNotFitIsRefusedAndChangesNothing() {
        Scenario scenario = Scenario.of(PLAIN).start(START, "r1");
        List<Command> unfit = List.of(
                new SetWeight(header("c1", "why"), new Weight(11)),
                new SetWeight(header("c2", "why"), Weight.NONE),
                new SetWeight(header("c3", "why"), new Weight(10)),
                new SetWeight(header("c4", ""), new Weight(5)),
                new AdvanceRollout(header("c5", "")),
                new ResumeRollout(header("c6", "")),
                new PauseRollout(Scenario.header("c7", "r9")),
                new StepBackRollout(header("c8", "")));
        unfit.forEach(command -> scenario.command(Duration.ofSeconds(12), command));
        ScenarioResult result = scenario.run(Duration.ofSeconds(20));

        assertThat(result.kinds()).hasSize(9).startsWith(DecisionKind.PROMOTE);
        assertThat(result.decisions().subList(1, 9))
                .allSatisfy(decision -> assertThat(decision.kind()).isEqualTo(DecisionKind.REFUSE))
                .extracting(Decision::reason)
                .satisfiesExactly(
                        why -> assertThat(why).contains("11% is more than the 10% of the stage in force"),
                        why -> assertThat(why).contains("an abort's work"),
                        why -> assertThat(why).contains("the canary has 10% already"),
                        why -> assertThat(why).contains("it needs a reason"),
                        why -> assertThat(why).contains("it needs a reason"),
                        why -> assertThat(why).contains("it is not paused"),
                        why -> assertThat(why).contains("there is no rollout r9"),
                        why -> assertThat(why).contains("there is no earlier stage"));
        assertThat(result.last().sequence()).isEqualTo(1);
    }

    @Test
    void aCommandThatDoesNotFitThePhaseSaysInWhichItWould() {
        ScenarioResult result = Scenario.of(PLAIN)
                .executedBy(ExecutorBehaviour.SOUND.after(Duration.ofSeconds(20)))
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new AdvanceRollout(header("a1", "urgent")))
                .run(Duration.ofSeconds(15));

        assertThat(result.decisions().get(1).reason())
                .isEqualTo(
                        "the command advance of ada was refused: rollout r1 is shifting, and advance fits while it is"
                                + " preparing, observing, awaiting, paused, watching");
    }

    @Test
    void aStagesOwnParametersAreGivenToItsShift() {
        Policy policy = policy(List.of(), given(stage(10, 10, FINE), Map.of("cohort", "staff", "weight", "99")));
        ScenarioResult result = Scenario.of(policy).start(START, "r1").run(Duration.ofSeconds(10));

        assertThat(result.decisions().get(0).runbook().parameters())
                .containsEntry("cohort", "staff")
                .containsEntry("weight", "10");
    }

    @Test
    void aRampStepThatFailsIsRolledBackLikeAnyShift() {
        Policy policy = policy(List.of(), ramp(stage(50, 60, FINE), 10, Duration.ofSeconds(40)), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .executedBy(ExecutorBehaviour.SOUND.answeringShifts(Answer.FAILS))
                .start(START, "r1")
                .run(Duration.ofSeconds(20));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
    }

    private static CommandHeader header(String id, String reason) {
        return Scenario.header(id, "r1", reason);
    }

    private static List<Decision> promotes(ScenarioResult result) {
        return result.decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.PROMOTE)
                .toList();
    }

    private static Duration at(Decision decision) {
        return Duration.between(Scenario.BEGINNING, decision.evaluatedAt());
    }
}
