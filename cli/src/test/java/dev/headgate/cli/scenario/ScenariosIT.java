package dev.headgate.cli.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.scenario.planned.Check;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every scenario in examples/scenarios ends as it says: weeks of rollouts, in virtual time. Together they show every line of
 * every plan violated alone, or docs/plans/lines.yaml says why that line cannot be.
 */
class ScenariosIT {

    private static final Path SCENARIOS = Path.of(System.getProperty("headgate.home", ".."), "examples", "scenarios");

    private static List<ScenarioOutcome> outcomes = List.of();

    @BeforeAll
    static void runAll() throws InterruptedException {
        outcomes = ScenarioOutcome.all(ScenarioSource.read(List.of(SCENARIOS)).scenarios());
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioEndsAsItSays() {
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.source().name(),
                        () -> assertThat(broken(outcome)).isEmpty()));
    }

    @Test
    void noFileOfScenariosHasAMistake() {
        assertThat(ScenarioSource.read(List.of(SCENARIOS)).problems()).isEmpty();
    }

    @Test
    void everyLineOfEveryPlanIsViolatedAloneOrCannotBe() {
        LineCoverage coverage = LineCoverage.of(outcomes);
        UnshownReasons reasons = UnshownReasons.read();

        assertThat(reasons.withoutReason(coverage.unshown()))
                .as("lines that no scenario shows; write one, or say in docs/plans/lines.yaml why there can be none")
                .isEmpty();
        assertThat(reasons.needless(coverage.unshown()))
                .as("docs/plans/lines.yaml gives a reason for what is shown, or for what is no line")
                .isEmpty();
    }

    @Test
    void everyTroubleIsNeededForWhatIsExpectedOrSomethingMustNotComeOfIt() {
        Undisturbed undisturbed = new Undisturbed();
        assertThat(outcomes.stream()
                        .filter(outcome -> saysNothingNever(outcome.source().scenario()))
                        .filter(outcome ->
                                Check.all(outcome.source().scenario(), undisturbed.of(outcome.source())).stream()
                                        .allMatch(Check::met))
                        .map(outcome -> outcome.source().name()))
                .as(
                        "scenarios that would end as they say without their trouble, and that do not say what must never happen")
                .isEmpty();
    }

    private static boolean saysNothingNever(PlannedScenario scenario) {
        return !scenario.happens().equals(scenario.usual()) && scenario.never().isEmpty();
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
