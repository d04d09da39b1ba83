package dev.headgate.cli;

import static dev.headgate.cli.Run.headgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandsTest {
    private static final String GOOD = """
            policy: checkout
            window: 10s
            stop:
              - errorRate > 5% -> rollback critical
              - no success for 10s -> rollback critical
            stages:
              - weight: 10%
                hold: 10s .. 60s
                advance: [ errorRate < 1% ]
              - weight: 100%
                watch: 10s
            """;

    @TempDir
    Path directory;

    private Path policy;

    @BeforeEach
    void writePolicy() throws IOException {
        policy = Files.writeString(directory.resolve("checkout.yaml"), GOOD);
    }

    @Test
    void aGoodPolicyIsSummedUp() {
        Run run = headgate("policy", "validate", policy.toString());
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out())
                .contains("✓ ", "policy checkout, enforce, 10% → 100%, 2 stop and 1 advance lines")
                .doesNotContain("\u001b");
    }

    @Test
    void everyMistakeOfAPolicyIsNamedWithItsPlace() throws IOException {
        Path bad = Files.writeString(
                directory.resolve("bad.yaml"),
                GOOD.replace("errorRate > 5%", "erorRate > 5%").replace("hold: 10s", "hld: 10s"));
        Run run = headgate("policy", "validate", policy.toString(), bad.toString());
        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(run.out())
                .contains("✓ " + policy, "bad.yaml:4:5", "did you mean errorRate", "bad.yaml:8:5", "✗ " + bad);
    }

    @Test
    void aLocalStackLooksAtItsRunbooksBeforeItStartsAnything() throws IOException {
        Path runbooks = Files.createDirectory(directory.resolve("runbooks"));
        Files.writeString(runbooks.resolve("shift.yaml"), "runbok: shift\n");

        Run wrong = headgate("local", "--runbooks", runbooks.toString());
        Run missing =
                headgate("local", "--runbooks", directory.resolve("nowhere").toString());

        assertThat(wrong.code()).isEqualTo(ExitCode.FAILED);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("shift.yaml:1:1", "nothing was started");
        assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
        assertThat(missing.err()).contains("nowhere", "nothing was started");
    }

    @Test
    void mistakesAreDataToo() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.yaml"), GOOD.replace("window: 10s", "window: ten"));
        Run run = headgate("policy", "validate", "-o", "json", bad.toString());
        assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
        JsonNode answer = JsonMapper.shared().readTree(run.out());
        assertThat(answer.get("valid").booleanValue()).isFalse();
        assertThat(answer.get("problems").get(0).get("line").intValue()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotThereIsAFailureWithARemedy() {
        Run run = headgate("policy", "validate", directory.resolve("none.yaml").toString());
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains("cannot read", "none.yaml: there is no such file", "Give the path");
    }

    @Test
    void aRunbookIsValidated() throws IOException {
        Path runbook = Files.writeString(directory.resolve("shift.yaml"), """
                runbook: shift-traffic
                description: Sets the canary's share
                budget: 30s
                parameters:
                  canary: version
                  baseline: version
                  weight: weight
                steps:
                  - name: weight
                    haproxy: { address: "127.0.0.1:9999", backend: shop, canaryServer: "${canary}", baselineServer: "${baseline}", weight: "${weight}" }
                    budget: 5s
                    recovery: rerun
                """);
        assertThat(headgate("runbook", "validate", runbook.toString()).code()).isEqualTo(ExitCode.DONE);
        Files.writeString(runbook, Files.readString(runbook).replace("recovery: rerun", "recovery: again"));
        Run bad = headgate("runbook", "validate", runbook.toString());
        assertThat(bad.code()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(bad.out()).contains("shift.yaml:12:");
    }

    @Test
    void keysAreMadeOnceAndNeverOverwritten() {
        String[] create = {"keys", "create", "--directory", directory.toString(), "--name", "alice"};
        Run first = headgate(create);
        Run second = headgate(create);
        assertThat(first.code()).isEqualTo(ExitCode.DONE);
        assertThat(directory.resolve("alice.private.pem")).exists();
        assertThat(directory.resolve("alice.public.pem")).exists();
        assertThat(second.code()).isEqualTo(ExitCode.FAILED);
        assertThat(second.err()).contains("exists already");
    }

    @Test
    void topicsArePrintedForWhoeverMayMakeThem() {
        Run run = headgate("topics", "create", "--print", "--topic-prefix", "team-a.", "--partitions", "6");
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out().lines().filter(line -> line.startsWith("kafka_topics --create ")))
                .hasSize(13);
        assertThat(run.out())
                .contains("--topic team-a.gate.decisions --partitions 6 --replication-factor 3")
                .contains("--topic team-a.telemetry.requests --partitions 8")
                .contains("--config cleanup.policy=compact");
    }

    @Test
    void aPrefixThatCannotBeginATopicIsRefused() {
        Run run = headgate("topics", "create", "--print", "--topic-prefix", "no spaces.");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("no spaces.", "Give another --topic-prefix");
    }

    @Test
    void aBrokerThatIsNotThereIsNamedAtOnceWithoutAStackTrace() {
        Run run = headgate("rollout", "status", "--bootstrap-servers", "127.0.0.1:1");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err())
                .contains("no broker can be reached at 127.0.0.1:1", "--bootstrap-servers")
                .doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(2);
    }

    @Test
    void anAddressWithoutAPortNamesNoBroker() {
        Run run = headgate("rollout", "status", "--bootstrap-servers", "127.0.0.1");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("\"127.0.0.1\" names no broker", "HOST:PORT");
    }

    @Test
    void somebodyElseAtTheBrokersAddressIsNotWaitedForForever() throws IOException {
        Path impatient = Files.writeString(
                directory.resolve("client.properties"), "default.api.timeout.ms=600\nrequest.timeout.ms=500\n");
        try (var dumb = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + dumb.getLocalPort();
            Run run = headgate(
                    "rollout", "status", "--bootstrap-servers", address, "--kafka-config", impatient.toString());
            assertThat(run.code()).isEqualTo(ExitCode.FAILED);
            assertThat(run.err()).contains("Kafka did not answer in time at " + address, "--kafka-config");
            assertThat(run.err().lines()).hasSize(2);
        }
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThat(headgate("dead-letters", "list", "--limit", "-1").err()).contains("--limit must be at least 1");
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        Run run = headgate(
                "rollout",
                "abort",
                "--service",
                "shop",
                "--rollout",
                "r",
                "--timeout",
                "0",
                "--signing-key",
                directory.resolve("alice.private.pem").toString(),
                "--bootstrap-servers",
                "127.0.0.1:1");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--timeout must be at least 1 second, found 0");
    }

    @Test
    void aRolloutIsNotStartedWithAPolicyThatCannotBeUsed() throws IOException {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        Files.writeString(policy, GOOD.replace("10% ", "ten"));
        Files.writeString(policy, GOOD.replace("weight: 10%", "weight: ten"));
        Run run = start("2.4.1", "2.4.0");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("checkout.yaml:7:", "nothing was sent");
    }

    @Test
    void aRolloutIsNotStartedWithAShadowThatCannotBeUsedAndTheMistakesOfBothAreShown() throws IOException {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        Path shadow =
                Files.writeString(directory.resolve("strict.yaml"), GOOD.replace("errorRate > 5%", "erorRate > 5%"));

        Run shadowAlone = start("2.4.1", "2.4.0", "--shadow", shadow.toString());
        Files.writeString(policy, GOOD.replace("weight: 10%", "weight: ten"));
        Run both = start("2.4.1", "2.4.0", "--shadow", shadow.toString());

        assertThat(shadowAlone.code()).isEqualTo(ExitCode.FAILED);
        assertThat(shadowAlone.err())
                .contains(
                        "strict.yaml:4:5",
                        "did you mean errorRate",
                        "the shadow policy cannot be used; nothing was sent");
        assertThat(both.code()).isEqualTo(ExitCode.FAILED);
        assertThat(both.err()).contains("checkout.yaml:7:", "strict.yaml:4:5", "neither policy can be used");
    }

    @Test
    void aRolloutCannotBeCalledLikeAShadow() {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        Run run = start("2.4.1", "2.4.0", "--rollout", "mine.shadow");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--rollout must not end with .shadow");
    }

    @Test
    void aRolloutIsScheduledForATimeToComeWithItsZone() {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        assertThat(start("2.4.1", "2.4.0", "--at", "tonight").err()).contains("expected a time with its zone");
        assertThat(start("2.4.1", "2.4.0", "--at", "2020-01-01T02:00:00Z").err())
                .contains("--at lies in the future, found 2020-01-01T02:00:00Z");
        assertThat(start("2.4.1", "2.4.0", "--at", "2999-01-01T02:00:00+01:00", "--bootstrap-servers", "127.0.0.1:1")
                        .err())
                .contains("no broker can be reached");
    }

    @Test
    void aTrainIsStartedByAPolicyThatNamesOne() {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        String key = directory.resolve("alice.private.pem").toString();
        Run run = headgate(
                "rollout",
                "start",
                "--train",
                "--policy",
                policy.toString(),
                "--canary",
                "shop=2.4.1",
                "--baseline",
                "shop=2.4.0",
                "--signing-key",
                key);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--train needs a policy that names one", "checkout does not");
        assertThat(start("2.4.1", "2.4.0", "--train").err()).contains("leave --service and --rollout out");
    }

    @Test
    void aRolloutNeedsTwoVersions() {
        headgate("keys", "create", "--directory", directory.toString(), "--name", "alice");
        assertThat(start("2.4.1", "2.4.1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(start("2.4.1", "2 4").err()).contains("--baseline must be");
    }

    @Test
    void aCommandWithoutAKeyIsNotUnderstood() {
        Run run = headgate("rollout", "abort", "--service", "shop");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--signing-key");
    }

    @Test
    void outputIsTextOrJson() {
        Run run = headgate("rollout", "status", "-o", "xml");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("expected text or json, found 'xml'");
    }

    private Run start(String canary, String baseline, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "rollout",
                "start",
                "--service",
                "shop",
                "--canary",
                canary,
                "--baseline",
                baseline,
                "--policy",
                policy.toString(),
                "--signing-key",
                directory.resolve("alice.private.pem").toString()));
        arguments.addAll(List.of(more));
        return headgate(arguments.toArray(String[]::new));
    }
}
