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
import dev.headgate.it.harness.Stack;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/** Rollouts as pipelines start them and people watch them, each command a process: how it ends is told by exit codes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PipelinesIT {
    private static final String GREEN = "green";
    private static final String RED = "red";
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
        environment = Map.of(
                "HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers(),
                "HEADGATE_TOPIC_PREFIX", installation.topics().prefix());
        Map<String, String> operator = new HashMap<>(environment);
        operator.put("HEADGATE_OPERATOR_KEY", installation.keys().operatorFile().toString());
        headgate = new CommandLine(installation.run(), operator);
        stack = Stack.start(installation, List.of(GREEN, RED, CANCELLED, LEFT, LOST), List.of());
    }

    @Test
    @Order(1)
    void githubsWorkflowRunsStepByStepAsItIsWritten() throws Exception {
        Path workspace = installation.run().directory("workspace");
        Launcher.write(workspace.resolve(".headgate"));
        Files.createDirectory(workspace.resolve("rollout"));
        Files.writeString(workspace.resolve("rollout/policy.yaml"), stack.policy(GREEN, STOP + Stack.SHORT));
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
    @Order(2)
    void whatThePolicyRollsBackEndsWithTenAndAnObject() throws Exception {
        stack.fail(RED);

        Ended start = headgate.run(start(RED, STOP + Stack.LASTING, "-o", "json"));

        assertThat(start.code()).as(start.out() + start.err()).isEqualTo(10);
        List<JsonNode> lines =
                start.out().lines().map(JsonMapper.shared()::readTree).toList();
        JsonNode result = lines.get(lines.size() - 1);
        assertThat(result.get("end").stringValue()).isEqualTo("rolled-back");
        assertThat(result.get("reason").stringValue()).contains("error rate");
        assertThat(lines.get(0).get("kind").stringValue()).isEqualTo("promote");
    }

    @Test
    @Order(3)
    void aCancelledJobAbortsItsRollout() throws Exception {
        ChildProcess start = started(CANCELLED, Stack.LASTING, "--abort-on-interrupt");

        CommandLine.interrupt(start);

        assertThat(start.awaitExit(Await.LONG)).as(start.lastWords()).hasValue(130);
        assertThat(String.join("\n", start.log().tail(20)))
                .contains("interrupted: aborting the rollout of cancelled", "rollback   10% → 0%     aborted by");
        Ended wait = headgate.run("rollout", "wait", "--service", CANCELLED);
        assertThat(wait.code()).as(wait.out()).isEqualTo(12);
        assertThat(wait.out()).contains("was aborted", "the command that waited for it was interrupted");
    }

    @Test
    @Order(4)
    void withoutThatTheRolloutGoesOnAndIsWaitedForAgainFromElsewhere() throws Exception {
        ChildProcess start = started(LEFT, Stack.LASTING);

        CommandLine.interrupt(start);

        assertThat(start.awaitExit(Await.LONG)).as(start.lastWords()).hasValue(130);
        assertThat(String.join("\n", start.log().tail(20)))
                .contains("the rollout of left goes on by itself", "headgate rollout abort --service left");
        Ended wait = headgate.run("rollout", "wait", "--service", LEFT, "--wait-timeout", "1s");
        assertThat(wait.code()).as(wait.out() + wait.err()).isEqualTo(14);
        assertThat(wait.out()).contains("goes on by itself, still running", "headgate rollout wait left-");
    }

    @Test
    @Order(5)
    void whatIsRefusedStartsNothingAndSaysSo() throws Exception {
        Ended second = headgate.run(start(LEFT, Stack.LASTING));
        Ended stranger = headgate.run(start(
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
        quits.await("errors  ");
        quits.type("q");
        assertThat(quits.exitCode()).isZero();
        assertThat(quits.screen())
                .contains("\u001b[?1049h", "1.0 → ", "weight", "observing", "criterion", "q quits")
                .contains("\u001b[?1049l")
                .containsPattern("[\u2801-\u28ff]");
        assertThat(quits.after()).isEqualTo(quits.before());

        Terminal interrupted = watch(program, 24, 80);
        interrupted.await("q quits");
        interrupted.type("\u0003");
        assertThat(interrupted.exitCode()).isEqualTo(130);
        assertThat(interrupted.screen()).contains("\u001b[?1049l");
        assertThat(interrupted.after()).isEqualTo(interrupted.before());
    }

    @Test
    @Order(7)
    void withoutATerminalLinesAreTold() throws Exception {
        ChildProcess watch = headgate.start("watch", List.of(), "rollout", "watch", "--service", LEFT);
        watch.awaitReady(ReadyCondition.logLine("figures +2\\.0 .* req/s"), Await.LONG);

        Ended abort = headgate.run("rollout", "abort", "--service", LEFT);

        assertThat(abort.code()).as(abort.out() + abort.err()).isZero();
        assertThat(watch.awaitExit(Await.LONG)).as(watch.lastWords()).hasValue(0);
        assertThat(String.join("\n", watch.log().tail(10)))
                .contains("rollback   10% → 0%     aborted by", "was aborted")
                .doesNotContain("\u001b");
    }

    @Test
    @Order(8)
    void aBrokerThatIsAwayIsWaitedForAndNothingIsMissed() throws Exception {
        ChildProcess start = started(LOST, STOP + Stack.LASTING);

        installation.localBroker().kill();
        installation.localBroker().restart();
        stack.fail(LOST);

        assertThat(start.awaitExit(Await.LONG)).as(start.lastWords()).hasValue(10);
        assertThat(String.join("\n", start.log().tail(20))).contains("rollback   10% → 0%", "was rolled back after");
    }

    private static ChildProcess started(String service, String plan, String... more) throws Exception {
        ChildProcess start = headgate.start("start-" + service, List.of(), start(service, plan, more));
        start.awaitReady(ReadyCondition.logLine(OBSERVING), Await.LONG);
        return start;
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
