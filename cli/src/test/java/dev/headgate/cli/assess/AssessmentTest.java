package dev.headgate.cli.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.core.assess.CaseSummary;
import dev.headgate.core.assess.Weakness;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.sketch.LatencySketch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AssessmentTest {
    private static final Map<String, Double> ONE_OPERATION = Map.of("checkout", 1.0);

    /** A service as the demo's policy expects it: a median of 35 ms and a p95 of 62 ms. */
    private static final TrafficProfile DEMO =
            new TrafficProfile(200, 0.001, new LatencyShape.Lognormal(35_000, 80_000), 1, ONE_OPERATION);

    @Test
    void theSameSeedGivesTheSameWhateverTheNumberOfThreads() throws Exception {
        Assessor assessor = assessor(demo(), DEMO, 4, 7);

        String alone = AssessmentJson.of(assessor.assess(1, (rollouts, seconds) -> {}));
        String together = AssessmentJson.of(assessor.assess(3, (rollouts, seconds) -> {}));
        String otherSeed = AssessmentJson.of(assessor(demo(), DEMO, 4, 8).assess(1, (rollouts, seconds) -> {}));

        assertThat(together).isEqualTo(alone);
        assertThat(otherSeed.replace("\"seed\":8", "\"seed\":7")).isNotEqualTo(alone);
    }

    @Test
    void aHealthyVersionCompletesAndTotalFailureIsFoundInSeconds() throws Exception {
        Assessment assessment = assessor(demo(), DEMO, 10, 1).assess(2, (rollouts, seconds) -> {});

        assertThat(assessment.healthy().rolledBack().count()).isZero();
        assertThat(assessment.healthy().completed().value()).isEqualTo(1);
        assertThat(assessment.healthy().hit().median()).hasValue(0);
        CaseSummary failing = summary(assessment, Regression.TOTAL_FAILURE);
        assertThat(failing.rolledBack().value()).isEqualTo(1);
        assertThat(failing.toRollback().p90().orElseThrow()).isLessThan(5);
        assertThat(failing.hit().median().orElseThrow()).isBetween(1L, 200L);
        assertThat(failing.mostOften()).contains("errorRate > 10%");
        CaseSummary silent = summary(assessment, Regression.SILENCE);
        assertThat(silent.rolledBack().value()).isEqualTo(1);
        assertThat(silent.mostOften()).contains("no success for 5s");
        assertThat(summary(assessment, Regression.TAIL_TIMES_2).runs()).isEqualTo(10);
    }

    @Test
    void aLineThatNeverHasEnoughRequestsIsCalledPowerless() throws Exception {
        Assessment assessment =
                assessor(policy("p99 > 60ms min 100000"), DEMO, 4, 1).assess(2, (rollouts, seconds) -> {});

        assertThat(assessment.weaknesses())
                .filteredOn(each -> each.kind() == Weakness.Kind.POWERLESS)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.line()).contains("p99 > 60ms min 100000");
                    assertThat(each.sentence()).contains("asks for 100000 requests", "saw at most");
                    assertThat(each.remedy()).contains("min");
                });
    }

    @Test
    void aLongForOnAShortWindowIsCalledPowerlessWithItsCure() throws Exception {
        TrafficProfile profile =
                new TrafficProfile(60, 0.003, new LatencyShape.Lognormal(35_000, 80_000), 1, ONE_OPERATION);
        Assessment assessment = assessor(policy("errorRate > 1% over 5s for 1m min 5"), profile, 4, 1)
                .assess(2, (rollouts, seconds) -> {});

        assertThat(assessment.weaknesses())
                .filteredOn(each -> each.kind() == Weakness.Kind.POWERLESS)
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.sentence()).contains("errors × 5", "never for as long as it asks");
                    assertThat(each.remedy()).contains("errorRate over 30m > 1%");
                });
    }

    @Test
    void aLineThatActsAgainstHealthyVersionsIsCalledTriggerHappy() throws Exception {
        Assessment assessment =
                assessor(policy("errorRate > 1% over 2s min 1"), DEMO, 6, 1).assess(2, (rollouts, seconds) -> {});

        assertThat(assessment.healthy().rolledBack().value()).isGreaterThan(0.5);
        assertThat(assessment.weaknesses().get(0).kind()).isEqualTo(Weakness.Kind.TRIGGER_HAPPY);
        assertThat(assessment.weaknesses().get(0).sentence())
                .startsWith("`errorRate > 1% over 2s min 1` acted (rollback) in ")
                .contains("95 % interval");
    }

    @Test
    void aRegressionThatNoLineIsTrueOfIsToldAsMissed() throws Exception {
        Assessment assessment = assessor(policy("errorRate > 50%"), DEMO, 3, 1).assess(2, (rollouts, seconds) -> {});

        assertThat(assessment.weaknesses())
                .filteredOn(each -> each.kind() == Weakness.Kind.MISSED)
                .extracting(Weakness::remedy)
                .anySatisfy(remedy -> assertThat(remedy).contains("latency worse than baseline"));
    }

    @Test
    void comparisonsFindWhatLimitsDoNot() throws Exception {
        Assessment assessment = assessor(
                        policy("errorRate worse than baseline", "latency worse than baseline"), DEMO, 3, 1)
                .assess(2, (rollouts, seconds) -> {});

        assertThat(assessment.healthy().rolledBack().count()).isZero();
        assertThat(summary(assessment, Regression.LATENCY_TIMES_2).rolledBack().value())
                .isEqualTo(1);
        assertThat(summary(assessment, Regression.ERRORS_5_PERCENT).mostOften())
                .contains("errorRate worse than baseline");
    }

    @Test
    void regressionsMayBeginLateAndTimeIsTakenFromThere() throws Exception {
        Assessor assessor = new Assessor(demo(), DEMO, true, List.of(), 3, Optional.empty(), Duration.ofSeconds(12), 1);

        Assessment assessment = assessor.assess(2, (rollouts, seconds) -> {});

        Assessment.Row late = assessment.regressions().stream()
                .filter(row -> row.simulated().regression() == Regression.TOTAL_FAILURE)
                .filter(row -> !row.simulated().late().isZero())
                .findFirst()
                .orElseThrow();
        assertThat(late.simulated().name()).isEqualTo("total failure after 12 s");
        assertThat(late.summary().rolledBack().value()).isEqualTo(1);
        assertThat(late.summary().toRollback().p90().orElseThrow()).isLessThan(6);
    }

    @Test
    void tableJsonAndPageTellTheSame() throws Exception {
        Assessment assessment = assessor(demo(), DEMO, 3, 1).assess(2, (rollouts, seconds) -> {});

        List<String> lines = AssessmentText.lines(assessment, Palette.PLAIN);
        JsonNode json = JsonMapper.shared().readTree(AssessmentJson.of(assessment));
        String page = Page.of(assessment);

        assertThat(json.path("cases")).hasSize(assessment.rows().size());
        for (Assessment.Row row : assessment.regressions()) {
            List<String> cells = AssessmentText.cells(row);
            assertThat(lines).anyMatch(line -> line.startsWith(cells.get(0) + " ") && line.contains(cells.get(3)));
            cells.forEach(cell -> assertThat(page).contains("<td>" + Page.escaped(cell) + "</td>"));
        }
        JsonNode failing = json.path("cases")
                .valueStream()
                .filter(each -> each.path("regression").asString().equals("total-failure"))
                .findFirst()
                .orElseThrow();
        assertThat(failing.path("secondsToRollback").path("median").asLong())
                .isEqualTo(summary(assessment, Regression.TOTAL_FAILURE)
                        .toRollback()
                        .median()
                        .orElseThrow());
        assertThat(page)
                .contains(
                        "<svg role=\"img\"", "aria-label=\"total failure at once: median", "prefers-color-scheme: dark")
                .doesNotContain("<script", "http://", "https://", "src=");
        assertThat(String.join(" ", lines)).contains("95 % interval");
    }

    @Test
    void whatThePageShowsCannotBeTakenForMarkup() {
        assertThat(Page.escaped("<b a=\"1\">&'")).isEqualTo("&lt;b a=&quot;1&quot;&gt;&amp;&#39;");
    }

    @Test
    void aLongPolicyIsFollowedForTwoHoursAndThatIsSaid() throws Exception {
        Policy canary = read("canary.yaml", Files.readString(Path.of("../examples/policies/canary.yaml")));

        assertThat(Horizon.of(canary).length()).isEqualTo(Duration.ofHours(2));
        assertThat(Horizon.of(canary).note().orElseThrow())
                .contains("--within", "reaches its last stage after 3 h 30 min", "completes after 27 h 30 min");
        assertThat(ProfileWords.operationsOf(canary))
                .containsOnlyKeys("GET /cart", "POST /orders/{id}", "checkout", ProfileWords.REST)
                .containsEntry("checkout", 0.25);
    }

    @Test
    void recordedLatenciesAreDrawnAsTheyWere() {
        LatencySketch recorded = new LatencySketch();
        var random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            recorded.record(
                    random.nextInt(10) == 0 ? 900_000 + random.nextInt(100_000) : 20_000 + random.nextInt(9_000));
        }
        LatencyShape shape = LatencyShape.recorded(recorded);

        LatencySketch drawn = new LatencySketch();
        for (int i = 0; i < 200_000; i++) {
            drawn.record(Math.round(shape.micros(random.nextGaussian())));
        }

        for (double quantile : new double[] {0.01, 0.25, 0.5, 0.75, 0.89, 0.92, 0.99}) {
            double was = recorded.quantile(quantile).orElseThrow();
            assertThat((double) drawn.quantile(quantile).orElseThrow())
                    .as("p%s", quantile * 100)
                    .isBetween(was * 0.97, was * 1.03);
        }
        assertThatThrownBy(() -> LatencyShape.recorded(new LatencySketch())).hasMessage("there are no latencies");
    }

    @Test
    void ofManyRecordedOperationsTheLargestAndThoseThatThePolicyNamesAreTold() {
        Map<String, Double> recorded = new TreeMap<>();
        IntStream.range(0, 20).forEach(i -> recorded.put("op" + i, (i + 1) / 210.0));

        Map<String, Double> shares = ProfileWords.largest(recorded, Set.of("op0"));

        assertThat(shares)
                .hasSize(10)
                .containsKeys("op0", "op19", "op12", ProfileWords.REST)
                .doesNotContainKey("op11");
        assertThat(shares.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void wordsOfTheCommandLineAreReadStrictly() {
        assertThat(ProfileWords.duration("--within", "1.5h")).isEqualTo(Duration.ofMinutes(90));
        assertThat(ProfileWords.share("--error-rate", "0.5%")).isEqualTo(0.005);
        assertThat(ProfileWords.operations("GET /a:b:0.3, x:0.2"))
                .containsEntry("GET /a:b", 0.3)
                .containsEntry("x", 0.2)
                .containsKey(ProfileWords.REST);
        assertThat(ProfileWords.operations("all:1")).containsOnlyKeys("all");
        for (String wrong : List.of("", "a", "a:", ":0.5", "a:0", "a:1.5", "a:x", "a:0.2,a:0.2", "a:0.6,b:0.6")) {
            assertThatThrownBy(() -> ProfileWords.operations(wrong)).hasMessageStartingWith("--operations");
        }
        for (String wrong : List.of("", "80", "80 ms", "1h30m", "-1s", "5%")) {
            assertThatThrownBy(() -> ProfileWords.duration("--within", wrong)).hasMessageStartingWith("--within takes");
        }
        for (String wrong : List.of("", "0.5", "101%", "x%")) {
            assertThatThrownBy(() -> ProfileWords.share("--error-rate", wrong))
                    .hasMessageStartingWith("--error-rate takes");
        }
    }

    private static CaseSummary summary(Assessment assessment, Regression regression) {
        return assessment.rows().stream()
                .filter(row -> row.simulated().regression() == regression)
                .findFirst()
                .orElseThrow()
                .summary();
    }

    private static Assessor assessor(Policy policy, TrafficProfile profile, int runs, long seed) {
        return new Assessor(policy, profile, true, List.of(), runs, Optional.empty(), Duration.ofHours(1), seed);
    }

    private static Policy demo() throws IOException {
        return read("demo.yaml", Files.readString(Path.of("../examples/policies/demo.yaml")));
    }

    private static Policy policy(String... stop) {
        String lines = String.join(
                ", ", List.of(stop).stream().map(line -> "\"" + line + "\"").toList());
        return read(
                "test.yaml",
                "policy: test\nstop: [ " + lines
                        + " ]\nstages:\n  - { weight: 50%, hold: 3m, advance: [ errorRate < 90% ] }\n"
                        + "  - { weight: 100%, watch: 10s }\n");
    }

    private static Policy read(String name, String text) {
        Parsed<Policy> parsed = PolicyReader.read(name, text);
        assertThat(parsed).as("%s", parsed.problems()).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<Policy>) parsed).value();
    }
}
