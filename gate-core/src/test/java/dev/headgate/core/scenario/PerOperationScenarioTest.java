package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.notWorse;
import static dev.headgate.core.Policies.perOperation;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.comparison.OperationMemory;
import dev.headgate.core.telemetry.Watch;
import dev.headgate.schemas.model.Comparison;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerOperationScenarioTest {

    private static final String ORDERS = "POST /orders";
    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final Criterion ERRORS_WORSE = perOperation(worse(ERRORS, new Margin.None()));
    private static final Criterion ERRORS_NOT_WORSE = perOperation(notWorse(ERRORS, new Margin.Points(0.05)));

    @Test
    void aRegressionOfOneOperationIsFoundAndNamedWithItsFiguresOfBothSides() {
        ScenarioResult result = failingOrders(comparing()).run(Duration.ofMinutes(3));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        assertThat(rollback.reason())
                .startsWith("the canary's error rate of POST /orders is worse than the baseline's: ")
                .contains(" against ");
        Verdict verdict = rollback.verdicts().get(0);
        Comparison working = verdict.comparison().orElseThrow();
        assertThat(working.operation()).contains(ORDERS);
        assertThat(working.sharedEvidence()).isGreaterThanOrEqualTo(100);
        assertThat(verdict.observed().orElseThrow()).isGreaterThan(0.1);
        assertThat(working.baseline().orElseThrow()).isLessThan(0.05);
        assertThat(verdict.observed().orElseThrow())
                .isBetween(
                        working.canaryLower().orElseThrow(),
                        working.canaryUpper().orElseThrow());
        assertThat(working.baselineRequests()).isGreaterThan(working.canaryRequests());
        assertThat(verdict.requestIds()).isNotEmpty();
    }

    @Test
    void itIsFoundSoonerThanByAllOperationsTogether() {
        Policy together = policy(
                List.of(rollback(worse(ERRORS, new Margin.None()))),
                stage(10, 600, List.of()),
                stage(100, 10, List.of()));
        Policy each = policy(List.of(rollback(ERRORS_WORSE)), stage(10, 600, List.of()), stage(100, 10, List.of()));

        Duration alone = failingOrders(each)
                .run(Duration.ofMinutes(9))
                .firstAt(DecisionKind.ROLLBACK)
                .orElseThrow();
        Duration pooled = failingOrders(together)
                .run(Duration.ofMinutes(9))
                .firstAt(DecisionKind.ROLLBACK)
                .orElse(Duration.ofMinutes(9));

        assertThat(alone).isLessThan(pooled);
    }

    @Test
    void aHealthyReleaseGoesOnWhenAllOperationsAreShownAndSmallOnesAreNamed() {
        ScenarioResult result = Scenario.of(comparing(ERRORS_NOT_WORSE))
                .start(Duration.ofSeconds(5), "r1")
                .with(Traffic.healthy(Scenario.BASELINE).of(ORDERS))
                .with(Traffic.healthy(Scenario.CANARY).of(ORDERS))
                .with(Traffic.healthy(Scenario.BASELINE).of("GET /rare").atRate(2))
                .with(Traffic.healthy(Scenario.CANARY).of("GET /rare").atRate(2))
                .run(Duration.ofMinutes(8));

        assertThat(result.kinds()).startsWith(DecisionKind.PROMOTE, DecisionKind.PROMOTE);
        Verdict shown = result.decisions().get(1).verdicts().get(1);
        assertThat(shown.judgement()).isEqualTo(Judgement.PASS);
        assertThat(shown.sentence())
                .startsWith("the canary's error rate is shown to be not worse")
                .endsWith(
                        "so it is in 2 of 3 operations, and too few requests to judge them by themselves have GET /rare");
    }

    @Test
    void anOperationThatIsNotShownHoldsTheStageAndIsNamed() {
        Policy patient = policy(
                List.of(rollback(worse(ERRORS, new Margin.Points(0.4)))),
                stage(10, 20, List.of(ERRORS_NOT_WORSE)),
                stage(100, 10, List.of()));
        ScenarioResult result = Scenario.of(patient)
                .start(Duration.ofSeconds(5), "r1")
                .with(Traffic.healthy(Scenario.BASELINE)
                        .of(ORDERS)
                        .failing(0.02)
                        .atRate(60))
                .with(Traffic.healthy(Scenario.CANARY).of(ORDERS).failing(0.07).atRate(60))
                .run(Duration.ofMinutes(4));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        Evaluation last = result.evaluations().get(result.evaluations().size() - 1);
        assertThat(last.verdicts().get(1).sentence())
                .startsWith("the canary's error rate of POST /orders: not decided, it is not shown yet");
    }

    @Test
    void aFastOperationThatIsSlowerIsFoundByItsOwnLatencies() {
        Criterion latency = perOperation(worse(new Measure.Latency(), new Margin.None()));
        Policy slow = policy(List.of(rollback(latency)), stage(50, 600, List.of()), stage(100, 10, List.of()));
        ScenarioResult result = Scenario.of(slow)
                .start(Duration.ofSeconds(5), "r1")
                .with(Traffic.healthy(Scenario.BASELINE).of(ORDERS).atRate(20).slowerBy(0.2))
                .with(Traffic.healthy(Scenario.CANARY).of(ORDERS).atRate(20).slowerBy(0.2))
                .with(Traffic.healthy(Scenario.CANARY)
                        .of(ORDERS)
                        .atRate(20)
                        .slowerBy(0.35)
                        .during(Span.seconds(100, 900)))
                .run(Duration.ofMinutes(5));

        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason())
                .startsWith("the canary's latency of POST /orders is worse than the baseline's, most at p");
    }

    @Test
    void evidenceOfOperationsGoesOnUnchangedWhenTheGateIsRestarted() {
        Scenario uninterrupted = failingOrders(comparing(ERRORS_NOT_WORSE));
        Scenario restarted = failingOrders(comparing(ERRORS_NOT_WORSE));
        for (int second = 12; second < 60; second += 3) {
            restarted.restarted(Duration.ofSeconds(second));
        }

        ScenarioResult one = uninterrupted.run(Duration.ofSeconds(50));
        ScenarioResult other = restarted.run(Duration.ofSeconds(50));
        assertThat(other.decisions()).isEqualTo(one.decisions());
        assertThat(other.evaluations()).isEqualTo(one.evaluations());
        assertThat(other.gate().state().evidence()).isEqualTo(one.gate().state().evidence());
    }

    @Test
    void operationsWithoutEndFillNothing() {
        Scenario scenario =
                Scenario.of(comparing()).start(Duration.ofSeconds(5), "r1").with(Traffic.healthy(Scenario.CANARY));
        for (int i = 0; i < Watch.MOST_OPERATIONS + 40; i++) {
            scenario.with(Traffic.healthy(Scenario.BASELINE).of("GET /" + i).atRate(5))
                    .with(Traffic.healthy(Scenario.CANARY).of("GET /" + i).atRate(5));
        }

        ScenarioResult result = scenario.run(Duration.ofSeconds(25));

        assertThat(result.gate().telemetry().operations(Scenario.CANARY)).hasSize(Watch.MOST_OPERATIONS);
        assertThat(result.gate().telemetry().operations(Scenario.BASELINE)).hasSize(Watch.MOST_OPERATIONS);
        assertThat(result.gate().state().evidence().orElseThrow().operations())
                .hasSizeLessThanOrEqualTo(Watch.MOST_OPERATIONS)
                .extracting(OperationMemory::operation)
                .doesNotHaveDuplicates();
    }

    private static Scenario failingOrders(Policy policy) {
        return Scenario.of(policy)
                .start(Duration.ofSeconds(5), "r1")
                .with(Traffic.healthy(Scenario.BASELINE).atRate(1_000).failing(0.03))
                .with(Traffic.healthy(Scenario.CANARY).atRate(1_000).failing(0.03))
                .with(Traffic.healthy(Scenario.BASELINE).of(ORDERS))
                .with(Traffic.healthy(Scenario.CANARY).of(ORDERS))
                .with(Traffic.healthy(Scenario.CANARY).of(ORDERS).failing(0.25).during(Span.seconds(15, 900)));
    }

    private static Policy comparing(Criterion... advance) {
        return policy(
                List.of(rollback(ERRORS_WORSE)),
                stage(10, 20, List.of(advance)),
                stage(50, 60, List.of()),
                stage(100, 10, List.of()));
    }
}
