package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.ServiceGate;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.ShadowId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a second policy says beside a rollout, and that the rollout never notices. */
class ShadowJudgeTest {

    private static final String POLICY = """
            policy: lenient
            weightOf: users
            window: 10s
            minRequests: 20
            stop:
              - errorRate > 10%
              - errorRate worse than baseline by 10 points
              - no success for 5s
            stages:
              - weight: 10%
                hold: 20s .. 300s
                advance: [ errorRate < 20% ]
              - weight: 50%
                hold: 20s .. 300s
                advance: [ errorRate < 20% ]
              - weight: 100%
                watch: 20s
            """;
    private static final String STRICT = POLICY.replace("errorRate > 10%", "errorRate > 3%");
    private static final String PATIENT = POLICY.replace("hold: 20s", "hold: 100s");
    private static final String HASTY = POLICY.replace("hold: 20s", "hold: 5s");

    @Test
    void theSamePolicyDecidesTheSameAtTheSameTimes() {
        ShadowLife life = new ShadowLife().withCanaryErrors(second -> second > 45 ? 30 : 0);

        life.start("r-1", POLICY, Optional.of(POLICY)).seconds(80);

        assertThat(life.decisions("r-1")).extracting(Decision::kind).endsWith(DecisionKind.ROLLBACK);
        assertThat(life.shadowDecisions("r-1"))
                .isEqualTo(life.decisions("r-1").stream()
                        .map(decision -> asShadow(decision))
                        .toList());
    }

    /** Shifts that are late, fail, are refused or expire; errors that come and go; restarts: the seed tells it all. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverHappensTheSamePolicyDecidesTheSameAndTheRolloutNeverNotices(long seed) {
        ShadowLife with = random(seed).start("r-1", POLICY, Optional.of(POLICY)).seconds(150);
        ShadowLife without = random(seed).start("r-1", POLICY, Optional.empty()).seconds(150);
        ShadowLife restarting = random(seed)
                .restarting()
                .start("r-1", POLICY, Optional.of(POLICY))
                .seconds(150);

        List<Decision> untilItsEnd = new ArrayList<>();
        for (Decision decision : with.decisions("r-1")) {
            untilItsEnd.add(asShadow(decision));
            if (decision.kind() == DecisionKind.ROLLBACK || decision.kind() == DecisionKind.COMPLETE) {
                break;
            }
        }
        assertThat(with.shadowDecisions("r-1")).isEqualTo(untilItsEnd);
        assertThat(with.outcomesOfTheRolloutAlone()).isEqualTo(without.outcomesOfTheRolloutAlone());
        assertThat(restarting.outcomes()).isEqualTo(with.outcomes());
    }

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    private static ShadowLife random(long seed) {
        Random errors = new Random(seed);
        int beginning = 20 + errors.nextInt(200);
        int share = errors.nextInt(15);
        Random executor = new Random(seed + 1_000);
        return new ShadowLife()
                .withCanaryErrors(second -> second > beginning ? share : second % 2)
                .withExecutor(
                        (decision, at) -> became(decision, at, executor.nextInt(10)),
                        decision -> executor.nextInt(4) == 0 ? executor.nextInt(90) : 0);
    }

    private static Execution became(Decision decision, Instant at, int outcome) {
        Execution done = Checkout.confirmed(decision, at);
        ExecutionStatus status = switch (outcome) {
            case 0 -> ExecutionStatus.FAILED;
            case 1, 2 -> ExecutionStatus.EXPIRED;
            case 3 -> ExecutionStatus.REFUSED;
            default -> ExecutionStatus.SUCCEEDED;
        };
        return new Execution(
                done.executionId(),
                done.decisionId(),
                done.rolloutId(),
                done.service(),
                done.correlationId(),
                done.attempt(),
                status,
                done.runbook(),
                done.steps(),
                status == ExecutionStatus.SUCCEEDED ? done.confirmedWeight() : Optional.empty(),
                "as the seed says",
                done.startedAt(),
                done.finishedAt(),
                done.executor());
    }

    @Test
    void itBeginsWithWhatTheGateHasLearned() {
        ShadowLife life = new ShadowLife();
        life.start("r-1", POLICY, Optional.empty()).seconds(10).abort("r-1").seconds(300);

        life.start("r-2", POLICY, Optional.of(POLICY)).seconds(15);

        assertThat(life.decisions("r-1")).extracting(Decision::kind).contains(DecisionKind.ROLLBACK);
        List<Integer> live = pairs(life, "r-2");
        assertThat(live.get(live.size() - 1)).isPositive();
        assertThat(pairs(life, ShadowId.of("r-2"))).isEqualTo(live);
    }

    @Test
    void aStricterOneRollsBackWhileTheRolloutIsCompleted() {
        ShadowLife life = new ShadowLife().withCanaryErrors(second -> second > 30 ? 5 : 0);

        life.start("r-1", POLICY, Optional.of(STRICT)).seconds(100);

        assertThat(kinds(life.decisions("r-1"))).containsExactly("promote", "promote", "promote", "complete");
        List<Decision> shadow = life.shadowDecisions("r-1");
        assertThat(kinds(shadow)).containsExactly("promote", "promote", "rollback");
        Decision rollback = shadow.get(2);
        assertThat(rollback.mode()).isEqualTo(Mode.SHADOW);
        assertThat(rollback.decisionId()).isEqualTo("r-1.shadow/3");
        assertThat(rollback.runbook()).isEqualTo(RunbookCall.NONE);
        assertThat(rollback.decidingCriterion()).hasValue("errorRate > 3%");
        assertThat(rollback.hypotheticalSince()).isEmpty();
        assertThat(life.lastState("r-1.shadow").phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(life.lastState("r-1.shadow").mode()).isEqualTo(Mode.SHADOW);
    }

    @Test
    void whatFollowsADecisionThatDiffersIsHypothetical() {
        ShadowLife life = new ShadowLife().withCanaryErrors(second -> second > 48 ? 5 : 0);
        String patientAndStrict = PATIENT.replace("errorRate > 10%", "errorRate > 3%");

        life.start("r-1", POLICY, Optional.of(patientAndStrict)).seconds(90);

        List<Decision> shadow = life.shadowDecisions("r-1");
        assertThat(kinds(shadow)).containsExactly("promote", "rollback");
        assertThat(shadow.get(0).hypotheticalSince()).isEmpty();
        assertThat(shadow.get(1).hypotheticalSince())
                .hasValueSatisfying(since -> assertThat(since)
                        .isBetween(ShadowLife.BEGIN.plusSeconds(20), ShadowLife.BEGIN.plusSeconds(25)));
    }

    @Test
    void weightsThatAreApartOnlyInPassingLeaveNoMark() {
        ShadowLife life = new ShadowLife();

        life.start("r-1", POLICY, Optional.of(HASTY)).seconds(23);
        List<Decision> ahead = life.shadowDecisions("r-1");

        assertThat(kinds(ahead)).containsExactly("promote", "promote", "promote");
        assertThat(ahead.get(1).hypotheticalSince()).isEmpty();
        assertThat(ahead.get(2).hypotheticalSince()).isPresent();
        assertThat(life.lastState("r-1.shadow").hypotheticalSince()).isPresent();
    }

    @Test
    void anotherFirstWeightWaitsUntilTheCanaryHasTraffic() {
        ShadowLife life = new ShadowLife();

        life.start("r-1", POLICY, Optional.of(POLICY.replace("weight: 10%", "weight: 20%")))
                .seconds(5);

        assertThat(life.lastState("r-1.shadow").confirmedWeight())
                .hasValueSatisfying(weight -> assertThat(weight.percent()).isEqualTo(20));
        assertThat(life.lastState("r-1.shadow").stageStartedAt())
                .isEqualTo(life.lastState("r-1").stageStartedAt());
        assertThat(life.lastState("r-1.shadow").hypotheticalSince()).isPresent();
    }

    @Test
    void theRolloutIsTheSameToTheLastBitWithAndWithoutAShadow() {
        ShadowLife without = new ShadowLife().withCanaryErrors(second -> second > 45 ? 12 : second % 3);
        ShadowLife with = new ShadowLife().withCanaryErrors(second -> second > 45 ? 12 : second % 3);

        without.start("r-1", POLICY, Optional.empty()).seconds(90);
        with.start("r-1", POLICY, Optional.of(STRICT)).seconds(90);

        assertThat(with.shadowDecisions("r-1")).isNotEmpty();
        assertThat(with.outcomesOfTheRolloutAlone()).isEqualTo(without.outcomesOfTheRolloutAlone());
    }

    @Test
    void aRestartAtAnyTickChangesNothing() {
        ShadowLife steady = new ShadowLife().withCanaryErrors(second -> second > 48 ? 5 : 0);
        ShadowLife restarting =
                new ShadowLife().withCanaryErrors(second -> second > 48 ? 5 : 0).restarting();
        String shadow = PATIENT.replace("errorRate > 10%", "errorRate > 3%");

        steady.start("r-1", POLICY, Optional.of(shadow)).seconds(90);
        restarting.start("r-1", POLICY, Optional.of(shadow)).seconds(90);

        assertThat(steady.shadowDecisions("r-1")).hasSize(2);
        assertThat(restarting.outcomes()).isEqualTo(steady.outcomes());
    }

    @Test
    void itEndsWithItsRolloutAndSaysSo() {
        ShadowLife life = new ShadowLife();

        life.start("r-1", POLICY, Optional.of(PATIENT)).seconds(10).abort("r-1").seconds(10);

        assertThat(kinds(life.shadowDecisions("r-1"))).containsExactly("promote");
        assertThat(life.lastState("r-1.shadow").reason())
                .startsWith("the rollout was rolled back first; this policy would have gone on at 10%");
        assertThat(life.judgeNow().shadows().live()).isZero();
    }

    @Test
    void nothingOfItStaysBehind() {
        ShadowLife life = new ShadowLife().restarting();

        life.start("r-1", POLICY, Optional.of(STRICT)).seconds(10);
        assertThat(keys(life)).anyMatch(key -> key.startsWith("beside/gate/"));
        life.abort("r-1").seconds(3);

        assertThat(keys(life)).noneMatch(key -> key.startsWith("beside/"));
    }

    @Test
    void aShadowThatCannotBeJudgedDoesNotTouchTheRollout() {
        GateStep failing = (gate, tick, unjudged) -> {
            TickOutcome outcome = GateStep.OF_CORE.take(gate, tick, unjudged);
            if (isShadow(gate) && unjudged.isEmpty() && tick.now().isAfter(ShadowLife.BEGIN.plusSeconds(10))) {
                throw new IllegalStateException("a defect of judging");
            }
            return outcome;
        };
        ShadowLife without = new ShadowLife();
        ShadowLife with = new ShadowLife(failing);

        without.start("r-1", POLICY, Optional.empty()).seconds(30);
        with.start("r-1", POLICY, Optional.of(POLICY)).seconds(30);

        assertThat(with.judgeNow().shadows().unjudged()).isEqualTo(1);
        assertThat(with.judgeNow().unjudged()).isZero();
        assertThat(kinds(with.shadowDecisions("r-1"))).containsExactly("promote");
        assertThat(with.lastState("r-1.shadow").reason()).contains("a defect of judging");
        assertThat(with.outcomesOfTheRolloutAlone()).isEqualTo(without.outcomesOfTheRolloutAlone());
    }

    @Test
    void aShadowThatCannotEvenTakeATickIsDroppedInPeace() {
        GateStep failing = (gate, tick, unjudged) -> {
            if (isShadow(gate)) {
                throw new IllegalStateException("a defect of the shadow");
            }
            return GateStep.OF_CORE.take(gate, tick, unjudged);
        };
        ShadowLife without = new ShadowLife().restarting();
        ShadowLife with = new ShadowLife(failing).restarting();

        without.start("r-1", POLICY, Optional.empty()).seconds(30);
        with.start("r-1", POLICY, Optional.of(POLICY)).seconds(30);

        assertThat(with.outcomesOfTheRolloutAlone()).isEqualTo(without.outcomesOfTheRolloutAlone());
    }

    @Test
    void aShadowThatCannotGoOnIsGivenUpAndForgotten() {
        AtomicBoolean broken = new AtomicBoolean();
        GateStep failing = (gate, tick, unjudged) -> {
            broken.compareAndSet(false, tick.now().isAfter(ShadowLife.BEGIN.plusSeconds(10)));
            if (isShadow(gate) && broken.get()) {
                throw new IllegalStateException("a shadow that cannot even be built again");
            }
            return GateStep.OF_CORE.take(gate, tick, unjudged);
        };
        ShadowLife without = new ShadowLife();
        ShadowLife with = new ShadowLife(failing);

        without.start("r-1", POLICY, Optional.empty()).seconds(30);
        with.start("r-1", POLICY, Optional.of(POLICY)).seconds(30);
        with.judgeNow().write();

        assertThat(with.shadowDecisions("r-1")).isNotEmpty();
        assertThat(with.judgeNow().shadows().live()).isZero();
        assertThat(with.outcomesOfTheRolloutAlone()).isEqualTo(without.outcomesOfTheRolloutAlone());
        assertThat(keys(with)).contains("gate/shop").noneMatch(key -> key.startsWith("beside/"));
    }

    @Test
    void aStartWithAShadowPolicyThatCannotBeUsedIsRefused() {
        ShadowLife life = new ShadowLife();

        life.start("r-1", POLICY, Optional.of("policy: x\ncalendar: {}\n")).seconds(3);

        assertThat(kinds(life.decisions("r-1"))).containsExactly("refuse");
        assertThat(life.decisions("r-1").get(0).reason()).contains("the shadow policy cannot be used", "calendar");
        assertThat(life.shadowDecisions("r-1")).isEmpty();
    }

    @Test
    void aRolloutCannotTakeAShadowsName() {
        ShadowLife life = new ShadowLife();

        life.start("r-1.shadow", POLICY, Optional.empty()).seconds(1);

        assertThat(life.decisions("r-1.shadow").get(0).reason()).contains(".shadow is a shadow's");
    }

    @Test
    void besideAnObservedRolloutItFollowsWhatWouldBeInForce() {
        ShadowLife life = new ShadowLife();

        life.start("r-1", POLICY.replace("window:", "mode: observe\nwindow:"), Optional.of(POLICY))
                .seconds(90);

        assertThat(kinds(life.decisions("r-1"))).containsExactly("promote", "promote", "promote", "complete");
        assertThat(kinds(life.shadowDecisions("r-1"))).containsExactly("promote", "promote", "promote", "complete");
        assertThat(life.shadowDecisions("r-1")).extracting(Decision::mode).containsOnly(Mode.SHADOW);
        assertThat(life.shadowDecisions("r-1"))
                .allSatisfy(decision -> assertThat(decision.hypotheticalSince()).isEmpty());
    }

    private static boolean isShadow(ServiceGate gate) {
        return gate.rollout()
                .filter(rollout -> ShadowId.isShadow(rollout.identity().rolloutId()))
                .isPresent();
    }

    private static Decision asShadow(Decision live) {
        Decision same = live.asShadow(Optional.empty());
        Decision its = new Decision(
                ShadowId.of(live.rolloutId()) + "/" + live.sequence(),
                ShadowId.of(live.rolloutId()),
                same.service(),
                same.epoch(),
                same.sequence(),
                same.correlationId(),
                same.kind(),
                same.mode(),
                same.severity(),
                same.canary(),
                same.baseline(),
                same.stage(),
                same.from(),
                same.to(),
                same.reason(),
                same.decidingCriterion(),
                same.verdicts(),
                same.policyHash(),
                same.evaluatedAt(),
                same.inputOffsets(),
                same.validFor(),
                same.runbook());
        return same.command().map(its::becauseOf).orElse(its);
    }

    /** From how many pairs of minutes tempering was learned, in each evaluation. */
    private static List<Integer> pairs(ShadowLife life, String rollout) {
        return life.outcomes().stream()
                .flatMap(outcome -> outcome.evaluation().stream())
                .filter(evaluation -> evaluation.rolloutId().equals(rollout))
                .map(ShadowJudgeTest::pairs)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Integer> pairs(Evaluation evaluation) {
        return evaluation.verdicts().stream()
                .flatMap(verdict -> verdict.comparison().stream())
                .map(comparison -> comparison.temperingPairs())
                .findFirst();
    }

    private static List<String> kinds(List<Decision> decisions) {
        return decisions.stream().map(decision -> decision.kind().wireName()).toList();
    }

    private static List<String> keys(ShadowLife life) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = life.state().all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                keys.add(entry.key);
            }
        }
        return keys;
    }
}
