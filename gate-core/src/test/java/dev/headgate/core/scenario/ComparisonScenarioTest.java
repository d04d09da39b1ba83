package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.confident;
import static dev.headgate.core.Policies.notWorse;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.settling;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static dev.headgate.core.Policies.until;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonScenarioTest {

    private static final Margin NONE = new Margin.None();
    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final Criterion ERRORS_WORSE = worse(ERRORS, NONE);
    private static final Criterion LATENCY_WORSE = worse(new Measure.Latency(), NONE);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aHealthyReleaseIsPromotedOnceItIsShownNotToBeWorse(long seed) {
        ScenarioResult result = started(comparing(
                        notWorse(ERRORS, new Margin.Points(0.01)),
                        notWorse(new Measure.LatencyQuantile(0.95), new Margin.Share(0.5))))
                .seeded(seed)
                .run(Duration.ofMinutes(10));

        assertThat(result.kinds())
                .as("seed %d", seed)
                .containsExactly(
                        DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        Verdict shown = result.decisions().get(1).verdicts().stream()
                .filter(verdict -> verdict.criterion().contains("not worse"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.judgement()).isEqualTo(Judgement.PASS);
        assertThat(shown.sentence())
                .matches(
                        "the canary's error rate is shown to be not worse than the baseline's by more than 1 points: "
                                + "[0-9.]+ % against [0-9.]+ % over the last [0-9.]+ (s|min) \\(evidence [0-9.]+, 100 decide\\)");
    }

    @Test
    void aReleaseThatFailsMoreThanItsBaselineIsRolledBackAndTheVerdictShowsItsWorking() {
        ScenarioResult result = started(comparing())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.08).during(Span.seconds(15, 600)))
                .run(Duration.ofMinutes(3));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(ERRORS_WORSE.text());
        assertThat(rollback.reason())
                .startsWith("the canary's error rate is worse than the baseline's: ")
                .contains(" against ");
        Verdict verdict = verdict(rollback, ERRORS_WORSE);
        Comparison working = verdict.comparison().orElseThrow();
        assertThat(verdict.requestIds()).isNotEmpty();
        assertThat(working.sharedEvidence()).isGreaterThanOrEqualTo(100);
        assertThat(working.bar()).isBetween(99.999, 100.001);
        assertThat(working.tempering()).isEqualTo(1.5);
        assertThat(working.canaryRequests()).isPositive();
        assertThat(working.baselineRequests()).isGreaterThan(working.canaryRequests());
        assertThat(verdict.observed().orElseThrow())
                .isBetween(
                        working.canaryLower().orElseThrow(),
                        working.canaryUpper().orElseThrow());
        assertThat(working.baseline().orElseThrow())
                .isBetween(
                        working.baselineLower().orElseThrow(),
                        working.baselineUpper().orElseThrow());
    }

    @Test
    void aSlowerTailIsFoundAndTheQuantileThatSaysMostIsNamed() {
        ScenarioResult result = started(comparing())
                .with(Traffic.healthy(Scenario.CANARY).withTail(0.1, 4).during(Span.seconds(15, 900)))
                .run(Duration.ofMinutes(5));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(LATENCY_WORSE.text());
        assertThat(rollback.reason()).contains("latency is worse than the baseline's, most at p9");
        assertThat(verdict(rollback, LATENCY_WORSE).comparison().orElseThrow().contributor())
                .startsWith("p9");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 5, 6})
    void whatBothVersionsShareIsNobodysFault(long seed) {
        ScenarioResult result = started(comparing())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.3).slowerBy(5).during(Span.seconds(30, 60)))
                .with(Traffic.healthy(Scenario.BASELINE)
                        .failing(0.3)
                        .slowerBy(5)
                        .during(Span.seconds(30, 60)))
                .seeded(seed)
                .run(Duration.ofMinutes(3));

        assertThat(result.kinds()).as("seed %d", seed).doesNotContain(DecisionKind.ROLLBACK);
    }

    @Test
    void aColdStartThatIsOverWhenTheStageHasSettledCountsForNothing() {
        Policy settled = policy(
                List.of(rollback(ERRORS_WORSE)), settling(stage(10, 120, List.of()), 30), stage(100, 10, List.of()));
        ScenarioResult result = started(settled)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.5).during(Span.seconds(0, 30)))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds()).doesNotContain(DecisionKind.ROLLBACK);
    }

    @Test
    void evidenceGoesOnUnchangedWhenTheGateIsRestarted() {
        Scenario uninterrupted = failing();
        Scenario restarted = failing();
        for (int second = 20; second < 60; second += 3) {
            restarted.restarted(Duration.ofSeconds(second));
        }

        assertThat(restarted.run(Duration.ofMinutes(2)).decisions())
                .isEqualTo(uninterrupted.run(Duration.ofMinutes(2)).decisions());
    }

    @Test
    void denserTicksDecideTheSame() {
        ScenarioResult usual = failing().run(Duration.ofMinutes(2));
        ScenarioResult dense = failing().ticking(Duration.ofMillis(100)).run(Duration.ofMinutes(2));

        assertThat(dense.kinds()).isEqualTo(usual.kinds());
        assertThat(dense.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isLessThanOrEqualTo(usual.firstAt(DecisionKind.ROLLBACK).orElseThrow());
    }

    @Test
    void withoutEnoughOfTheBaselineAComparisonIsNotDecided() {
        ScenarioResult result = started(comparing(notWorse(ERRORS, NONE)))
                .with(Traffic.healthy(Scenario.BASELINE).atRate(1))
                .run(Duration.ofSeconds(30));

        assertThat(causes(result, notWorse(ERRORS, NONE))).contains(UndecidedCause.NO_BASELINE);
        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
    }

    @Test
    void whatIsNotShownYetHoldsTheStageAndSaysHowMuchEvidenceThereIs() {
        Criterion narrow = notWorse(ERRORS, new Margin.Points(0.0001));
        ScenarioResult result = started(comparing(narrow)).run(Duration.ofSeconds(60));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(causes(result, narrow)).contains(UndecidedCause.NOT_YET_SIGNIFICANT);
        assertThat(result.evaluations().get(result.evaluations().size() - 1).verdicts())
                .anyMatch(verdict -> verdict.sentence().contains("not shown yet to be not worse")
                        && verdict.sentence().contains("100 decide"));
    }

    @Test
    void aFailingAdvanceComparisonFailsTheStageAtItsMaximumHold() {
        Criterion within = notWorse(ERRORS, new Margin.Points(0.01));
        Policy held = policy(
                List.of(stop(worse(ERRORS, new Margin.Points(0.4)), Effect.NOTIFY)),
                until(stage(10, 10, List.of(within)), 60, Response.ROLLBACK),
                stage(100, 10, List.of()));
        ScenarioResult result = started(held)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.1).during(Span.seconds(0, 600)))
                .run(Duration.ofMinutes(2));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(within.text());
        assertThat(rollback.reason())
                .contains("maximum hold")
                .contains("worse than the baseline's by more than 1 points");
    }

    @Test
    void limitsWithConfidenceActOnEvidenceAndNotOnAWindow() {
        Criterion above = confident(ERRORS, Operator.GREATER, 0.01, 0.99);
        Criterion below = confident(ERRORS, Operator.LESS, 0.02, 0.99);
        Policy confidentPolicy = policy(
                List.of(rollback(above)),
                until(stage(10, 10, List.of(below)), 600, Response.HOLD),
                stage(100, 10, List.of()));

        ScenarioResult healthy = started(confidentPolicy).run(Duration.ofMinutes(5));
        ScenarioResult failing = started(confidentPolicy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.1).during(Span.seconds(15, 600)))
                .run(Duration.ofMinutes(2));

        assertThat(healthy.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        assertThat(failing.first(DecisionKind.ROLLBACK).orElseThrow().reason())
                .contains("the canary's error rate is > 1 % with 99 % confidence");
    }

    @Test
    void aLineThatStepsBackDoesSoOnceAndBeginsAnewWithTheStageThatFollows() {
        Policy steppingBack = policy(
                List.of(stop(ERRORS_WORSE, Effect.STEP_BACK)),
                stage(10, 20, List.of()),
                stage(50, 60, List.of()),
                stage(100, 10, List.of()));
        ScenarioResult result = started(steppingBack)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.1).during(Span.seconds(28, 37)))
                .run(Duration.ofSeconds(65));

        assertThat(result.kinds())
                .startsWith(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.STEP_BACK)
                .doesNotContain(DecisionKind.ROLLBACK)
                .containsOnlyOnce(DecisionKind.STEP_BACK);
    }

    /** The stage's line knows something; the policy's own line, which could roll back, knows nothing by itself. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatALineOfAnotherStageHasFoundLetsNoInnocentLineSpeak(long seed) {
        Policy steppingBack = policy(
                List.of(rollback(ERRORS_WORSE)),
                stage(10, 20, List.of()),
                stopping(stage(50, 60, List.of()), stop(LATENCY_WORSE, Effect.STEP_BACK)),
                stage(100, 10, List.of()));
        ScenarioResult result = started(steppingBack)
                .seeded(seed)
                .with(Traffic.healthy(Scenario.CANARY).slowerBy(3).during(Span.seconds(28, 45)))
                .run(Duration.ofSeconds(75));

        assertThat(result.kinds())
                .startsWith(DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.STEP_BACK)
                .doesNotContain(DecisionKind.ROLLBACK);
    }

    /** Proxies throw instances out that fail: the share falls when the evidence is there already. */
    @Test
    void whatHasSpokenActsAlsoWhenTheShareOfTheRequestsIsOffByNow() {
        Policy comparing =
                policy(List.of(rollback(ERRORS_WORSE)), stage(50, 600, List.of()), stage(100, 10, List.of()));
        ScenarioResult result = started(comparing)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.3).during(Span.seconds(60, 75)))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.3).atRate(5).during(Span.seconds(75, 300)))
                .gateStopped(Span.seconds(60, 115))
                .run(Duration.ofSeconds(130));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(ERRORS_WORSE.text());
        assertThat(rollback.evaluatedAt()).isAfter(Scenario.BEGINNING.plusSeconds(114));
    }

    private static Stage stopping(Stage stage, StopLine line) {
        return new Stage(
                stage.weight(),
                stage.minimumHold(),
                stage.maximumHold(),
                stage.settle(),
                stage.advance(),
                List.of(line),
                stage.onFailure());
    }

    @Test
    void aProofDoesNotOutliveTheBaselineItRestsOn() {
        Criterion within = notWorse(ERRORS, new Margin.Points(0.05));
        Policy patient =
                policy(List.of(rollback(ERRORS_WORSE)), stage(50, 200, List.of(within)), stage(100, 10, List.of()));
        ScenarioResult result = started(patient)
                .silent(Scenario.BASELINE, Span.seconds(60, 600))
                .run(Duration.ofMinutes(5));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(causes(result, within)).contains(UndecidedCause.NONE, UndecidedCause.NO_BASELINE);
    }

    private static Scenario failing() {
        return started(comparing())
                .with(Traffic.healthy(Scenario.CANARY).failing(0.08).during(Span.seconds(15, 600)));
    }

    private static Scenario started(Policy policy) {
        return Scenario.of(policy).start(Duration.ofSeconds(5), "r1");
    }

    private static Policy comparing(Criterion... advance) {
        return policy(
                List.of(rollback(ERRORS_WORSE), rollback(LATENCY_WORSE)),
                stage(10, 20, List.of(advance)),
                stage(50, 20, List.of(advance)),
                stage(100, 10, List.of()));
    }

    private static Verdict verdict(Decision decision, Criterion criterion) {
        return decision.verdicts().stream()
                .filter(each -> each.criterion().equals(criterion.text()))
                .findFirst()
                .orElseThrow();
    }

    private static List<UndecidedCause> causes(ScenarioResult result, Criterion criterion) {
        return result.evaluations().stream()
                .map(Evaluation::verdicts)
                .flatMap(List::stream)
                .filter(verdict -> verdict.criterion().equals(criterion.text()))
                .map(Verdict::cause)
                .distinct()
                .toList();
    }
}
