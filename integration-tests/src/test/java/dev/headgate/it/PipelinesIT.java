package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Launcher;
import dev.headgate.it.harness.PipelineJob;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.RealParts;
import dev.headgate.it.harness.Reported;
import dev.headgate.it.harness.Stack;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rollouts as pipelines start them and people watch them, each command a process: exit codes and reports tell how they end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelinesIT {
    private static final String GREEN = "green";
    private static final String CANCELLED = "cancelled";
    private static final String LEFT = "left";
    private static final String LOST = "lost";
    private static final String STOP = "stop: [ errorRate > 10% -> rollback critical ]\n";
    private static final String OBSERVING = "observing  stage 1 of 2, weight 10%";

    @RegisterExtension
    static final Installation installation = new Installation();

    private static Map<String, String> environment;
    private static CommandLine headgate;
    private static Stack stack;

    @BeforeAll
    static void startTheStack() throws Exception {
        Path program = Launcher.write(installation.run().directory("program"));
        installation
                .run()
                .write(
                        "runbooks/report-when-over.yaml",
                        Files.readString(Project.file("examples/runbooks/report-when-over.yaml"))
                                .replace("/usr/local/bin/headgate", program.toString())
                                .replace(
                                        "/var/lib/headgate/reports",
                                        directoryOfReports().toString())
                                .replace(
                                        "/etc/headgate/gates",
                                        installation.keys().trustedByExecutor().toString()));
        environment = Map.of(
                "HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers(),
                "HEADGATE_TOPIC_PREFIX", installation.topics().prefix());
        Map<String, String> operator = new HashMap<>(environment);
        operator.put("HEADGATE_OPERATOR_KEY", installation.keys().operatorFile().toString());
        headgate = new CommandLine(installation.run(), operator);
        stack = Stack.start(installation, List.of(GREEN, CANCELLED, LEFT, LOST), List.of());
    }

    @Test
    @Order(1)
    void githubsWorkflowRunsStepByStepAsItIsWritten() throws Exception {
        Path workspace = installation.run().directory("workspace");
        Launcher.write(workspace.resolve(".headgate"));
        Files.createDirectory(workspace.resolve("rollout"));
        Files.writeString(
                workspace.resolve("rollout/policy.yaml"),
                stack.policy(GREEN, STOP + "onComplete: [ report-when-over ]\n" + Stack.SHORT));
        Map<String, String> more = new HashMap<>(environment);
        more.putAll(Map.of("SERVICE", GREEN, "CANARY", Stack.CANARY, "BASELINE", Stack.BASELINE));
        more.putAll(Map.of("ROLLOUT", GREEN + "-17", "GITHUB_ACTOR", "octocat"));
        more.putAll(Map.of("GITHUB_WORKFLOW", "Rollout", "GITHUB_RUN_ID", "17"));
        PipelineJob job = new PipelineJob(workspace, more);

        for (Map<?, ?> step : steps()) {
            if ("cancelled()".equals(step.get("if"))) {
                continue;
            }
            String script = String.valueOf(step.get("run"));
            Map<String, String> own = step.containsKey("env")
                    ? Map.of(
                            "KEY",
                            Files.readString(installation.keys().operatorFile()).strip())
                    : Map.of();
            assertThat(job.step(script, own)).as(script + job.log()).isZero();
            if (step.containsKey("env")) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(workspace.resolve("temp/operator.private.pem"))))
                        .isEqualTo("rw-------");
            }
        }

        assertThat(job.log())
                .contains("promote    0% → 10%    started by octocat: Rollout, run 17", OBSERVING)
                .contains("rollout green-17 completed after ");
        assertThat(job.summary()).contains("### ✅ green 1.0 → 2.0 completed", "| promote | 0% → 10% |");
        assertThat(workspace.resolve("temp/operator.private.pem")).doesNotExist();
    }

    @Test
    @Order(3)
    void aCancelledJobAbortsItsRolloutIfThatWasAskedForAndElseLetsItGoOn() throws Exception {
        ChildProcess aborting = begun(CANCELLED, Stack.LASTING, "--abort-on-interrupt");
        ChildProcess leaving = begun(LEFT, Stack.LASTING);
        aborting.awaitReady(ReadyCondition.logLine(OBSERVING), Await.LONG);
        leaving.awaitReady(ReadyCondition.logLine(OBSERVING), Await.LONG);

        CommandLine.interrupt(aborting);
        CommandLine.interrupt(leaving);

        assertThat(aborting.awaitExit(Await.LONG)).as(aborting.lastWords()).hasValue(130);
        assertThat(String.join("\n", aborting.log().tail(20)))
                .contains("interrupted: aborting the rollout of cancelled", "rollback   10% → 0%    aborted by");
        assertThat(leaving.awaitExit(Await.LONG)).as(leaving.lastWords()).hasValue(130);
        assertThat(String.join("\n", leaving.log().tail(20)))
                .contains("the rollout of left goes on by itself", "headgate rollout abort --service left");
    }

    @Test
    @Order(4)
    void aRolloutIsWaitedForFromElsewhereWhetherItIsOverOrNot() throws Exception {
        Ended over = stack.type("rollout", "wait", "--service", CANCELLED);
        Ended running = stack.type("rollout", "wait", "--service", LEFT, "--wait-timeout", "1s");

        assertThat(over.code()).as(over.out()).isEqualTo(12);
        assertThat(over.out()).contains("was aborted", "the command that waited for it was interrupted");
        assertThat(running.code()).as(running.out() + running.err()).isEqualTo(14);
        assertThat(running.out()).contains("goes on by itself, still running", "headgate rollout wait left-");
    }

    @Test
    @Order(5)
    void whatIsRefusedStartsNothingAndSaysSo() throws Exception {
        Ended second = stack.type(start(LEFT, Stack.LASTING));
        Ended stranger = stack.type(start(
                GREEN,
                Stack.LASTING,
                "--signing-key",
                installation.keys().strangerFile().toString()));

        assertThat(second.code()).as(second.out() + second.err()).isEqualTo(13);
        assertThat(second.out()).contains("refuse", "was refused after 0 ms: ", "of left is still");
        assertThat(stranger.code()).as(stranger.out() + stranger.err()).isEqualTo(13);
        assertThat(stranger.err()).contains("unknown-key");
    }

    @Test
    @Order(6)
    void theTerminalIsFilledAndGivenBackAsItWas() throws Exception {
        RealParts.require("script", "bsdutils");
        Path program = Launcher.write(installation.run().directory("launcher"));

        Terminal quits = watch(program, 30, 100);
        Terminal interrupted = watch(program, 24, 80);
        quits.await("⠒ ");
        quits.type("q");
        interrupted.await("q quits");
        interrupted.type("\u0003");

        assertThat(quits.exitCode()).isZero();
        assertThat(quits.screen())
                .contains("\u001b[?1049h", "1.0 → ", "weight", "observing", "criterion", "q quits")
                .contains("\u001b[?1049l")
                .containsPattern("[\u2801-\u28ff]");
        assertThat(quits.after()).isEqualTo(quits.before());
        assertThat(interrupted.exitCode()).isEqualTo(130);
        assertThat(interrupted.screen()).contains("\u001b[?1049l");
        assertThat(interrupted.after()).isEqualTo(interrupted.before());
    }

    @Test
    @Order(7)
    void withoutATerminalLinesAreTold() throws Exception {
        ChildProcess watch = headgate.start("watch", List.of(), "rollout", "watch", "--service", LEFT);
        watch.awaitReady(ReadyCondition.logLine("figures +2\\.0 .* req/s"), Await.LONG);

        Ended abort = stack.type("rollout", "abort", "--service", LEFT);

        assertThat(abort.code()).as(abort.out() + abort.err()).isZero();
        assertThat(watch.awaitExit(Await.LONG)).as(watch.lastWords()).hasValue(0);
        assertThat(String.join("\n", watch.log().tail(10)))
                .contains("rollback   10% → 0%    aborted by", "was aborted")
                .doesNotContain("\u001b");
    }

    @Test
    @Order(8)
    void aBrokerThatIsAwayIsWaitedForAndTheLastLineSaysHowItEnded() throws Exception {
        ChildProcess start = begun(LOST, STOP + "onRollback: [ report-when-over ]\n" + Stack.LASTING, "-o", "json");
        start.awaitReady(ReadyCondition.logLine("\"kind\":\"(promote)\""), Await.LONG);

        installation.localBroker().kill();
        installation.localBroker().restart();
        stack.fail(LOST);

        assertThat(start.awaitExit(Await.LONG)).as(start.lastWords()).hasValue(10);
        List<String> lines = start.log().tail(20);
        JsonNode result = JsonMapper.shared().readTree(lines.get(lines.size() - 1));
        assertThat(result.get("end").stringValue()).isEqualTo("rolled-back");
        assertThat(result.get("exitCode").intValue()).isEqualTo(10);
        assertThat(result.get("reason").stringValue()).contains("error rate");
    }

    @Test
    @Order(9)
    void aRunbookHasWrittenWhatBecameOfEachOnceItWasOver() throws Exception {
        for (String service : List.of(GREEN, LOST)) {
            String rollout = rollout(service);
            Execution written = stack.site()
                    .awaitExecution(
                            "the report of " + rollout,
                            execution -> execution.rolloutId().equals(rollout)
                                    && execution.runbook().equals("report-when-over")
                                    && execution.finishedAt().isPresent());

            assertThat(written.status()).as(written.toString()).isEqualTo(ExecutionStatus.SUCCEEDED);
            Path report = directoryOfReports().resolve(rollout + ".html");
            assertThat(written.results()).containsEntry("report", report.toString());
            assertThat(Files.readString(report))
                    .startsWith("<!doctype html>")
                    .contains(
                            service.equals(GREEN)
                                    ? "green has all its traffic on 2.0, "
                                    : "lost is back on 1.0: the gate has",
                            "decisions are signed by trusted keys")
                    .doesNotContain("<script");
        }
    }

    @Test
    @Order(10)
    void reportsAndBadgesSayWhatHasReallyHappened() {
        Reported reported = new Reported(stack, installation.keys());
        JsonNode green = reported.deployment(rollout(GREEN));
        JsonNode lost = reported.deployment(rollout(LOST));
        JsonNode cancelled = reported.deployment(rollout(CANCELLED));

        for (JsonNode report : List.of(green, lost, cancelled)) {
            List<Decision> decided =
                    stack.site().decisions(report.get("rolloutId").stringValue());
            assertThat(Reported.each(report.get("decisions"), "/decisionId"))
                    .containsExactlyElementsOf(
                            decided.stream().map(Decision::decisionId).toList());
            assertThat(Reported.each(report.get("decisions"), "/evaluatedAt"))
                    .containsExactlyElementsOf(decided.stream()
                            .map(decision -> decision.evaluatedAt().toString())
                            .toList());
            assertThat(Reported.each(report.get("decisions"), "/signature")).containsOnly("checked");
            assertThat(Reported.each(report.get("commands"), "/signature")).containsOnly("checked");
            assertThat(report.get("canary").stringValue() + " "
                            + report.get("baseline").stringValue())
                    .isEqualTo(Stack.CANARY + " " + Stack.BASELINE);
        }
        assertThat(green.at("/outcome/word").stringValue()).isEqualTo("completed");
        assertThat(green.at("/times/startedBy").stringValue()).isEqualTo("octocat");
        assertThat(Reported.each(green.get("executions"), "/confirmedWeight")).startsWith("10", "100");
        assertThat(lost.at("/outcome/word").stringValue()).isEqualTo("rolled-back");
        Decision rollback = stack.site().awaitDecision(LOST, DecisionKind.ROLLBACK);
        assertThat(lost.at("/deciding/decisionId").stringValue()).isEqualTo(rollback.decisionId());
        assertThat(lost.at("/deciding/verdict/criterion").stringValue()).isEqualTo("errorRate > 10%");
        assertThat(lost.at("/deciding/verdict/observed").doubleValue()).isGreaterThan(0.1);
        assertThat(lost.at("/weight").doubleValue()).isZero();
        assertThat(cancelled.at("/outcome/word").stringValue()).isEqualTo("aborted");
        assertThat(Reported.each(cancelled.get("commands"), "/kind")).containsExactly("start", "abort");
        String markdown = reported.deployment(rollout(LOST), "markdown");
        assertThat(markdown).contains(rollback.reason(), "succeeded, 10% read back", "succeeded, 0% read back");
        assertThat(reported.deployment(rollout(LOST), "html")).contains("lost is back on 1.0", "<svg", "stop: 10 %");
        JsonNode month = reported.month(YearMonth.now(ZoneOffset.UTC).toString());
        assertThat(month.at("/figures/completed").intValue()).isEqualTo(1);
        assertThat(month.at("/figures/rolledBack").intValue()).isEqualTo(1);
        assertThat(month.at("/figures/aborted").intValue()).isEqualTo(2);
        assertThat(reported.badge(GREEN)).contains("completed 2.0");
        assertThat(reported.badge(LOST)).contains("rolled back 2.0");
    }

    @Test
    @Order(11)
    void whatNoGateHasSignedIsNotReportedAsTrue() {
        Reported reported = new Reported(stack, installation.keys());
        JsonNode before = reported.deployment(rollout(LOST));

        forge(stack.site().decision(LOST, rollout(LOST), 1_000_000, DecisionKind.COMPLETE, 99, 100, 100, "shift-lost"));
        forge(stack.site().decision(LOST, "forged-1", 1_000_000, DecisionKind.COMPLETE, 1, 0, 100, "shift-lost"));

        JsonNode after = reported.deployment(rollout(LOST));
        assertThat(after.at("/signatures/wrong").intValue()).isEqualTo(1);
        assertThat(after.get("outcome")).isEqualTo(before.get("outcome"));
        assertThat(after.get("deciding")).isEqualTo(before.get("deciding"));
        assertThat(Reported.each(after.get("left"), ""))
                .containsExactly("Find out who wrote decision 99: its signature is wrong.");
        assertThat(stack.type(
                                "report",
                                "deployment",
                                "--rollout",
                                "forged-1",
                                "--trusted-keys",
                                installation.keys().trustedByExecutor().toString())
                        .err())
                .contains("no rollout forged-1 is known");
        assertThat(reported.badge(LOST)).contains("rolled back 2.0");
    }

    private static void forge(Decision decision) {
        stack.operator()
                .send(
                        TopicCatalogue.GATE_DECISIONS,
                        Optional.empty(),
                        decision.service(),
                        new JsonCodec().write(decision),
                        installation.strangerKey()::sign);
    }

    private static String rollout(String service) {
        return stack.site().decisionsOf(service).stream()
                .filter(decision -> decision.kind() != DecisionKind.REFUSE && decision.sequence() < 99)
                .map(Decision::rolloutId)
                .findFirst()
                .orElseThrow();
    }

    private static Path directoryOfReports() {
        return installation.run().path().resolve("reports");
    }

    private static ChildProcess begun(String service, String plan, String... more) {
        return headgate.start("start-" + service, List.of(), start(service, plan, more));
    }

    private static String[] start(String service, String plan, String... more) {
        return Stream.concat(
                        Stream.of(
                                "rollout",
                                "start",
                                "--wait",
                                "--service",
                                service,
                                "--canary",
                                Stack.CANARY,
                                "--baseline",
                                Stack.BASELINE,
                                "--policy",
                                stack.policyFile(service, plan).toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static List<Map<?, ?>> steps() throws IOException {
        Object workflow = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Project.file("examples/ci/github-actions.yml")));
        Map<?, ?> job = (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) workflow).get("jobs")).get("rollout");
        return ((List<?>) job.get("steps"))
                .stream()
                        .<Map<?, ?>>map(step -> (Map<?, ?>) step)
                        .filter(step -> step.containsKey("run"))
                        .toList();
    }

    private static Terminal watch(Path program, int rows, int columns) throws IOException {
        Path directory = Files.createTempDirectory(installation.run().directory("commands"), "terminal");
        String shell = "stty rows " + rows + " cols " + columns + "; stty -g > before; '" + program
                + "' rollout watch --service " + LEFT + "; code=$?; stty -g > after; exit $code";
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        "script",
                        "-qefc",
                        shell,
                        directory.resolve("typescript").toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm-256color");
        return new Terminal(directory, builder.start());
    }

    /** A command on a terminal of its own. */
    private record Terminal(Path directory, Process process) {
        String screen() throws IOException {
            return Files.readString(directory.resolve("out"), StandardCharsets.UTF_8);
        }

        void await(String text) {
            Await.until("the terminal to show " + text, () -> screen().contains(text));
        }

        void type(String keys) throws IOException {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        int exitCode() throws IOException, InterruptedException {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(screen()).isTrue();
            return process.exitValue();
        }

        String before() throws IOException {
            return Files.readString(directory.resolve("before"));
        }

        String after() throws IOException {
            return Files.readString(directory.resolve("after"));
        }
    }
}
