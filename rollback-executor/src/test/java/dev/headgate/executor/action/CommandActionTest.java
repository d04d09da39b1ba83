package dev.headgate.executor.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.Decisions;
import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.dispatch.Effect;
import dev.headgate.executor.dispatch.StepOutcome;
import dev.headgate.schemas.model.Action.Command;
import dev.headgate.schemas.model.DecisionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandActionTest {

    private static final Permission GRANTED = Optional::empty;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final CommandAction commands = new CommandAction(Map.of("PATH", "/usr/bin:/bin", "SECRET", "x"));

    @Test
    void takesAnExitCodeOfZeroForDone() throws Exception {
        StepOutcome outcome = run(script("echo out; echo err >&2"), LONG);

        assertThat(outcome).isInstanceOfSatisfying(StepOutcome.Done.class, done -> {
            assertThat(done.exitCode()).hasValue(0);
            assertThat(done.output()).contains("out").contains("err");
        });
    }

    @Test
    void takesAnyOtherExitCodeForAFailure() throws Exception {
        StepOutcome.Failed failed = failed(run(script("echo why; exit 7"), LONG));

        assertThat(failed.exitCode()).hasValue(7);
        assertThat(failed.output()).isEqualTo("why");
    }

    @Test
    void givesAProgramOnlyTheEnvironmentThatTheRunbookNames() throws Exception {
        Command command = new Command(
                List.of("/usr/bin/env"), new TreeMap<>(Map.of("GIVEN", "value")), List.of("PATH", "ABSENT"));

        StepOutcome.Done done = (StepOutcome.Done) commands.run(command, effect(LONG), GRANTED);

        assertThat(done.output().lines())
                .containsExactlyInAnyOrder(
                        "PATH=/usr/bin:/bin",
                        "GIVEN=value",
                        "HEADGATE_DECISION_ID=r7/1",
                        "HEADGATE_CORRELATION_ID=correlation",
                        "HEADGATE_ATTEMPT=2");
    }

    @Test
    void killsAtTheEndOfTheBudgetAlsoWhatTheProgramHasStarted() throws Exception {
        Path pids = directory.resolve("pids");
        String script = "(sleep 600 & echo $! >> " + pids + "; wait) & echo $! >> " + pids + "; sleep 600";

        StepOutcome.Failed failed = failed(run(script(script), Duration.ofSeconds(3)));

        assertThat(failed.reason()).contains("killed after 3000 ms");
        List<String> all = Files.readAllLines(pids);
        assertThat(all).hasSize(2);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(all).noneMatch(CommandActionTest::runs));
    }

    @Test
    void doesNotWaitForAChildThatKeepsTheOutputOpen() throws Exception {
        Path pid = directory.resolve("pid");

        StepOutcome outcome = run(script("sleep 600 & echo $! > " + pid + "; echo done"), LONG);

        assertThat(outcome).isInstanceOf(StepOutcome.Done.class);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void keepsOnlyTheEndOfALongOutput() throws Exception {
        StepOutcome.Done done = (StepOutcome.Done) run(script("seq 1 5000"), LONG);

        assertThat(done.output()).startsWith("…").endsWith("5000").hasSizeLessThanOrEqualTo(OutputTail.LIMIT + 1);
    }

    @Test
    void readsTheFiguresThatAProgramPrintsWhateverItsExitCode() throws Exception {
        StepOutcome.Done done = (StepOutcome.Done) run(
                script("seq 1 5000; echo '{\"overall\":{\"passed\":true},\"long\":\"'$(seq 1 1500)'\",\"p95\":18}'"),
                LONG);
        assertThat(done.figures()).isEqualTo(Map.of("overall.passed", "true", "p95", "18", "exitCode", "0"));

        StepOutcome.Failed failed = failed(run(script("echo '{\"passed\":false}'; exit 4"), LONG));
        assertThat(failed.figures()).isEqualTo(Map.of("passed", "false", "exitCode", "4"));
    }

    @Test
    void aProgramThatDoesNotExistIsAFailure() throws Exception {
        assertThat(run(List.of(directory.resolve("absent").toString()), LONG)).isInstanceOf(StepOutcome.Failed.class);
    }

    @Test
    void startsNothingWithoutPermission() throws Exception {
        Path mark = directory.resolve("mark");
        Command command = new Command(script("touch " + mark), new TreeMap<>(), List.of());

        assertThat(commands.run(command, effect(LONG), () -> Optional.of("no lease")))
                .isEqualTo(new StepOutcome.NotBegun("no lease"));
        assertThat(mark).doesNotExist();
    }

    @Test
    void killsTheProgramWhenItIsGivenUp() throws Exception {
        Path pid = directory.resolve("pid");
        Command command = new Command(script("echo $$ > " + pid + "; sleep 600"), new TreeMap<>(), List.of());
        Actions actions = new Actions(
                new TrafficShifter(new TrafficTargets()), commands, new HttpAction(new HttpRequests(Map.of())));
        Effect effect = new Effect(
                "shop",
                "r7/1",
                "correlation",
                DecisionKind.RUN,
                2,
                0,
                "step",
                command,
                LONG,
                Decisions.NOON,
                new Order(7, 1));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<StepOutcome> running = thread.submit(() -> actions.perform(effect, GRANTED));
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(pid) && Files.size(pid) > 1);

        running.cancel(true);

        String number = Files.readString(pid).strip();
        await().atMost(Duration.ofSeconds(20)).until(() -> !runs(number));
        assertThatThrownBy(running::get).isInstanceOf(java.util.concurrent.CancellationException.class);
        thread.shutdownNow();
    }

    private StepOutcome run(List<String> arguments, Duration budget) throws InterruptedException {
        return commands.run(new Command(arguments, new TreeMap<>(), List.of("PATH")), effect(budget), GRANTED);
    }

    private List<String> script(String text) throws IOException {
        Path file = Files.createTempFile(directory, "script", ".sh");
        Files.writeString(file, text + "\n");
        return List.of("/bin/sh", file.toString());
    }

    private static Effect effect(Duration budget) {
        return new Effect(
                "shop",
                "r7/1",
                "correlation",
                DecisionKind.RUN,
                2,
                0,
                "step",
                Decisions.command("x"),
                budget,
                Decisions.NOON,
                new Order(7, 1));
    }

    private static boolean runs(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
    }

    private static StepOutcome.Failed failed(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        return (StepOutcome.Failed) outcome;
    }
}
