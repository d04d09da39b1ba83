package dev.headgate.executor.kafka;

import static dev.headgate.executor.Decisions.decision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.action.traffic.kubernetes.MockCluster;
import dev.headgate.executor.action.traffic.kubernetes.ObjectName;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.runbook.Runbooks;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Runbook;
import dev.headgate.schemas.model.RunbookParameter;
import dev.headgate.schemas.model.Step;
import dev.headgate.schemas.model.StepCondition;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The loop against Kafka's mock clients and the mock of a cluster's API. */
class ClusterInLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectName SHOP =
            new ObjectName("gateway.networking.k8s.io", "v1", "httproutes", "prod", "shop");
    private static final String ROUTE = """
            {
              "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute", "metadata": {},
              "spec": { "rules": [
                { "name": "all", "backendRefs": [ { "name": "stable", "weight": 100 }, { "name": "canary", "weight": 0 } ] },
                { "name": "other", "backendRefs": [ { "name": "stable", "weight": 70 }, { "name": "canary", "weight": 30 } ] }
              ] }
            }
            """;

    @TempDir
    Path directory;

    private MockCluster cluster;
    private FakeKafka kafka;
    private ExecutorLoop loop;
    private Thread thread;

    @BeforeEach
    void start() throws Exception {
        cluster = new MockCluster(directory);
        cluster.put(SHOP, ROUTE);
        Path trusted = Files.createDirectory(directory.resolve("keys"));
        KeyFiles keys = KeyFiles.create(trusted, "gate");
        kafka = new FakeKafka(SigningKey.load(keys.privateKey()));
        ExecutorSettings settings = ExecutorSettings.read(
                Optional.empty(),
                Map.of(),
                List.of(
                        "bootstrap.servers=127.0.0.1:1",
                        "trusted.keys=" + trusted,
                        "runbooks=" + directory,
                        "session.timeout=60s",
                        "reassert.interval=50ms"));
        loop = new ExecutorLoop(
                settings,
                DecisionKeys.of(TrustedKeys.load(trusted)),
                new Acceptance(runbooks()),
                new Actions(
                        new TrafficShifter(new TrafficTargets(cluster.cluster())),
                        new CommandAction(Map.of()),
                        new HttpAction(new HttpRequests(Map.of()))),
                new ExecutorMeters(new SimpleMeterRegistry()),
                FakeKafka.TOPICS,
                kafka,
                Clock.systemUTC());
        thread = new Thread(loop, "loop-of-the-test");
    }

    @AfterEach
    void stop() throws Exception {
        loop.stop();
        thread.join(PATIENCE.toMillis());
        cluster.close();
    }

    @Test
    void aDecisionsRolloutAndNumberAreWrittenBesideItsWeights() {
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();
        await().atMost(PATIENCE).until(() -> weight(0, 1) == 20);
        assertThat(epoch()).isEqualTo("shop=7/1");

        kafka.append(decision(DecisionKind.ROLLBACK, 7, 2, 0));

        await().atMost(PATIENCE).until(() -> epoch().equals("shop=7/2"));
        assertThat(weight(0, 1)).isZero();
    }

    @Test
    void aStepThatWasLeftOutIsNotAmongWhatIsKeptUp() {
        kafka.append(decision(DecisionKind.PROMOTE, 7, 1, 20));
        thread.start();
        await().atMost(PATIENCE).until(() -> weight(0, 1) == 20);

        cluster.change(SHOP, route -> ((ObjectNode) route.at("/spec/rules/0/backendRefs/1")).put("weight", 60));

        await().atMost(PATIENCE).until(() -> weight(0, 1) == 20);
        assertThat(weight(1, 1)).isEqualTo(30);
    }

    /** Of which the second step is for rollbacks only. */
    private static Runbooks runbooks() {
        return new Runbooks(List.of(new Runbook(
                "shift-traffic",
                "",
                Duration.ofSeconds(30),
                List.of(new RunbookParameter("weight", RunbookParameter.Type.WEIGHT, Optional.empty())),
                List.of(step("all", "${weight}", Optional.empty()), step("other", "0", Optional.of("0.0"))))));
    }

    private static Step step(String rule, String weight, Optional<String> onlyIfWeightIs) {
        return new Step(
                "step-" + rule,
                new Action.HttpRouteWeight(
                        "prod", "shop", Optional.of(rule), Optional.empty(), "canary", "stable", weight, false),
                Duration.ofSeconds(10),
                Step.Recovery.RERUN,
                1,
                onlyIfWeightIs.map(text -> new StepCondition("weight", true, text)),
                List.of(),
                Optional.empty());
    }

    private int weight(int rule, int backend) {
        return cluster.get(SHOP)
                .at("/spec/rules/" + rule + "/backendRefs/" + backend + "/weight")
                .asInt();
    }

    private String epoch() {
        return cluster.get(SHOP)
                .path("metadata")
                .path("annotations")
                .path("headgate.dev/epoch")
                .asString("");
    }
}
