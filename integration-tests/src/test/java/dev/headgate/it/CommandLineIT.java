package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Leftovers;
import dev.headgate.it.harness.Policies;
import dev.headgate.it.harness.Project;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.proxy.TrafficSplitter;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicSizing;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line as its users have it: each command a process, gate and executor started by it, a real broker. */
class CommandLineIT {

    private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/login\\?token=\\S+");
    private static final String CANARY = "2.4.1";
    private static final String BASELINE = "2.4.0";
    private static final String GATE_READY = "headgate gate ready http=(\\S+)";
    private static final String NOBODY = "127.0.0.1:9";

    @RegisterExtension
    static final Installation installation = new Installation(BrokerKind.CHILD_PROCESS, "cli.");

    private static final Map<String, TrafficSplitter> splitters = new HashMap<>();
    private static CommandLine headgate;

    @BeforeAll
    static void startTheStackByTheCommandLine() throws Exception {
        headgate = new CommandLine(
                installation.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", installation.topics().prefix(),
                        "HEADGATE_OPERATOR_KEY",
                                installation.keys().operatorFile().toString()));
        for (String service : List.of("shown", "refused", "aborted")) {
            splitters.put(service, installation.haproxy(service, CANARY, BASELINE));
        }
        ChildProcess combine = gateOnly("combine", Map.of());
        ChildProcess judge = gateOnly("judge", Map.of());
        ChildProcess executor = headgate.start("executor", List.of(), "executor", "--config", executorFile());
        for (ChildProcess gate : List.of(combine, judge)) {
            gate.awaitReady(ReadyCondition.logLine(GATE_READY), Await.LONG);
        }
        executor.awaitReady(ReadyCondition.logLine("headgate executor ready http=(\\S+)"), Await.LONG);
    }

    @Test
    void topicsAreMadeAndListedAsTheCatalogueSays() throws Exception {
        TopicCatalogue catalogue = new TopicCatalogue("made.", new TopicSizing(3, 2, (short) 1));
        String[] create = {
            "topics",
            "create",
            "--topic-prefix",
            "made.",
            "--telemetry-partitions",
            "3",
            "--partitions",
            "2",
            "--replication",
            "1"
        };

        Ended first = headgate.run(create);
        Ended second = headgate.run(create);
        Ended list = headgate.run("topics", "list", "--topic-prefix", "made.", "-o", "json");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out().lines()).hasSize(13).allMatch(line -> line.startsWith("created made."));
        assertThat(second.out().lines()).hasSize(13).allMatch(line -> line.startsWith("exists  made."));
        Map<String, JsonNode> listed = list.out()
                .lines()
                .map(JsonMapper.shared()::readTree)
                .collect(Collectors.toMap(topic -> topic.get("topic").stringValue(), Function.identity()));
        assertThat(catalogue.topics()).allSatisfy(topic -> {
            JsonNode line = listed.get(topic.name());
            assertThat(line.get("exists").booleanValue()).isTrue();
            assertThat(line.get("partitions").intValue()).isEqualTo(topic.partitions());
            assertThat(inForce(topic.name())).containsAllEntriesOf(topic.configuration());
        });
    }

    @Test
    void topicsOfAnotherSizeAreNamedAndLeftAsTheyAre() throws Exception {
        Ended create = headgate.run("topics", "create", "--partitions", "7", "--replication", "1");

        assertThat(create.code()).isEqualTo(1);
        assertThat(create.out()).contains("differs topic cli.gate.decisions has ", "partitions, expected 7");
        assertThat(create.err()).contains("not as asked for", "--partitions");
        assertThat(create.err().lines()).hasSize(2);
    }

    @Test
    void moreReplicasThanBrokersAreAnsweredWithTheOptionThatHelps() throws Exception {
        Ended create = headgate.run("topics", "create", "--topic-prefix", "many.", "--replication", "3");

        assertThat(create.code()).isEqualTo(1);
        assertThat(create.err()).contains("replication", "--replication 1");
    }

    @Test
    void topicsThatAreMissingAreSaidToBe() throws Exception {
        Ended list = headgate.run("topics", "list", "--topic-prefix", "nowhere.");
        Ended status = headgate.run("rollout", "status", "--topic-prefix", "nowhere.");

        assertThat(list.out()).contains("13 missing: \"headgate topics create\"");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains("there is no topic nowhere.gate.rollouts", "headgate topics create");
    }

    @Test
    void aStartedRolloutIsShownByStatusAndByTheTailAsTextAndAsJson() throws Exception {
        ChildProcess tail = headgate.start("tail", List.of(), "decisions", "tail", "--from-beginning");

        Ended start = start("shown", "shown-1");

        assertThat(start.code()).as(start.err()).isZero();
        assertThat(start.out()).contains("rollout   shown-1", "promote    0% → 10%", "headgate decisions tail");
        tail.awaitReady(
                ReadyCondition.logLine("shown 2\\.4\\.0 → 2\\.4\\.1 +promote +0% → 10% +started by"), Await.LONG);
        Ended json = headgate.run("decisions", "tail", "--no-follow", "--service", "shown", "-o", "json");
        assertThat(json.out().lines()).hasSize(1);
        JsonNode decision = JsonMapper.shared().readTree(json.out());
        assertThat(decision.get("rolloutId").stringValue()).isEqualTo("shown-1");
        assertThat(decision.get("kind").stringValue()).isEqualTo("promote");
        Await.until("the weight to be in force", () -> weight("shown") == 10);
        Ended status = headgate.run("rollout", "status", "--service", "shown");
        assertThat(status.out().lines().limit(2))
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("service "),
                        row -> assertThat(row).startsWith("shown "));
        assertThat(status.out())
                .contains("shown    2.4.0 → 2.4.1  ", "1/3", "shown-1")
                .doesNotContain("\u001b");

        CommandLine.interrupt(tail);
        assertThat(tail.awaitExit(Await.LONG)).hasValue(130);
    }

    @Test
    void aSecondStartIsRefusedOnTheRecordAndByItsExitCode() throws Exception {
        Ended first = start("refused", "refused-1");
        Ended second = start("refused", "refused-2");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.out())
                .contains("refuse", "rollout refused-1 of refused is still")
                .doesNotContain("(observe)");
        Ended tail = headgate.run("decisions", "tail", "--no-follow", "--service", "refused");
        assertThat(tail.out().lines()).hasSize(2);
        assertThat(tail.out()).contains("refuse     at ", "wait for its end or abort it");
    }

    @Test
    void anAbortRollsBackAndTheSplitterShowsIt() throws Exception {
        Ended start = start("aborted", "aborted-1");
        Await.until("the weight to be in force", () -> weight("aborted") == 10);

        Ended abort = headgate.run("rollout", "abort", "--service", "aborted", "--reason", "wrong\nbuild");

        assertThat(start.code()).as(start.err()).isZero();
        assertThat(abort.code()).as(abort.err()).isZero();
        assertThat(abort.out()).contains("rollback", "→ 0%", "wrong·build");
        Await.until("the splitter to show it", () -> weight("aborted") == 0);
        Ended again = headgate.run("rollout", "abort", "--service", "aborted");
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.out()).contains("refuse", "aborted-1");
    }

    @Test
    void aCommandWithAKeyThatNobodyTrustsIsAnsweredAtOnce() throws Exception {
        String stranger = installation.keys().strangerFile().toString();

        Ended start = start("strange", "strange-1", "--signing-key", stranger, "--timeout", "45");

        assertThat(start.code()).isEqualTo(1);
        assertThat(start.err()).contains("the gate could not use the command: unknown-key", "trusted.keys");
        assertThat(start.took()).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void rolloutsThatNobodyKnowsAreSaidToBeUnknown() throws Exception {
        Ended status = headgate.run("rollout", "status", "--service", "nobody");
        Ended abort = headgate.run("rollout", "abort", "--service", "nobody");

        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains("no rollout of nobody is known");
        assertThat(abort.code()).isEqualTo(1);
        assertThat(abort.err()).contains("no rollout of nobody is known", "headgate rollout status");
    }

    @Test
    void garbageIsListedWithItsCause() throws Exception {
        var deadLetters = installation.readers().deadLetters();
        installation
                .operator()
                .send(
                        TopicCatalogue.TELEMETRY_REQUESTS,
                        Optional.of(1),
                        null,
                        "garbage".getBytes(StandardCharsets.UTF_8),
                        (value, headers) -> {});
        deadLetters.await("the dead letter", letter -> letter.cause().equals("not-json"));

        Ended text = headgate.run("dead-letters", "list");
        Ended json = headgate.run("dead-letters", "list", "--cause", "not-json", "-o", "json");
        Ended none = headgate.run("dead-letters", "list", "--cause", "no-such-cause");

        assertThat(text.out()).contains("not-json", "cli.telemetry.requests/1@", "garbage");
        assertThat(json.out().lines()).hasSize(1);
        assertThat(JsonMapper.shared().readTree(json.out()).get("valueStart").stringValue())
                .isEqualTo("garbage");
        assertThat(none.out()).contains("no dead letters with the cause no-such-cause", "not-json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topics create",
                "topics list",
                "rollout start --service s --canary 2 --baseline 1 --policy examples/policies/demo.yaml",
                "rollout status",
                "rollout abort --service s",
                "decisions tail",
                "dead-letters list"
            })
    void aBrokerThatIsNotThereIsSaidSoonAndInTwoLines(String command) throws Exception {
        String[] words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--bootstrap-servers", NOBODY))
                .map(word -> word.startsWith("examples/") ? Project.file(word).toString() : word)
                .toArray(String[]::new);

        Ended ended = headgate.run(words);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines()).hasSize(2);
        assertThat(ended.err()).contains("no broker can be reached at " + NOBODY, "--bootstrap-servers");
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aGateThatIsConfiguredWronglyNamesEveryProblem() throws Exception {
        Ended only = headgate.run("gate", "--only", "neither");
        Ended settings = headgate.run("gate", "--set", "nope=1", "--set", "tick.interval=5");
        Ended executor = headgate.run("executor");

        assertThat(only.code()).isEqualTo(2);
        assertThat(only.err()).contains("expected combine or judge");
        assertThat(settings.code()).isEqualTo(2);
        assertThat(settings.err()).contains("nope", "tick.interval");
        assertThat(executor.code()).isEqualTo(2);
        assertThat(executor.err())
                .contains("trusted.keys: error: this setting is missing", "runbooks: error: this setting is missing");
    }

    @Test
    void aGateLogsInJsonWhereItIsToldToAndStopsAtCtrlC() throws Exception {
        // Topics of its own: a second combiner on the others would count everything twice.
        Ended topics = headgate.run("topics", "create", "--topic-prefix", "json.", "--replication", "1");
        ChildProcess gate =
                gateOnly("combine-json", Map.of("HEADGATE_LOG_FORMAT", "json", "HEADGATE_TOPIC_PREFIX", "json."));
        gate.awaitReady(ReadyCondition.logLine(GATE_READY), Await.LONG);

        CommandLine.interrupt(gate);

        assertThat(topics.code()).as(topics.err()).isZero();
        assertThat(gate.awaitExit(Await.LONG)).hasValue(130);
        assertThat(gate.log().tail(200))
                .filteredOn(line -> !line.startsWith("headgate gate ready"))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(JsonMapper.shared().readTree(line).isObject())
                                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo --built-in-splitter", "local"})
    void ctrlCLeavesNoProcessAndNoDirectory(String command) throws Exception {
        Path temporary = installation.run().directory("temporary-" + command.substring(0, 4));
        ChildProcess stack = headgate.start(
                "interrupted-" + command.substring(0, 4), List.of("-Djava.io.tmpdir=" + temporary), command.split(" "));
        stack.awaitReady(ReadyCondition.logLine("✓ (gate) on"), Await.LONG);
        assertThat(Leftovers.processes(temporary)).hasSizeGreaterThanOrEqualTo(2);
        if (command.equals("local")) {
            opensThePage(stack);
        }

        CommandLine.interrupt(stack);

        assertThat(stack.awaitExit(Await.LONG)).as(stack.lastWords()).hasValue(130);
        // What was being started when Ctrl-C came may still tell of itself in between.
        assertThat(stack.log().tail(10)).contains("Stopping every process …").endsWith("Nothing is left behind.");
        assertThat(Leftovers.processes(temporary)).isEmpty();
        assertThat(Leftovers.runDirectories(temporary)).isEmpty();
    }

    /** As a browser does: the link gives a session, and the session may command. */
    private static void opensThePage(ChildProcess stack) throws Exception {
        stack.awaitReady(ReadyCondition.logLine("Ctrl-C stops everything"), Await.LONG);
        URI link = URI.create(stack.log().find(PAGE).orElseThrow().group());
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        HttpResponse<String> page =
                browser.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> status = browser.send(
                HttpRequest.newBuilder(link.resolve("/api/v1/status")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.body()).contains("<html");
        assertThat(JsonMapper.shared()
                        .readTree(status.body())
                        .path("commands")
                        .path("possible")
                        .asBoolean())
                .as(status.body())
                .isTrue();
    }

    @Test
    void theDemoOnTheBuiltInSplitterRollsErrorsBack() throws Exception {
        Path temporary = installation.run().directory("temporary-built-in");
        ChildProcess demo = headgate.start(
                "built-in",
                List.of("-Djava.io.tmpdir=" + temporary),
                "demo",
                "--built-in-splitter",
                "--console",
                "--policy",
                Project.file("integration-tests/src/test/resources/policies/short-demo.yaml")
                        .toString());

        assertThat(demo.awaitExit(Duration.ofMinutes(4))).as(demo.lastWords()).hasValue(0);

        assertThat(demo.log().tail(200))
                .anyMatch(line -> line.contains("behind the built-in proxy on http://"))
                .anyMatch(line -> PAGE.matcher(line).find())
                .contains("Scenario errors: the pipeline did what it must.")
                .noneMatch(line -> line.contains("\u001b"));
        assertThat(Leftovers.processes(temporary)).isEmpty();
        assertThat(Leftovers.runDirectories(temporary)).isEmpty();
    }

    private static Ended start(String service, String rollout, String... more) throws Exception {
        Path policy = installation.run().write(service + ".yaml", Policies.patient(service));
        return headgate.run(Stream.concat(
                        Stream.of(
                                "rollout",
                                "start",
                                "--service",
                                service,
                                "--canary",
                                CANARY,
                                "--baseline",
                                BASELINE,
                                "--policy",
                                policy.toString(),
                                "--rollout",
                                rollout),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static int weight(String service) {
        return splitters.get(service).runtimeApi().weight(service, CANARY);
    }

    private static Map<String, String> inForce(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = installation.admin()) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(entry -> entry.name(), entry -> entry.value()));
        } catch (Exception e) {
            throw new IllegalStateException("cannot ask for the settings of " + topic, e);
        }
    }

    private static ChildProcess gateOnly(String name, Map<String, String> environment) {
        String application = name.startsWith("combine") ? "combine" : "judge";
        Path file = installation.run().write("gate-" + name + ".yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        application.id.prefix: %s
                        signing.key: %s
                        trusted.keys: %s
                        state.dir: %s
                        commit.interval: 50ms
                        tick.interval: 100ms
                        progress.interval: 250ms
                        session.timeout: 2s
                        transaction.timeout: 10s
                        """.formatted(
                        installation.bootstrapServers(),
                        installation.topics().prefix(),
                        name + "-",
                        installation.keys().gateFile(),
                        installation.keys().trustedByGate(),
                        installation.run().directory("gate-" + name)));
        return new CommandLine(installation.run(), environment)
                .start("gate-" + name, List.of(), "gate", "--only", application, "--config", file.toString());
    }

    private static String executorFile() {
        return installation
                .run()
                .write("executor.yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        trusted.keys: %s
                        runbooks: %s
                        session.timeout: 2s
                        lease: 1s
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                installation.keys().trustedByExecutor(),
                                installation.run().directory("runbooks")))
                .toString();
    }
}
