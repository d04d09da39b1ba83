package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.OpenTelemetry;
import dev.headgate.it.harness.OpenTelemetry.Requests;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.Sketches;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Releases of services that publish nothing to Headgate are gated by what a Collector writes of them. */
class OpenTelemetryIT {

    private static final Requests HEALTHY = new Requests(Duration.ofMillis(20), 200);
    private static final List<Double> BOUNDS = List.of(0.01, 0.05, 0.1, 0.25, 1.0);

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static Release.Site site;
    private static OpenTelemetry services;

    @BeforeAll
    static void startGateAndExecutor() throws Exception {
        site = new Release.Site(HEADGATE, "2.0", "1.0");
        for (String service : List.of("traced", "metered", "coarse")) {
            site.divideTraffic(service);
        }
        try (var admin = HEADGATE.admin()) {
            // More partitions than any topic of ours: the Collector's own business.
            admin.createTopics(List.of(
                            new NewTopic(OpenTelemetry.SPANS, 7, (short) 1),
                            new NewTopic(OpenTelemetry.METRICS, 1, (short) 1)))
                    .all()
                    .get();
        }
        HEADGATE.gate(
                        "all",
                        List.of(
                                "--set",
                                "otlp.spans.topic=" + OpenTelemetry.SPANS,
                                "--set",
                                "otlp.metrics.topic=" + OpenTelemetry.METRICS))
                .start();
        HEADGATE.executor("one").start();
        site.readers();
        services = new OpenTelemetry(HEADGATE.bootstrapServers());
    }

    @Test
    void aCanaryThatFailsBySpansAloneIsRolledBackAndItsRequestsAreNamedByTheirTraces() throws Exception {
        services.spans("traced", "1.0", HEALTHY);
        services.spans("traced", "2.0", new Requests(Duration.ofMillis(20), 503));

        Release release = released("traced", "errorRate > 20% -> rollback critical");
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(rollback.decidingCriterion().orElseThrow()).contains("errorRate > 20%");
        assertThat(release.shareInForce()).isZero();
        assertThat(deciding(rollback, "errorRate").requestIds())
                .isNotEmpty()
                .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{32}"));
    }

    @Test
    void aSlowCanaryIsRolledBackByItsHistogramWhereABoundIsTheLimit() throws Exception {
        services.metrics("metered", "1.0", BOUNDS, HEALTHY);
        services.metrics("metered", "2.0", BOUNDS, latency(400));

        Release release = released("metered", "p95 > 250ms -> rollback critical");
        Decision rollback = release.awaitDecision(DecisionKind.ROLLBACK);

        release.awaitPhase(Phase.ROLLED_BACK);
        assertThat(rollback.decidingCriterion().orElseThrow()).contains("p95 > 250ms");
        assertThat(release.shareInForce()).isZero();
    }

    @Test
    void aLimitWithinABucketDecidesNothingAndSaysWhatToDo() throws Exception {
        // Two latencies in one bucket: the least and the greatest do not tell where most are.
        services.metrics("coarse", "2.0", BOUNDS, latency(110), latency(240));
        services.metrics("coarse", "1.0", BOUNDS, HEALTHY);

        Release release = released("coarse", "p50 > 150ms -> rollback critical");
        Evaluation undecided = release.awaitEvaluation(
                "the quantile is too coarse",
                evaluation -> evaluation.verdicts().stream()
                        .anyMatch(verdict -> verdict.cause() == UndecidedCause.TOO_COARSE));

        Verdict verdict = undecided.verdicts().stream()
                .filter(each -> each.cause() == UndecidedCause.TOO_COARSE)
                .findFirst()
                .orElseThrow();
        assertThat(verdict.judgement()).isEqualTo(Judgement.UNDECIDED);
        assertThat(verdict.sentence()).contains("give its histogram a bucket bound at 150 ms");
        assertThat(verdict.observedAtLeast().orElseThrow())
                .isLessThan(verdict.observed().orElseThrow());
        release.abortAndAwaitRollback();
    }

    @Test
    void whatIsNoOtlpIsSetAsideWithWhereItCameFrom() {
        services.send(OpenTelemetry.SPANS, "hello".getBytes(StandardCharsets.UTF_8));

        Await.untilAsserted(
                "a dead letter of the Collector's topic",
                Await.LONG,
                () -> assertThat(site.deadLetters()).anySatisfy(letter -> {
                    assertThat(letter.topic()).isEqualTo(OpenTelemetry.SPANS);
                    assertThat(letter.cause()).isEqualTo("not-otlp");
                }));
    }

    private static Requests latency(int millis) {
        return new Requests(Duration.ofMillis(millis), 200);
    }

    private static Verdict deciding(Decision decision, String statistic) {
        return decision.verdicts().stream()
                .filter(verdict -> verdict.statistic().equals(statistic) && verdict.judgement() == Judgement.FAIL)
                .findFirst()
                .orElseThrow();
    }

    private static Release released(String service, String stop) throws Exception {
        Sketches sketches = new Sketches(HEADGATE);
        Await.untilAsserted(
                "requests of " + service + " are counted",
                Await.LONG,
                () -> assertThat(sketches.sums().requests(service)).isPositive());
        String policy = """
                policy: it-%1$s
                window: 5s
                minRequests: 20
                runbooks: { shift: shift-%1$s, rollback: shift-%1$s }
                stop: [ %2$s ]
                stages:
                  - { weight: 10%%, hold: 5m .. 1h, advance: [ errorRate < 1%% ] }
                  - { weight: 100%%, watch: 2s }
                """.formatted(service, stop);
        return site.start(HEADGATE.operator(), service, service + "-1", policy);
    }
}
