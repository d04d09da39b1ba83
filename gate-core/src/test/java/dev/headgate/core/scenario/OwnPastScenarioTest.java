package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.notWorseThanPast;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.worse;
import static dev.headgate.core.Policies.worseThanPast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnPastScenarioTest {

    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final Measure P95 = new Measure.LatencyQuantile(0.95);
    private static final Margin HALF_A_POINT = new Margin.Points(0.005);
    private static final Criterion ERRORS_WORSE = worseThanPast(ERRORS, HALF_A_POINT, false);
    private static final Criterion P95_WORSE = worseThanPast(P95, new Margin.Share(0.3), false);
    private static final long WEEK = Duration.ofDays(7).toSeconds();

    /** At once to all of the traffic: nothing runs beside the canary. */
    private static final Policy AT_ONCE = policy(
            List.of(rollback(ERRORS_WORSE), rollback(P95_WORSE)),
            stage(
                    100,
                    60,
                    List.of(notWorseThanPast(ERRORS, HALF_A_POINT), notWorseThanPast(P95, new Margin.Share(0.3)))));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aHealthyReleaseWithNothingBesideItCompletesOnceItIsShownNotToBeWorse(long seed) {
        ScenarioResult result = started(AT_ONCE).seeded(seed).run(Duration.ofMinutes(12));

        assertThat(result.kinds()).as("seed %d", seed).containsExactly(DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        Verdict shown = result.decisions().get(1).verdicts().get(2);
        assertThat(shown.judgement()).isEqualTo(Judgement.PASS);
        assertThat(shown.sentence())
                .matches(
                        "the canary's error rate is shown to be not worse than its own past's by more than 0.5 points: "
                                + "[0-9.]+ % against [0-9.]+ % \\(limit [0-9.]+ %\\) over the last 10 s \\(evidence [0-9.]+, 100 decide\\)");
    }

    @Test
    void aReleaseThatFailsMoreThanItsPastIsRolledBackAndTheVerdictShowsTheLimitThatCameOfIt() {
        ScenarioResult result = started(AT_ONCE)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.05))
                .run(Duration.ofMinutes(8));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        Verdict verdict = rollback.verdicts().get(0);
        assertThat(rollback.decidingCriterion()).contains(ERRORS_WORSE.text());
        assertThat(rollback.reason())
                .startsWith("the canary's error rate is worse than its own past's by more than 0.5 points: ");
        assertThat(verdict.limit().orElseThrow()).isBetween(0.006, 0.008);
        assertThat(verdict.comparison().orElseThrow().baseline().orElseThrow()).isBetween(0.0005, 0.0015);
        assertThat(verdict.comparison().orElseThrow().baselineRequests()).isBetween(20_000L, 30_000L);
        assertThat(verdict.comparison().orElseThrow().bar()).isBetween(124.9, 125.1);
    }

    @Test
    void aSlowerReleaseIsRolledBackByItsQuantile() {
        ScenarioResult result = started(AT_ONCE)
                .with(Traffic.healthy(Scenario.CANARY).slowerBy(1.8))
                .run(Duration.ofMinutes(8));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(P95_WORSE.text());
        assertThat(rollback.verdicts().get(1).limit().orElseThrow()).isBetween(95_000.0, 120_000.0);
    }

    @Test
    void withoutAPastALineIsUndecidedAndSaysHowToGetOne() {
        ScenarioResult result =
                Scenario.of(AT_ONCE).start(Duration.ofSeconds(5), "r1").run(Duration.ofMinutes(3));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        Verdict last = result.evaluations()
                .get(result.evaluations().size() - 1)
                .verdicts()
                .get(0);
        assertThat(last.cause()).isEqualTo(UndecidedCause.NO_PAST);
        assertThat(last.sentence()).contains("hours before the rollout").contains("`mode: observe`");
    }

    @Test
    void itWorksAtAnyWeightAndAtFullWeightWhereTheBaselineFallsSilentOnlyThatIsTold() {
        Criterion beside = worse(ERRORS, new Margin.None());
        Policy both = policy(
                List.of(rollback(beside), rollback(ERRORS_WORSE)),
                stage(10, 30, List.of()),
                stage(100, 300, List.of()));
        ScenarioResult result = started(both)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.05).during(Span.seconds(380, 900)))
                .run(Duration.ofMinutes(9));

        Decision toAll = result.decisions().get(1);
        assertThat(toAll.kind()).isEqualTo(DecisionKind.PROMOTE);
        assertThat(toAll.reason())
                .endsWith("; the baseline has no traffic from then on, and `" + beside.text()
                        + "` does not speak any more");
        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(ERRORS_WORSE.text());
        assertThat(rollback.verdicts().get(0).sentence())
                .contains("all traffic is the canary's and the comparison does not speak any more");
    }

    @Test
    void whatThePastAllowsGoesOnUnchangedWhenTheGateIsRestarted() {
        Scenario uninterrupted =
                started(AT_ONCE).with(Traffic.healthy(Scenario.CANARY).failing(0.012));
        Scenario restarted =
                started(AT_ONCE).with(Traffic.healthy(Scenario.CANARY).failing(0.012));
        for (int second = 31; second < 400; second += 13) {
            restarted.restarted(Duration.ofSeconds(second));
        }

        ScenarioResult result = restarted.run(Duration.ofMinutes(7));
        ScenarioResult expected = uninterrupted.run(Duration.ofMinutes(7));

        assertThat(result.decisions()).isEqualTo(expected.decisions());
        assertThat(result.evaluations()).isEqualTo(expected.evaluations());
        assertThat(result.gate().state()).isEqualTo(expected.gate().state());
    }

    /** In the hour's last week every hundredth request failed, in the hours before the rollout hardly any. */
    @Test
    void thisHourLastWeekAllowsWhatIsUsualInThisHour() {
        Policy hours = policy(List.of(rollback(worseThanPast(ERRORS, HALF_A_POINT, true))), stage(100, 900, List.of()));
        List<Decision> usual = aWeekLater(hours, 0.01);
        List<Decision> unusual = aWeekLater(hours, 0.05);

        assertThat(usual).extracting(Decision::kind).doesNotContain(DecisionKind.ROLLBACK);
        assertThat(unusual).extracting(Decision::kind).contains(DecisionKind.ROLLBACK);
        assertThat(unusual.get(1).reason()).contains("worse than this hour's last week by more than 0.5 points");
    }

    private static List<Decision> aWeekLater(Policy policy, double errorRate) {
        VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
        SimulatedTraffic past =
                new SimulatedTraffic(List.of(Traffic.healthy(Scenario.BASELINE).failing(0.01)), 1);
        SimulatedTraffic present = new SimulatedTraffic(
                List.of(
                        Traffic.healthy(Scenario.BASELINE),
                        Traffic.healthy(Scenario.CANARY).failing(errorRate)),
                2);
        long beginning = Scenario.BEGINNING.getEpochSecond();
        for (long second = beginning; second < beginning + 600; second++) {
            gate.second(second, telemetry(gate, past, second));
        }
        for (long second = beginning + WEEK - 900; second < beginning + WEEK + 5; second++) {
            gate.second(second, telemetry(gate, present, second));
        }
        VirtualGate restarted = gate.copy(policy);
        restarted.start(Scenario.startOf(policy, "start", "rollout", Instant.ofEpochSecond(beginning + WEEK)), policy);
        List<Decision> decisions = new ArrayList<>();
        for (long second = beginning + WEEK + 5; second < beginning + WEEK + 300; second++) {
            TickOutcome outcome = restarted.second(second, telemetry(restarted, present, second));
            decisions.addAll(outcome.decisions());
        }
        return decisions;
    }

    private static List<SeriesSecond> telemetry(VirtualGate gate, SimulatedTraffic traffic, long second) {
        double share = gate.inForce().percent() / 100;
        Instant from = Instant.ofEpochSecond(second);
        List<SeriesSecond> telemetry = new ArrayList<>();
        telemetry.addAll(traffic.requests(Scenario.CANARY, share, from, Duration.ZERO, Duration.ofSeconds(1)));
        telemetry.addAll(traffic.requests(Scenario.BASELINE, 1 - share, from, Duration.ZERO, Duration.ofSeconds(1)));
        return telemetry;
    }

    /** Five minutes of past before the start. */
    private static Scenario started(Policy policy) {
        return Scenario.of(policy).start(Duration.ofSeconds(305), "r1");
    }
}
