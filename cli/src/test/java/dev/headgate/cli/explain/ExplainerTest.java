package dev.headgate.cli.explain;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Palette;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.explain.Explainer;
import dev.headgate.documents.explain.Explanation;
import dev.headgate.documents.explain.Explanation.StageTimes;
import dev.headgate.documents.explain.Explanation.Trap;
import dev.headgate.documents.explain.ExplanationJson;
import dev.headgate.documents.explain.Traffic;
import dev.headgate.schemas.model.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainerTest {
    private static final Traffic BUSY = new Traffic(Optional.of(2_000.0), 0.005);
    private static final Instant SATURDAY = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void aPolicyOfLimitsIsExplainedStageByStage() throws IOException {
        assertLooksLike("explain-canary.txt", explained(example("canary"), Traffic.UNKNOWN));
    }

    @Test
    void aPolicyOfComparisonsIsExplainedWithTheTimeTheyTakeAtTheStatedRate() throws IOException {
        var traffic = new Traffic(Optional.of(200.0), 0.005);
        assertLooksLike("explain-compare-with-baseline.txt", explained(example("compare-with-baseline"), traffic));
    }

    @Test
    void aPlanIsExplainedWithItsPeopleRunbooksAndHours() {
        assertLooksLike("explain-plan.txt", explained(PlannedPolicy.whole(), Traffic.UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"realtime-events", "phased-beta", "maintenance-window", "staged-web"})
    void everyPlanOfARealTeamIsExplained(String plan) throws IOException {
        assertLooksLike(
                "explain-plan-" + plan + ".txt",
                explained(policy(Path.of("../examples/plans/" + plan + ".yaml")), Traffic.UNKNOWN));
    }

    @Test
    void stagesBeginAtTheEarliestAfterTheMinimumHoldsAndAtTheLatestAfterTheMaximumHolds() throws IOException {
        List<StageTimes> stages =
                Explainer.explain(example("canary"), Traffic.UNKNOWN, SATURDAY).stages();

        assertThat(stages.stream().map(StageTimes::earliest))
                .containsExactly(
                        Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(90), Duration.ofMinutes(210));
        assertThat(stages.stream().map(each -> each.latest().orElseThrow()))
                .containsExactly(Duration.ZERO, Duration.ofHours(2), Duration.ofHours(6), Duration.ofHours(14));
    }

    @Test
    void timesBesideEachOtherAllHaveSecondsOrNone() {
        Parsed<Policy> parsed = PolicyReader.read("short.yaml", """
                policy: short
                stop: [ no success for 1m ]
                stages:
                  - { weight: 10%, hold: 30s .. 10m, advance: [ errorRate < 1% ] }
                  - { weight: 100%, watch: 1m }
                """);

        List<String> text = explained(((Parsed.Valid<Policy>) parsed).value(), Traffic.UNKNOWN);

        assertThat(text).anyMatch(line -> line.matches("  10% +0:00:00 +0:00:00 +0:00:30 +0:10:00"));
        assertThat(text)
                .anyMatch(line -> line.contains("complete after 1m 30s at the earliest, after 11m at the latest"));
    }

    @Test
    void alertsAndCountsThatMayNeverHaveBeenReportedAreNamed() {
        assertThat(Explainer.explain(PlannedPolicy.whole(), BUSY, SATURDAY).traps())
                .extracting(Trap::where)
                .contains("no alert critical since stage", "count log.critical = 0 since start");
    }

    @Test
    void aSeverityThatNobodyIsToldOfIsNamedWhereOthersHaveAnEscalation() {
        assertThat(Explainer.explain(PlannedPolicy.whole(), BUSY, SATURDAY).traps())
                .filteredOn(trap -> trap.where().equals("escalation"))
                .extracting(Trap::what)
                .containsExactly("Some lines are warning, and no escalation says who is told of that.");
    }

    @Test
    void programsReadTheSame() throws IOException {
        Explanation explanation = Explainer.explain(example("canary"), Traffic.UNKNOWN, SATURDAY);

        JsonNode node = JsonMapper.shared().readTree(ExplanationJson.of(explanation));

        assertThat(node.get("policy").stringValue()).isEqualTo("checkout-canary");
        assertThat(node.get("stages").get(1).get("earliestSeconds").intValue()).isEqualTo(1800);
        assertThat(node.get("stages").get(1).get("latestSeconds").intValue()).isEqualTo(7200);
        assertThat(node.get("traps").size()).isEqualTo(explanation.traps().size());
        assertThat(node.get("sections").size()).isEqualTo(explanation.sections().size());
    }

    private static List<String> explained(Policy policy, Traffic traffic) {
        return ExplanationText.lines(Explainer.explain(policy, traffic, SATURDAY), Palette.PLAIN);
    }

    private static Policy example(String name) throws IOException {
        return policy(Path.of("../examples/policies/" + name + ".yaml"));
    }

    private static Policy policy(Path file) throws IOException {
        if (PolicyReader.read(file.toString(), Files.readString(file)) instanceof Parsed.Valid<Policy> valid) {
            return valid.value();
        }
        throw new AssertionError(file + " may not be used");
    }
}
