package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import dev.headgate.it.monitoring.AlertRules;
import dev.headgate.it.monitoring.AlertRules.Rule;
import dev.headgate.it.monitoring.Meter;
import dev.headgate.it.monitoring.MeterTables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every "alert when" of the documents is a rule of Prometheus, and every rule does what it says. */
class AlertRulesIT {

    private static MeterTables documents;
    private static AlertRules alerts;

    @BeforeAll
    static void read() throws IOException {
        documents = MeterTables.read();
        alerts = AlertRules.read();
    }

    @Test
    void everyAlertOfTheDocumentsHasARuleOrAReasonWhyNot() {
        List<Meter> toAlert = documents.meters().stream()
                .filter(meter -> meter.alertWhen().isPresent())
                .toList();

        assertThat(toAlert)
                .hasSizeGreaterThan(60)
                .allSatisfy(meter -> assertThat(
                                !alerts.of(meter).isEmpty() || alerts.without().containsKey(meter.name()))
                        .as(
                                "a rule in %s that asks for one of %s, or a line \"# No rule: %s: the reason\"",
                                AlertRules.DIRECTORY, meter.prometheusNames(), meter.name())
                        .isTrue());
    }

    @Test
    void whatAnAlertOfTheDocumentsNamesIsNamedByItsRules() {
        assertThat(documents.meters()).allSatisfy(meter -> {
            List<Rule> rules = alerts.of(meter);
            if (meter.alertWhen().isPresent() && !rules.isEmpty()) {
                assertThat(meter.wordsOfItsAlert())
                        .as("words of the alert of %s that no rule of it has", meter.name())
                        .allMatch(word -> rules.stream().anyMatch(rule -> rule.mentions(word)));
            }
        });
    }

    @Test
    void noReasonIsGivenForWhatHasARule() {
        assertThat(alerts.without().values())
                .allSatisfy(reason -> assertThat(reason).isNotBlank());
        assertThat(documents.meters())
                .filteredOn(meter -> alerts.without().containsKey(meter.name()))
                .isNotEmpty()
                .allSatisfy(
                        meter -> assertThat(alerts.of(meter)).as(meter.name()).isEmpty());
    }

    @Test
    void everyRuleAsksForMetersThatAreDocumented() {
        assertThat(alerts.metrics())
                .hasSizeGreaterThan(60)
                .allSatisfy(metric -> assertThat(documents.tellOf(metric))
                        .as("%s stands in %s or %s", metric, MeterTables.METRICS, MeterTables.CLIENT)
                        .isTrue());
    }

    @Test
    void everyRuleSaysWhatIsWhatToDoAndWhereToRead() throws IOException {
        assertThat(alerts.rules())
                .extracting(Rule::alert)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("Headgate"));
        for (Rule rule : alerts.rules()) {
            assertThat(rule.labels().get("severity")).as(rule.alert()).isIn("page", "warn");
            assertThat(rule.annotations()).as(rule.alert()).containsOnlyKeys("summary", "description", "documentation");
            assertThat(rule.annotations().get("summary")).as(rule.alert()).endsWith(".");
            assertThat(rule.annotations().get("description")).as(rule.alert()).endsWith(".");
            assertThat(MeterTables.hasPlace(rule.annotations().get("documentation")))
                    .as("%s: %s exists", rule.alert(), rule.annotations().get("documentation"))
                    .isTrue();
        }
    }

    @Test
    void promtoolAcceptsTheRulesAndTheConfiguration(@TempDir Path directory) throws Exception {
        Path program = RealParts.require("promtool", "prometheus");

        assertThat(run(program, "check", "rules", AlertRules.files(AlertRules.DIRECTORY)))
                .contains("SUCCESS: "
                        + alerts.rules().stream()
                                .filter(rule -> rule.file().equals("executor.yml"))
                                .count() + " rules found");
        // It looks for the token's file, too, which is in a volume.
        Path token = Files.writeString(directory.resolve("token"), "0123456789abcdef");
        Path checked = Files.writeString(
                directory.resolve("prometheus.yml"),
                Files.readString(Project.file("docker/prometheus/prometheus.yml"))
                        .replace("/run/headgate/metrics-token/token", token.toString())
                        .replace("rules/*.yml", Project.file(AlertRules.DIRECTORY) + "/*.yml"));
        assertThat(run(program, "check", "config", List.of(checked))).contains("rule files found");
    }

    @Test
    void everyRuleHasATestWithSeriesThatMakeItFireAndOthersThatDoNot() throws IOException {
        Map<String, String> tests = AlertRules.tests();

        assertThat(tests.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        alerts.rules().stream().map(Rule::alert).toList());
        assertThat(tests)
                .allSatisfy((alert, test) -> assertThat(test)
                        .as(alert)
                        .contains("alertname=\"" + alert + "\",alertstate=\"firing\"")
                        .containsPattern(
                                alert.equals("HeadgateNobodyJudges")
                                        ? "exp_samples=\\[\\{"
                                        : "(?s)\"loud\".*\"quiet\".*exp_samples=\\[\\{"));
    }

    @Test
    void rulesFireForWhatTheirTestsSayAndForNothingElse() throws Exception {
        Path program = RealParts.require("promtool", "prometheus");

        assertThat(run(program, "test", "rules", AlertRules.files("docker/prometheus/tests")))
                .contains("SUCCESS");
    }

    private static String run(Path program, String verb, String what, List<Path> files) throws Exception {
        List<String> words = new ArrayList<>(List.of(program.toString(), verb, what));
        files.forEach(file -> words.add(file.toString()));
        Path said = Files.createTempFile("promtool", ".txt");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            int code = process.waitFor();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(code).as(text).isZero();
            return text;
        } finally {
            Files.delete(said);
        }
    }
}
