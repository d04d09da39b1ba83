package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Behaviour;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Gate;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Project;
import dev.headgate.it.harness.Release;
import dev.headgate.it.harness.RolloutLoop;
import dev.headgate.it.harness.Sketches;
import dev.headgate.it.harness.Traffic;
import dev.headgate.schemas.model.DecisionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rollouts on a real broker whose gate is killed in the middle: the command decides them again, to the byte. Other policies
 * can be tried on what the topics retain of them.
 */
class ReplayIT {

    @RegisterExtension
    static final Installation HEADGATE = new Installation();

    private static CommandLine headgate;
    private static String configuration;
    private static Release good;
    private static Release bad;

    @BeforeAll
    static void playTwoRolloutsWithAGateThatDies() throws Exception {
        Release.Site site = new Release.Site(HEADGATE, "2.0", "1.0");
        site.divideTraffic("good");
        site.divideTraffic("bad");
        HEADGATE.executor("one").start();
        site.readers();
        Traffic traffic = HEADGATE.traffic();
        for (String service : List.of("good", "bad", "bystander")) {
            traffic.behave(service, "1.0", Behaviour.HEALTHY);
            traffic.behave(service, "2.0", Behaviour.HEALTHY);
        }
        Gate gate = HEADGATE.gate("replayed").start();
        RolloutLoop rollouts = new RolloutLoop(site, HEADGATE.operator(), traffic);
        rollouts.playGood("before");
        rollouts.begin();
        gate.kill();
        gate.start();
        List<Release> played = rollouts.end();
        traffic.stop();
        new Sketches(HEADGATE).awaitEverythingConsumed();
        good = played.stream()
                .filter(release -> release.rolloutId().startsWith("good"))
                .findFirst()
                .orElseThrow();
        bad = played.stream()
                .filter(release -> release.rolloutId().startsWith("bad"))
                .findFirst()
                .orElseThrow();
        configuration = gate.configuration();
        headgate = new CommandLine(
                HEADGATE.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", HEADGATE.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", HEADGATE.topics().prefix()));
    }

    @Test
    void everyDecisionIsIdentical() throws Exception {
        for (Release release : List.of(good, bad)) {
            Ended ended = headgate.run(
                    "rollout",
                    "replay",
                    release.rolloutId(),
                    "--config",
                    configuration,
                    "--trusted-keys",
                    HEADGATE.keys().trustedByExecutor().toString());

            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            int decisions = release.decisions().size();
            assertThat(ended.out())
                    .contains(decisions + " of " + decisions + " decisions are identical")
                    .doesNotContain("differs", "retained");
        }
    }

    @Test
    void aSavedRecordingNeedsNoBroker() throws Exception {
        Path file = HEADGATE.run().path().resolve("bad.rec");

        Ended saved = headgate.run(
                "rollout", "replay", bad.rolloutId(), "--config", configuration, "--save", file.toString());
        Ended again = headgate.run(
                "rollout",
                "replay",
                "--from",
                file.toString(),
                "--config",
                configuration,
                "--bootstrap-servers",
                "127.0.0.1:9",
                "-o",
                "json");

        assertThat(saved.code()).as(saved.out() + saved.err()).isZero();
        assertThat(Files.size(file)).isPositive();
        assertThat(again.code()).as(again.out() + again.err()).isZero();
        List<JsonNode> documents =
                again.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(documents).hasSize(bad.decisions().size() + 1);
        assertThat(documents.get(documents.size() - 1).path("identical").asBoolean(false))
                .isTrue();
    }

    @Test
    void aGateThatWasConfiguredOtherwiseDecidesOtherwise() throws Exception {
        Ended ended = headgate.run(
                "rollout", "replay", bad.rolloutId(), "--config", configuration, "--set", "settle=5s", "-o", "json");

        assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(3);
        assertThat(ended.out()).contains("\"result\":\"differs\"", "\"difference\":{\"at\":\"");
    }

    @Test
    void aRolloutThatNobodyKnowsIsSaidToBe() throws Exception {
        Ended ended = headgate.run("rollout", "replay", "nobody", "--config", configuration);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("no decision of rollout nobody is retained", "headgate decisions tail");
    }

    @Test
    void aBacktestOfRawRequestsAndOneOfTheSketchesMadeOfThemDecideAlike() throws Exception {
        List<String> ofRequests = backtest("--from-topic");
        List<String> ofSketches = backtest("--from-sketches");

        assertThat(ofRequests).isEqualTo(ofSketches).hasSizeGreaterThan(1);
        assertThat(ofRequests.get(0)).contains("\"kind\":\"promote\"");
    }

    @Test
    void whatLiesOutsideTheAskedTimeIsNotThere() throws Exception {
        Ended ended = headgate.run(
                "backtest",
                "--from-topic",
                "--service",
                "bad",
                "--to",
                "2020-01-01T00:00:00Z",
                "--policy",
                Project.file("examples/policies/demo.yaml").toString());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("there are no events", "--from and --to");
    }

    private static List<String> backtest(String source) throws Exception {
        Instant first = bad.decisions().get(0).evaluatedAt().truncatedTo(ChronoUnit.SECONDS);
        Ended ended = headgate.run(
                "backtest",
                source,
                "--service",
                "bad",
                "--canary",
                "2.0",
                "--baseline",
                "1.0",
                "--from",
                first.minusSeconds(5).toString(),
                "--to",
                bad.awaitDecision(DecisionKind.ROLLBACK)
                        .evaluatedAt()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(2)
                        .toString(),
                "--start",
                first.toString(),
                "--policy",
                Project.file("examples/policies/demo.yaml").toString(),
                "-o",
                "json");
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return ended.out()
                .lines()
                .filter(line -> line.startsWith("{\"kind\":\"decision\""))
                .toList();
    }
}
