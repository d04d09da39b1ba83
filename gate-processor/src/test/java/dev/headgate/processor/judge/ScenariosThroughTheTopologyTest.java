package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.core.scenario.planned.Check;
import dev.headgate.core.scenario.planned.PlannedResult;
import dev.headgate.core.scenario.planned.PlannedRun;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyHash;
import dev.headgate.documents.PolicyReader;
import dev.headgate.documents.ScenarioReader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scenarios that the core is tested by end alike when everything goes through the real topology: signed commands,
 * sketches and executions in, signed decisions out, its own clock.
 */
class ScenariosThroughTheTopologyTest {

    private static final Path SCENARIOS = Path.of(System.getProperty("headgate.home", ".."), "examples", "scenarios");

    @TempDir
    Path keys;

    @ParameterizedTest(name = "{0}/{1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "maintenance-window | violations | more than 5 % of the requests fail",
                "maintenance-window | violations | the pool is used to 85 %",
                "maintenance-window | violations | the health check fails",
                "maintenance-window | before     | upserts are slow",
                "maintenance-window | window     | a start before the window is refused",
                "realtime-events    | before     | the migration fails",
                "realtime-events    | before     | the business says no",
                "staged-web         | before     | the old version cannot be tagged",
                "phased-beta        | first-minutes | somebody finds a critical security flaw",
                "phased-beta        | first-minutes | nothing succeeds any more"
            })
    void endAsTheyDoOnTheCore(String plan, String file, String name) throws IOException {
        Path path = SCENARIOS.resolve(plan).resolve(file + ".yaml");
        PlannedScenario scenario = scenario(path, name).judgedEvery(Duration.ofSeconds(1));
        Path policyFile = path.resolveSibling(scenario.policyFile()).normalize();
        String yaml = Files.readString(policyFile);
        Policy policy = valid(PolicyReader.read(policyFile.toString(), yaml));
        PolicyText text = new PolicyText(String.valueOf(policyFile.getFileName()), yaml, PolicyHash.of(yaml));

        PlannedResult core = PlannedRun.of(scenario, policy, text);
        PlannedResult topology;
        try (TopologyGate gate =
                new TopologyGate(scenario.service(), scenario.begins().toInstant(ZoneOffset.UTC), keys)) {
            topology = PlannedRun.of(scenario, policy, text, gate);
        }

        assertThat(Check.all(scenario, core)).allMatch(Check::met);
        assertThat(Check.all(scenario, topology)).allMatch(Check::met);
        assertThat(topology.decisions())
                .extracting(
                        Decision::kind,
                        Decision::to,
                        decision -> decision.runbook().name())
                .containsExactlyElementsOf(core.decisions().stream()
                        .map(each ->
                                tuple(each.kind(), each.to(), each.runbook().name()))
                        .toList());
    }

    private static PlannedScenario scenario(Path path, String name) throws IOException {
        return valid(ScenarioReader.read(
                        path.toString(),
                        Files.readString(path),
                        other -> Optional.of(read(path.resolveSibling(other)))))
                .stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T valid(Parsed<T> parsed) {
        assertThat(parsed.problems()).isEmpty();
        return ((Parsed.Valid<T>) parsed).value();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
