package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.BrokerKind;
import dev.headgate.it.harness.CommandLine;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Policies;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.local.proxy.TrafficSplitter;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A running rollout is steered by commands as people type them, and rolled back without a gate once that is dead. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SteeringIT {
    private static final String CANARY = "2.4.1";
    private static final String BASELINE = "2.4.0";
    private static final String STEERED = "steered";
    private static final String LEFT = "left";

    @RegisterExtension
    static final Installation installation = new Installation(BrokerKind.CHILD_PROCESS, "steer.");

    private static final Map<String, TrafficSplitter> splitters = new HashMap<>();
    private static CommandLine headgate;
    private static ChildProcess gate;

    @BeforeAll
    static void startTheStackByTheCommandLine() throws Exception {
        headgate = new CommandLine(
                installation.run(),
                Map.of(
                        "HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers(),
                        "HEADGATE_TOPIC_PREFIX", installation.topics().prefix(),
                        "HEADGATE_OPERATOR_KEY",
                                installation.keys().operatorFile().toString()));
        for (String service : List.of(STEERED, LEFT)) {
            splitters.put(service, installation.haproxy(service, CANARY, BASELINE));
        }
        gate = headgate.start("gate", List.of(), "gate", "--config", gateFile());
        ChildProcess executor = headgate.start("executor", List.of(), "executor", "--config", executorFile());
        gate.awaitReady(ReadyCondition.logLine("headgate gate ready http=(\\S+)"), Await.LONG);
        executor.awaitReady(ReadyCondition.logLine("headgate executor ready http=(\\S+)"), Await.LONG);
    }

    @Test
    @Order(1)
    void aRunningRolloutDoesWhatIsSaidAndSaysSo() throws Exception {
        Path policy = start(STEERED);

        Ended pause = steer("pause");
        assertThat(pause.code()).as(pause.out() + pause.err()).isZero();
        assertThat(pause.out()).contains("record", "paused by");
        Ended shown = headgate.run("rollout", "show", "--service", STEERED);
        assertThat(shown.out())
                .contains("paused", "waits     resume", "headgate rollout resume --service " + STEERED)
                .contains("headgate rollout abort --service " + STEERED);
        assertThat(headgate.run("rollout", "status").out()).contains("waits     resume");

        Ended resume = steer("resume");
        assertThat(resume.out()).contains("record", "resumed by");

        Ended lower = steer("set-weight", "7%", "--reason", "less load");
        assertThat(lower.code()).as(lower.out() + lower.err()).isZero();
        Await.until("the splitter to show 7 %", () -> weight(STEERED) == 7);
        Ended higher = steer("set-weight", "20%", "--reason", "more load");
        assertThat(higher.code()).isEqualTo(1);
        assertThat(higher.out()).contains("refuse", "more than the 10%");

        Ended change = steer("change-policy", policy.toString(), "--reason", "read again");
        assertThat(change.code()).as(change.out() + change.err()).isZero();
        assertThat(change.out()).contains("the policy was changed");

        Ended advance = steer("advance", "--reason", "seen by hand");
        assertThat(advance.code()).as(advance.out() + advance.err()).isZero();
        assertThat(advance.out()).contains("promote", "advanced by", "seen by hand");
        Await.until("the splitter to show it", () -> weight(STEERED) > 10);
        Ended back = steer("step-back", "--reason", "seen by hand too");
        assertThat(back.code()).as(back.out() + back.err()).isZero();
        Await.until("the splitter to show it", () -> weight(STEERED) == 10);
    }

    @Test
    @Order(2)
    void whatFitsNothingIsRefusedOnTheRecord() throws Exception {
        Ended approve = steer("approve", "--role", "release-managers");
        Ended tick = steer("tick", "go-live", "audit", "--role", "security");
        Ended acknowledge = steer("acknowledge");

        assertThat(List.of(approve, tick, acknowledge)).allSatisfy(ended -> {
            assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(1);
            assertThat(ended.out()).contains("refuse", "was refused:");
        });
    }

    @Test
    @Order(3)
    void aServiceWithoutTelemetryGetsNoDraftButAWayToOne() throws Exception {
        Ended init = headgate.run("init", "--service", "nobody");

        assertThat(init.code()).isEqualTo(1);
        assertThat(init.err())
                .contains(
                        "there is no telemetry of nobody in the last 10 minutes", "Publish an event for each request");
    }

    @Test
    @Order(4)
    void anAnswerThatAnEarlierGateWouldTakeForAnotherIsNotSent() throws Exception {
        String service = "earlier";
        asksAsAnEarlierGate(service);

        Ended yes = approve(service, "--stage", "1");
        Ended named = approve(service, "--rollout", service + "-1", "--stage", "1");
        Ended bare = approve(service);

        assertThat(List.of(yes, named)).allSatisfy(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .contains(
                            "it would take this for a yes to what it asks sre; nothing was sent",
                            "with neither --stage nor --question");
        });
        assertThat(bare.out()).as("was sent").contains("there is no rollout earlier-1 of earlier");
    }

    private static Ended approve(String service, String... more) throws Exception {
        return headgate.run(
                Stream.concat(Stream.of("rollout", "approve", "--role", "sre", "--service", service), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void asksAsAnEarlierGate(String service) {
        Instant now = Instant.now();
        WaitingFor answer = new WaitingFor("answer", "sre", "a yes of sre, else it is rolled back", Optional.empty());
        RolloutState state = new RolloutState(
                        service + "-1",
                        service,
                        1,
                        "correlation",
                        "policy",
                        "0".repeat(64),
                        Mode.ENFORCE,
                        CANARY,
                        BASELINE,
                        Phase.OBSERVING,
                        0,
                        2,
                        new Weight(10),
                        Optional.of(new Weight(10)),
                        Optional.of(now),
                        now,
                        now,
                        2,
                        "10 % confirmed")
                .in(new RolloutSituation(List.of(answer), List.of(), List.of(), List.of()));
        installation
                .operator()
                .send(
                        TopicCatalogue.GATE_ROLLOUTS,
                        Optional.empty(),
                        service,
                        new JsonCodec().write(state),
                        (value, headers) -> {});
    }

    @Test
    @Order(5)
    void onceTheGateIsDeadAnOperatorRollsBackAlone() throws Exception {
        start(LEFT);

        Ended alive = headgate.run("rollback", "--direct", "--service", LEFT, "--reason", "too early", "--yes");
        gate.kill();
        Ended unconfirmed =
                headgate.run("rollback", "--direct", "--service", LEFT, "--reason", "gate is dead", "--although-alive");
        Ended direct = headgate.run(
                "rollback", "--direct", "--service", LEFT, "--reason", "gate is dead", "--although-alive", "--yes");

        assertThat(alive.code()).isEqualTo(1);
        assertThat(alive.err()).contains("a gate is alive", "headgate rollout abort --service " + LEFT);
        assertThat(unconfirmed.code()).isEqualTo(1);
        assertThat(unconfirmed.err()).contains("Type the service's name", "nothing was sent");
        assertThat(direct.code()).as(direct.out() + direct.err()).isZero();
        assertThat(direct.out()).contains("/direct-1", "succeeded");
        assertThat(weight(LEFT)).isZero();
    }

    private static Path start(String service) throws Exception {
        Path policy = installation.run().write(service + ".yaml", Policies.patient(service));
        Ended start = headgate.run(
                "rollout",
                "start",
                "--service",
                service,
                "--canary",
                CANARY,
                "--baseline",
                BASELINE,
                "--policy",
                policy.toString());
        assertThat(start.code()).as(start.out() + start.err()).isZero();
        Await.until("the weight to be in force", () -> weight(service) == 10);
        // The gate must have heard of it too.
        Await.until(
                "the gate to observe",
                () -> headgate.run("rollout", "status", "--service", service)
                        .out()
                        .contains("observing"));
        return policy;
    }

    private static Ended steer(String command, String... more) throws Exception {
        return headgate.run(
                Stream.concat(Stream.of("rollout", command, "--service", STEERED, "--timeout", "45"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static int weight(String service) {
        return splitters.get(service).runtimeApi().weight(service, CANARY);
    }

    private static String gateFile() {
        return installation
                .run()
                .write("gate.yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        signing.key: %s
                        trusted.keys: %s
                        state.dir: %s
                        commit.interval: 50ms
                        tick.interval: 100ms
                        progress.interval: 250ms
                        session.timeout: 6s
                        transaction.timeout: 10s
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                installation.keys().gateFile(),
                                installation.keys().trustedByGate(),
                                installation.run().directory("gate")))
                .toString();
    }

    private static String executorFile() {
        return installation
                .run()
                .write("executor.yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        trusted.keys: %s
                        trusted.operator.keys: %s
                        runbooks: %s
                        session.timeout: 6s
                        lease: 1s
                        """.formatted(
                                installation.bootstrapServers(),
                                installation.topics().prefix(),
                                installation.keys().trustedByExecutor(),
                                installation.keys().trustedByGate(),
                                installation.run().directory("runbooks")))
                .toString();
    }
}
