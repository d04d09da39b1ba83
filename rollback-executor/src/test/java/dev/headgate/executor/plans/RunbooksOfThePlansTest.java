package dev.headgate.executor.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.action.traffic.haproxy.FakeRuntimeApi;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runbooks of the four plans, carried out by the executor against programs that record, fail and hang. */
class RunbooksOfThePlansTest {

    /**
     * A rollback as its plan has it.
     *
     * @param file the runbook
     * @param whole how long the plan gives it
     * @param budgets of its steps, in order
     * @param calls what the programs are told, in order
     * @param state what they were told last
     * @param middle a program in the middle of it
     */
    record Rollback(
            String file,
            Duration whole,
            List<Duration> budgets,
            List<String> calls,
            Map<String, String> state,
            String middle) {

        @Override
        public String toString() {
            return file;
        }
    }

    private static final Rollback EMERGENCY = new Rollback(
            "realtime-events/emergency-rollback.yaml",
            Duration.ofMinutes(15),
            budgets(5, 120, 180, 290, 180, 120),
            List.of(
                    "timer-job off",
                    "triggers drop",
                    "deploy-functions 1.0.0",
                    "database-functions 1.0.0",
                    "timer-job on 1.0.0"),
            Map.of(
                    "timer-job", "on 1.0.0",
                    "triggers", "drop",
                    "deploy-functions", "1.0.0",
                    "database-functions", "1.0.0"),
            "deploy-functions");

    private static final Rollback PHASED = new Rollback(
            "phased-beta/phased-rollback.yaml",
            Duration.ofMinutes(24),
            budgets(300, 60, 600, 120, 300, 60),
            List.of(
                    "maintenance on errors rose",
                    "deploy shop 1.0.0",
                    "clear-caches shop",
                    "health-checks shop",
                    "maintenance off errors rose"),
            Map.of(
                    "maintenance", "off errors rose",
                    "deploy", "shop 1.0.0",
                    "clear-caches", "shop",
                    "health-checks", "shop"),
            "clear-caches");

    private static final Rollback WINDOW = new Rollback(
            "maintenance-window/back-to-previous.yaml",
            Duration.ofMinutes(10),
            budgets(20, 30, 30, 240, 20),
            List.of(
                    "deployments previous-of 2.0.0",
                    "traffic-all portal dpl-4711",
                    "health dpl-4711",
                    "api-smoke dpl-4711",
                    "announce rollback shop errors rose"),
            Map.of(
                    "deployments", "previous-of 2.0.0",
                    "traffic-all", "portal dpl-4711",
                    "health", "dpl-4711",
                    "api-smoke", "dpl-4711",
                    "announce", "rollback shop errors rose"),
            "api-smoke");

    private static final Rollback STAGED = new Rollback(
            "staged-web/back-to-tag.yaml",
            Duration.ofMinutes(25),
            budgets(5, 600, 120, 600, 120),
            List.of("rebuild 1.0.0", "restart 1.0.0", "migrate backward 1.0.0", "health 1.0.0"),
            Map.of(
                    "rebuild", "1.0.0",
                    "restart", "1.0.0",
                    "migrate", "backward 1.0.0",
                    "health", "1.0.0"),
            "restart");

    @TempDir
    Path directory;

    private FakeRuntimeApi haproxy;
    private Performance performance;

    static Stream<Rollback> rollbacks() {
        return Stream.of(EMERGENCY, PHASED, WINDOW, STAGED);
    }

    @BeforeEach
    void start() throws IOException {
        haproxy = new FakeRuntimeApi();
        haproxy.weights.putAll(Map.of("1.0.0", 75, "2.0.0", 25));
        FakePrograms programs = new FakePrograms(directory.resolve("programs"));
        programs.says("deployments", "{\"deployment\": \"dpl-4711\"}");
        programs.says("traffic-all", "{\"weight\": 0}");
        programs.says("traffic", "{\"weight\": 0}");
        performance = new Performance(programs, haproxy);
    }

    @AfterEach
    void stop() throws IOException {
        haproxy.close();
    }

    @ParameterizedTest
    @MethodSource("rollbacks")
    void aRollbackReachesItsEndStateInOrder(Rollback rollback) throws IOException {
        Runbook runbook = performance.runbook(rollback.file(), UnaryOperator.identity());

        Execution outcome = performance.carryOut(runbook);

        assertThat(outcome.status()).as(outcome.reason()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(outcome.confirmedWeight()).isEqualTo(Optional.of(Weight.NONE));
        assertThat(performance.programs.calls()).isEqualTo(rollback.calls());
        assertThat(performance.programs.state()).isEqualTo(rollback.state());
        assertThat(outcome.steps())
                .extracting(StepResult::name)
                .containsExactlyElementsOf(
                        runbook.steps().stream().map(Step::name).toList());
        if (!rollback.equals(WINDOW)) {
            assertThat(haproxy.weights).containsEntry("2.0.0", 0);
            assertThat(haproxy.weights.get("1.0.0")).isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("rollbacks")
    void aRollbackGivesEachStepItsBudgetAndKeepsThePlans(Rollback rollback) throws IOException {
        Runbook runbook = performance.runbook(rollback.file(), UnaryOperator.identity());

        performance.carryOut(runbook);

        assertThat(performance.effects).extracting(Effect::budget).isEqualTo(rollback.budgets());
        assertThat(runbook.budget()).isLessThanOrEqualTo(rollback.whole());
        assertThat(rollback.budgets().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(runbook.budget());
    }

    @ParameterizedTest
    @MethodSource("rollbacks")
    void aProgramThatFailsInTheMiddleIsTriedAgainAndNothingElseIsDoneTwice(Rollback rollback) throws IOException {
        performance.programs.does(rollback.middle(), "fail", "fail");

        Execution outcome = performance.carryOut(performance.runbook(rollback.file(), UnaryOperator.identity()));

        List<String> expected = new ArrayList<>();
        for (String call : rollback.calls()) {
            int times = call.startsWith(rollback.middle() + " ") ? 3 : 1;
            for (int i = 0; i < times; i++) {
                expected.add(call);
            }
        }
        assertThat(outcome.status()).as(outcome.reason()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(performance.programs.calls()).isEqualTo(expected);
        assertThat(performance.programs.state()).isEqualTo(rollback.state());
        assertThat(performance.executions)
                .filteredOn(execution -> execution.status() == ExecutionStatus.FAILED)
                .hasSize(2)
                .allSatisfy(failed -> assertThat(failed.reason()).contains("exit code 3", "tried again in"));
    }

    @ParameterizedTest
    @MethodSource("rollbacks")
    void aProgramThatHangsIsKilledAtItsBudgetWithWhatItStartedAndTriedAgain(Rollback rollback) throws IOException {
        performance.programs.does(rollback.middle(), "hang");
        Runbook runbook = performance.runbook(rollback.file(), yaml -> budgetOf(yaml, rollback.middle(), "400ms"));
        long begin = System.nanoTime();

        Execution outcome = performance.carryOut(runbook);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
        assertThat(performance.executions)
                .filteredOn(execution -> execution.status() == ExecutionStatus.FAILED)
                .singleElement()
                .satisfies(failed -> assertThat(failed.reason()).contains("killed after 400 ms"));
        await().until(() -> !performance.programs.childLives(rollback.middle()));
        assertThat(outcome.status()).as(outcome.reason()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(performance.programs.state()).isEqualTo(rollback.state());
    }

    @Test
    void aMigrationBackThatFailsIsNotRunTwiceAndAPersonDecides() throws IOException {
        performance.programs.does("migrate", "fail");

        Execution outcome = performance.carryOut(performance.runbook(STAGED.file(), UnaryOperator.identity()));

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).contains("migrate-back", "exit code 3").doesNotContain("tried again");
        assertThat(outcome.confirmedWeight()).isEqualTo(Optional.of(Weight.NONE));
        assertThat(performance.programs.calls())
                .containsExactly("rebuild 1.0.0", "restart 1.0.0", "migrate backward 1.0.0");
    }

    @Test
    void aPreviousDeploymentThatCannotBeMeantIsNeverGivenTraffic() throws IOException {
        performance.programs.says("deployments", "{\"deployment\": \"--all; rm\"}");
        Runbook runbook = performance.runbook(
                "maintenance-window/back-to-previous.yaml",
                yaml -> yaml.replace("recovery: rerun", "recovery: ask").replaceAll("tries: [0-9]", "tries: 1"));

        Execution outcome = performance.carryOut(runbook);

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).contains("parameter deployment must");
        assertThat(performance.programs.calls()).containsExactly("deployments previous-of 2.0.0");
    }

    @Test
    void nothingIsRepairedBeforeTheTrafficIsBack() throws IOException {
        haproxy.refusal = "No such server.";
        Runbook runbook = performance.runbook(
                EMERGENCY.file(),
                yaml -> yaml.replaceFirst("budget: 5s\\s+recovery: rerun", "budget: 300ms\n    recovery: ask"));

        Execution outcome = performance.carryOut(runbook);

        assertThat(outcome.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(outcome.reason()).contains("step traffic");
        assertThat(outcome.confirmedWeight()).isEmpty();
        assertThat(performance.programs.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyRunbookOfThePlansIsCarriedOutToItsEnd(String file) throws IOException {
        Runbook runbook = performance.runbook(file, UnaryOperator.identity());

        Execution outcome = performance.carryOut(runbook);

        assertThat(outcome.status()).as(outcome.reason()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(performance.effects)
                .hasSameSizeAs(runbook.steps())
                .allSatisfy(effect -> assertThat(effect.budget())
                        .isEqualTo(runbook.steps().get(effect.step()).budget()));
        assertThat(outcome.confirmedWeight().isPresent())
                .isEqualTo(runbook.steps().stream().anyMatch(Step::shiftsTraffic));
    }

    static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(Performance.EXAMPLES)) {
            List<String> files = all.filter(file -> file.toString().endsWith(".yaml"))
                    .map(file -> Performance.EXAMPLES.relativize(file).toString())
                    .filter(file -> file.contains("/"))
                    .sorted()
                    .toList();
            assertThat(files).hasSizeGreaterThan(30);
            return files;
        }
    }

    /** With another budget for the step that runs the program. */
    private static String budgetOf(String yaml, String program, String budget) {
        String changed = yaml.replaceFirst("(/" + program + "\"[^]]*\\]\\s+budget: )[0-9a-z]+", "$1" + budget);
        assertThat(changed).isNotEqualTo(yaml);
        return changed;
    }

    private static List<Duration> budgets(int... seconds) {
        return Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toList();
    }
}
