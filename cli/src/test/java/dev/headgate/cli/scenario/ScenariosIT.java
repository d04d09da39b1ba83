package dev.headgate.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.scenario.planned.Check;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every scenario in examples/scenarios ends as it says: weeks of rollouts, in virtual time. */
class ScenariosIT {

    private static final Path SCENARIOS = Path.of(System.getProperty("headgate.home", ".."), "examples", "scenarios");

    @TestFactory
    Stream<DynamicTest> everyScenarioEndsAsItSays() throws InterruptedException {
        return ScenarioOutcome.all(ScenarioSource.read(List.of(SCENARIOS)).scenarios()).stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.source().name(),
                        () -> assertThat(broken(outcome)).isEmpty()));
    }

    @Test
    void noFileOfScenariosHasAMistake() {
        assertThat(ScenarioSource.read(List.of(SCENARIOS)).problems()).isEmpty();
    }

    private static List<String> broken(ScenarioOutcome outcome) {
        return outcome.checks().stream()
                .filter(check -> !check.met())
                .map(ScenariosIT::words)
                .toList();
    }

    private static String words(Check check) {
        return (check.never() ? "never " : "") + check.expectation().text() + ", found "
                + check.at().map(at -> "after " + at + " ").orElse("") + check.found();
    }
}
