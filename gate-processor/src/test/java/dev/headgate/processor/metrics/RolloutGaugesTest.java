package dev.headgate.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.Weight;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RolloutGaugesTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_795_380_000_123L);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MicrometerJudgeMeter meter = new MicrometerJudgeMeter(registry);

    @Test
    void showsBothVersionsAndTheWeightUnderTheNamesThatTheDashboardAsksFor() {
        meter.evaluated(3, evaluation("r-1", 5, 0.25));

        assertThat(registry.scrape())
                .contains("headgate_rollout_weight_percent{canary=\"2.0.0\",rollout=\"r-1\",service=\"shop\"} 5.0")
                .contains(
                        "headgate_version_error_ratio{role=\"canary\",service=\"shop\",version=\"2.0.0\"} 0.25",
                        "headgate_version_error_ratio{role=\"baseline\",service=\"shop\",version=\"1.0.0\"} 0.0",
                        "headgate_version_requests_per_second{role=\"canary\",service=\"shop\",version=\"2.0.0\"} 4.0")
                .contains("headgate_version_latency_seconds{"
                        + "quantile=\"0.95\",role=\"canary\",service=\"shop\",version=\"2.0.0\"} 0.095")
                .contains("headgate_version_latency_seconds{"
                        + "quantile=\"0.99\",role=\"canary\",service=\"shop\",version=\"2.0.0\"} NaN");
    }

    @Test
    void followsTheLatestEvaluationAndTheWeightThatWasConfirmedLast() {
        meter.evaluated(3, evaluation("r-1", 5, 0.25));
        meter.evaluated(3, evaluation("r-1", 50, 0.5));
        meter.stands(rolledBack("r-1"));

        assertThat(registry.scrape())
                .contains("headgate_rollout_weight_percent{canary=\"2.0.0\",rollout=\"r-1\",service=\"shop\"} 0.0")
                .contains("headgate_version_error_ratio{role=\"canary\",service=\"shop\",version=\"2.0.0\"} 0.5");
    }

    @Test
    void keepsNoGaugeOfAnEarlierRolloutNorOfATaskThatLeft() {
        meter.evaluated(3, evaluation("r-1", 5, 0.25));
        meter.evaluated(3, evaluation("r-2", 5, 0.25));
        assertThat(registry.scrape()).doesNotContain("rollout=\"r-1\"").contains("rollout=\"r-2\"");

        meter.left(3);
        assertThat(registry.scrape()).doesNotContain("headgate_rollout_weight", "headgate_version");
    }

    @Test
    void annotatesTheLatestDecisionsWithTheirReasonsAndForgetsOlderOnes() {
        for (int sequence = 1; sequence <= RolloutGauges.DECISIONS_KEPT + 1; sequence++) {
            meter.decided(decision(sequence));
        }

        assertThat(registry.scrape().lines().filter(line -> line.startsWith("headgate_decision_time_milliseconds{")))
                .hasSize(RolloutGauges.DECISIONS_KEPT)
                .anyMatch(line -> line.contains("decision=\"r-1/21\"")
                        && line.contains("reason=\"too many errors\"")
                        && line.endsWith(" 1.795380000123E12"))
                .noneMatch(line -> line.contains("decision=\"r-1/1\""));
    }

    private static Evaluation evaluation(String rollout, double weight, double errorRate) {
        var canary = new VersionFigures(
                "2.0.0",
                40,
                4,
                OptionalDouble.of(errorRate),
                OptionalDouble.of(20_000),
                OptionalDouble.of(95_000),
                OptionalDouble.empty());
        var baseline = new VersionFigures(
                "1.0.0",
                400,
                40,
                OptionalDouble.of(0),
                OptionalDouble.of(20_000),
                OptionalDouble.of(90_000),
                OptionalDouble.of(120_000));
        return new Evaluation(
                rollout,
                "shop",
                "c-1",
                NOW,
                Phase.OBSERVING,
                0,
                new Weight(weight),
                false,
                NOW.minusSeconds(10),
                NOW,
                canary,
                baseline,
                List.of());
    }

    private static RolloutState rolledBack(String rollout) {
        return new RolloutState(
                rollout,
                "shop",
                7,
                "c-1",
                "demo",
                "hash",
                Mode.ENFORCE,
                "2.0.0",
                "1.0.0",
                Phase.ROLLED_BACK,
                0,
                3,
                Weight.NONE,
                Optional.of(Weight.NONE),
                Optional.empty(),
                NOW,
                NOW,
                2,
                "too many errors");
    }

    private static Decision decision(int sequence) {
        return new Decision(
                "r-1/" + sequence,
                "r-1",
                "shop",
                7,
                sequence,
                "c-1",
                DecisionKind.NOTIFY,
                Mode.ENFORCE,
                Severity.INFO,
                "2.0.0",
                "1.0.0",
                0,
                new Weight(5),
                new Weight(5),
                "too many errors",
                Optional.empty(),
                List.of(),
                "hash",
                NOW,
                List.of(),
                Optional.empty(),
                RunbookCall.NONE);
    }
}
