package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PolicyReaderTest {

    private static final String SMALLEST = """
            policy: shop
            stop: [ no success for 2m ]
            stages:
              - weight: 100%
                watch: 1h
            """;

    @Test
    void readsEveryFieldOfAPolicy() {
        Policy policy = valid("""
                policy: checkout-canary
                mode: observe
                window: 30s
                minRequests: 200
                decisionValidity: 2m
                runbooks: { shift: up, rollback: down }
                stop:
                  - no success for 2m -> rollback critical
                  - errorRate > 10% for 5m min 20 -> step back warning
                stages:
                  - weight: 0.5%
                    hold: 30m .. 2h
                    settle: 2m
                    advance: [ errorRate < 0.5% ]
                    stop: [ p50 > 1s -> hold ]
                    onFailure: hold
                  - weight: 100%
                    watch: 24h
                """);

        assertThat(policy.name()).isEqualTo("checkout-canary");
        assertThat(policy.mode()).isEqualTo(Mode.OBSERVE);
        assertThat(policy.window()).isEqualTo(Duration.ofSeconds(30));
        assertThat(policy.minRequests()).isEqualTo(200);
        assertThat(policy.decisionValidity()).isEqualTo(Duration.ofMinutes(2));
        assertThat(policy.shiftRunbook()).isEqualTo("up");
        assertThat(policy.rollbackRunbook()).isEqualTo("down");
        assertThat(policy.stop()).hasSize(2);
        assertThat(policy.stop().get(1).effect()).isEqualTo(Effect.STEP_BACK);
        assertThat(policy.stop().get(1).severity()).isEqualTo(Severity.WARNING);
        Stage first = policy.stages().get(0);
        assertThat(first.weight()).isEqualTo(new Weight(0.5));
        assertThat(first.minimumHold()).isEqualTo(Duration.ofMinutes(30));
        assertThat(first.maximumHold()).contains(Duration.ofHours(2));
        assertThat(first.settle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(first.advance()).hasSize(1);
        assertThat(first.stop())
                .singleElement()
                .satisfies(line -> assertThat(line.effect()).isEqualTo(Effect.HOLD));
        assertThat(first.onFailure()).isEqualTo(Response.HOLD);
        assertThat(policy.stages().get(1).minimumHold()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.stages().get(1).maximumHold()).isEmpty();
    }

    @Test
    void whatIsLeftOutHasTheDocumentedValue() {
        Policy policy = valid(SMALLEST);

        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.window()).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.minRequests()).isEqualTo(100);
        assertThat(policy.decisionValidity()).isEqualTo(Duration.ofSeconds(60));
        assertThat(policy.shiftRunbook()).isEqualTo("shift-traffic");
        assertThat(policy.rollbackRunbook()).isEqualTo("shift-traffic");
        assertThat(policy.stages().get(0).settle()).isEqualTo(Duration.ZERO);
        assertThat(policy.stages().get(0).onFailure()).isEqualTo(Response.ROLLBACK);
    }

    @Test
    void theObjectFormOfALineMeansTheSameAsTheLine() {
        String inLines = SMALLEST.replace("[ no success for 2m ]", """

                  - no success(checkout) for 2m
                  - p99.9(GET /cart) >= 1.5s over 10m for 30s min 50 -> notify info
                """.stripTrailing());
        String inObjects = SMALLEST.replace("[ no success for 2m ]", """

                  - { measure: no success, operation: checkout, for: 2m }
                  - measure: p99.9
                    operation: GET /cart
                    operator: ">="
                    limit: 1.5s
                    over: 10m
                    for: 30s
                    min: 50
                    effect: notify
                    severity: info
                """.stripTrailing());

        assertThat(valid(inObjects).stop()).isEqualTo(valid(inLines).stop());
        assertThat(PublishedSchema.POLICY.errors(inObjects)).isEmpty();
    }

    @Test
    void theObjectFormOfAComparisonMeansTheSameAsTheLine() {
        String inLines = SMALLEST.replace("stages:", """
                stages:
                  - weight: 5%
                    hold: 30m
                    advance:
                      - errorRate not worse than baseline by 0.2 points min 50
                      - p95(checkout) not worse than baseline by 20%
                      - latency not worse than baseline
                      - errorRate < 1% with 99% confidence min 20
                    stop:
                      - latency worse than baseline -> hold warning
                """.stripTrailing());
        String inObjects = SMALLEST.replace("stages:", """
                stages:
                  - weight: 5%
                    hold: 30m
                    advance:
                      - { measure: errorRate, compare: not worse than baseline, by: 0.2 points, min: 50 }
                      - { measure: p95, operation: checkout, compare: not worse than baseline, by: 20% }
                      - { measure: latency, compare: not worse than baseline }
                      - { measure: errorRate, operator: "<", limit: 1%, confidence: 99%, min: 20 }
                    stop:
                      - { measure: latency, compare: worse than baseline, effect: hold, severity: warning }
                """.stripTrailing());

        assertThat(valid(inObjects).stages()).isEqualTo(valid(inLines).stages());
        assertThat(PublishedSchema.POLICY.errors(inLines)).isEmpty();
        assertThat(PublishedSchema.POLICY.errors(inObjects)).isEmpty();
    }

    @Test
    void aComparisonOfThePolicyMayStandBesideAStageOfAllTraffic() {
        Policy policy = valid(SMALLEST.replace("for 2m", "for 2m, errorRate worse than baseline"));

        assertThat(policy.stop().get(1).criterion().byEvidence()).isTrue();
    }

    @Test
    void aStagesComparisonThatNeverSpeaksAtAllTrafficIsTakenWithAWarning() {
        Parsed<Policy> parsed =
                PolicyReader.read("shop.yaml", SMALLEST + "    stop: [ errorRate worse than baseline ]\n");

        assertThat(warnings(parsed)).containsExactly("this line never speaks: at 100% the baseline has no traffic");
        assertThat(parsed.problems().get(0).column()).isEqualTo(23);
    }

    @Test
    void aLimitIsOfferedWhereAComparisonCanNeverBeDecided() {
        Parsed<Policy> parsed = PolicyReader.read(
                "shop.yaml",
                SMALLEST + "    advance: [ errorRate not worse than baseline, latency not worse than baseline ]\n");

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .extracting(Problem::expected)
                .containsExactly("a limit, as `errorRate < 0.5%`", "a limit, as `p95 <= 250ms`");
    }

    @Test
    void anObjectThatComparesAndLimitsIsToldEverythingThatDoesNotFit() {
        Parsed<Policy> parsed =
                PolicyReader.read("shop.yaml", SMALLEST.replace("[ no success for 2m ]", """

                  - measure: errorRate
                    compare: worse than baseline
                    operator: ">"
                    limit: 1%
                    confidence: 99%
                    over: 5m
                    for: 1m
                """.stripTrailing()));

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .filteredOn(problem -> problem.level() == Problem.Level.ERROR)
                .extracting(Problem::line)
                .containsExactly(5, 6, 7, 8, 9);
    }

    @Test
    void tellsEveryMistakeAtOnceInTheOrderOfTheFile() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", """
                policy: shop
                mod: enforce
                window: 60
                stop:
                  - errorrat > 10%
                  - no success for 2m
                stages:
                  - weight: 5
                    advance: [ p95 < 10% ]
                  - weight: 100%
                    watch: 1h
                """);

        assertThat(parsed.problems()).extracting(Problem::line).containsExactly(2, 3, 5, 8, 8, 9);
        assertThat(parsed.problems())
                .extracting(problem -> problem.suggestion().orElse(""))
                .containsExactly("mode", "60s", "errorRate", "", "5%", "");
    }

    @Test
    void aPolicyWithoutAnyStopLineIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", SMALLEST.replace("stop: [ no success for 2m ]\n", ""));

        assertThat(warnings(parsed))
                .containsExactly(
                        "nothing stops this rollout but its stages' failure",
                        "a canary that falls silent would not be noticed");
    }

    @Test
    void aPolicyThatWouldNotNoticeASilentCanaryIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", SMALLEST.replace("no success for 2m", "errorRate > 5%"));

        assertThat(warnings(parsed)).containsExactly("a canary that falls silent would not be noticed");
    }

    @Test
    void aStopLineWrittenTwiceIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read(
                "shop.yaml", SMALLEST.replace("[ no success for 2m ]", "[ no success for 2m, no  success for 2m ]"));

        assertThat(warnings(parsed)).containsExactly("this stop line stands here already");
    }

    @Test
    void aStagesStopLineThatThePolicyHasAlreadyIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", SMALLEST + "    stop: [ no success for 2m ]\n");

        assertThat(warnings(parsed)).containsExactly("this stop line stands here already");
        assertThat(parsed.problems().get(0).found()).contains("first in line 2");
    }

    @Test
    void aLastStageThatNobodyWatchesIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", SMALLEST.replace("    watch: 1h\n", ""));

        assertThat(warnings(parsed)).singleElement().asString().contains("the last stage has no `watch`");
    }

    @Test
    void aLastStageBelowAllTrafficIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", SMALLEST.replace("100%", "50%"));

        assertThat(warnings(parsed)).containsExactly("the rollout completes with the baseline still in service");
    }

    @Test
    void aComparisonTheWrongWayRoundIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", """
                policy: shop
                stop: [ no success for 2m, errorRate < 5%, uptime > 99%, throughput < 1/s ]
                stages:
                  - { weight: 100%, watch: 1h, advance: [ p95 > 1s, uptime >= 99% ] }
                """);

        assertThat(warnings(parsed))
                .containsExactly(
                        "this line acts when all is well",
                        "this line acts when all is well",
                        "this line lets the rollout go on when all is not well");
        assertThat(parsed.problems().get(0).suggestion()).contains("`>`");
    }

    @Test
    void aLongWindowThatItsSlotsDoNotFillIsTakenWithAWarning() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", SMALLEST + "window: 65s\n");

        assertThat(warnings(parsed)).containsExactly("a window over 60s is kept in slots of 10 seconds");
        assertThat(parsed.problems().get(0).suggestion()).contains("70s");
    }

    @Test
    void uptimeOverAPolicyWindowWithoutASingleSliceIsRefused() {
        Parsed<Policy> parsed =
                PolicyReader.read("shop.yaml", SMALLEST.replace("for 2m", "for 2m, uptime < 99%") + "window: 5s\n");

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .extracting(Problem::message)
                .containsExactly("uptime counts slices of 10 seconds and this window holds none");
    }

    @Test
    void linesMayBeSharedByAnchors() {
        Policy policy = valid("""
                policy: shop
                stop: [ no success for 2m ]
                stages:
                  - { weight: 5%, hold: 10m, advance: &healthy [ errorRate < 1%, p95 < 1s ] }
                  - { weight: 50%, hold: 10m, advance: *healthy }
                  - { weight: 100%, watch: 1h }
                """);

        assertThat(policy.stages().get(1).advance())
                .isEqualTo(policy.stages().get(0).advance());
    }

    @Test
    void aHashNamesThePolicyByItsText() {
        assertThat(PolicyHash.of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(PolicyHash.textOf("shop.yaml", SMALLEST).hash()).isEqualTo(PolicyHash.of(SMALLEST));
        assertThat(PolicyHash.textOf("shop.yaml", SMALLEST).text()).isEqualTo(SMALLEST);
    }

    @Test
    void aCriterionHoldsItsLimitInTheUnitOfItsMeasure() {
        Policy policy = valid(
                SMALLEST
                        + "    advance: [ errorRate <= 0.5%, p99.9 < 1.5s, throughput > 10/s, mean < 800us over 10m for 5s min 7 ]\n");

        assertThat(policy.stages().get(0).advance())
                .extracting(line -> line.limit().orElseThrow().limit())
                .containsExactly(0.005, 1_500_000.0, 10.0, 800.0);
        assertThat(policy.stages().get(0).advance().get(1).measure()).isEqualTo(new Measure.LatencyQuantile(0.999));
        assertThat(policy.stages().get(0).advance().get(3)).satisfies(line -> {
            assertThat(line.text()).isEqualTo("mean < 800us over 10m for 5s min 7");
            assertThat(line.claim()).isEqualTo(Claim.Limit.plain(Operator.LESS, 800));
            assertThat(line.over()).isEqualTo(Optional.of(Duration.ofMinutes(10)));
            assertThat(line.holdFor()).isEqualTo(Duration.ofSeconds(5));
            assertThat(line.minRequests()).isEqualTo(OptionalInt.of(7));
        });
    }

    private static Policy valid(String yaml) {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", yaml);
        assertThat(parsed.problems()).isEmpty();
        return ((Parsed.Valid<Policy>) parsed).value();
    }

    private static List<String> warnings(Parsed<Policy> parsed) {
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems()).extracting(Problem::level).containsOnly(Problem.Level.WARNING);
        return parsed.problems().stream().map(Problem::message).toList();
    }
}
