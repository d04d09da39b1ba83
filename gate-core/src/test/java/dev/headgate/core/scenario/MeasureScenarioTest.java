package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.criterion;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.ofOperation;
import static dev.headgate.core.Policies.over;
import static dev.headgate.core.Policies.p99;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureScenarioTest {

    @Test
    void meanLatencyAboveItsLimitRollsBack() {
        Decision decision = rolledBack(
                criterion("mean > 100ms", new Measure.MeanLatency(), Operator.GREATER, 100_000),
                Traffic.healthy(Scenario.CANARY).slowerBy(5).during(Span.seconds(20, 600)));

        assertThat(decision.reason()).contains("the canary's mean latency was").contains("(limit 100 ms)");
    }

    @Test
    void throughputBelowItsLimitRollsBackAndSaysHowMuchThereWas() {
        Decision decision = rolledBack(
                criterion("throughput < 10/s", new Measure.Throughput(), Operator.LESS, 10),
                Traffic.healthy(Scenario.CANARY).atRate(10).during(Span.seconds(20, 600)));

        assertThat(decision.reason()).contains("requests/s").contains("(limit 10 requests/s)");
        assertThat(decision.verdicts().get(0).unit()).isEqualTo("per-second");
    }

    @Test
    void uptimeBelowItsLimitRollsBack() {
        Decision decision = rolledBack(
                over(criterion("uptime < 90%", new Measure.Uptime(), Operator.LESS, 0.9), Duration.ofMinutes(1)),
                Traffic.healthy(Scenario.CANARY).failing(1).during(Span.seconds(20, 600)));

        assertThat(decision.reason()).contains("the canary's uptime was").contains("(limit 90 %)");
    }

    @Test
    void slicesInWhichNobodySpokeDoNotLowerUptime() {
        Criterion uptime =
                over(criterion("uptime < 90%", new Measure.Uptime(), Operator.LESS, 0.9), Duration.ofMinutes(1));
        ScenarioResult result = Scenario.of(watching(uptime))
                .start(Duration.ofSeconds(5), "r1")
                .silent(Scenario.CANARY, Span.seconds(25, 50))
                .silent(Scenario.BASELINE, Span.seconds(25, 50))
                .run(Duration.ofSeconds(90));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
    }

    @Test
    void oneOperationIsJudgedOnItsOwn() {
        Decision decision = rolledBack(
                ofOperation(p99(Operator.GREATER, 400_000), "search"),
                Traffic.healthy(Scenario.CANARY).of("search").withTail(0.1, 50).during(Span.seconds(20, 600)));

        assertThat(decision.reason()).contains("the canary's p99 of search was");
    }

    @Test
    void aWindowOverAMinuteIsJudgedInSlotsOfTenSeconds() {
        Decision decision = rolledBack(
                over(errorRate(Operator.GREATER, 0.2), Duration.ofMinutes(2)),
                Traffic.healthy(Scenario.CANARY).failing(0.9).during(Span.seconds(40, 600)));

        assertThat(decision.verdicts().get(0).windowStart().getEpochSecond() % 10)
                .isZero();
        assertThat(decision.verdicts().get(0).requestIds()).hasSize(5);
    }

    @Test
    void totalFailureBelowTheMinimumOfRequestsIsDecidedAllTheSame() {
        Decision decision = rolledBack(
                errorRate(Operator.GREATER, 0.1),
                Traffic.healthy(Scenario.CANARY).atRate(4).failing(1));

        assertThat(decision.verdicts().get(0).requests()).isLessThan(50);
        assertThat(decision.reason()).contains("too many to be chance although fewer than 50 requests are in");
    }

    private static Decision rolledBack(Criterion criterion, Traffic change) {
        ScenarioResult result = Scenario.of(watching(criterion))
                .with(Traffic.healthy(Scenario.BASELINE).of("search"))
                .with(change)
                .start(Duration.ofSeconds(5), "r1")
                .run(Duration.ofSeconds(100));
        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        return result.first(DecisionKind.ROLLBACK).orElseThrow();
    }

    private static Policy watching(Criterion criterion) {
        return policy(
                List.of(rollback(criterion)),
                stage(50, 1_000, List.of(errorRate(Operator.LESS, 0.1))),
                stage(100, 10, List.of()));
    }
}
