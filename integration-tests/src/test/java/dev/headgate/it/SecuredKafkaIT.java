package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headgate.it.harness.AuthorizerLog.Asked;
import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Runbooks;
import dev.headgate.it.harness.SecuredInstallation;
import dev.headgate.local.proxy.Backend;
import dev.headgate.local.proxy.Backend.Server;
import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.local.proxy.TrafficSplitter;
import dev.headgate.schemas.access.AccessList;
import dev.headgate.schemas.access.Identities;
import dev.headgate.schemas.access.Participant;
import dev.headgate.schemas.access.Right;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSpec;
import dev.headgate.telemetry.PublishMode;
import dev.headgate.telemetry.TelemetryClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A whole installation on brokers that forbid what is not allowed: everybody has the rights that {@code headgate topics acls}
 * prints, and no others. A bad release is rolled back, and what nobody needs is refused.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecuredKafkaIT {

    private static final String SERVICE = "shop";
    private static final String POLICY = """
            policy: secured
            window: 5s
            minRequests: 5
            runbooks: { shift: shift-shop, rollback: shift-shop }
            stop: [ errorRate > 10% -> rollback critical ]
            stages:
              - { weight: 10%, hold: 1s .. 1h, advance: [ errorRate < 5% ] }
              - { weight: 100%, watch: 1s }
            """;

    /** What this does not drive: signals between the services of a train. */
    private static final Set<String> NOT_DRIVEN = Set.of("judge WRITE it.gate.commands");

    /** Those who are made to do all that they do. */
    private static final List<Participant> DRIVEN = List.of(
            Participant.ADMINISTRATOR,
            Participant.APPLICATION,
            Participant.COMBINE,
            Participant.JUDGE,
            Participant.EXECUTOR);

    private static final ScheduledExecutorService BEAT = Executors.newScheduledThreadPool(1);
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private static SecuredInstallation headgate;
    private static AccessList access;
    private static TrafficSplitter splitter;
    private static HttpServer chat;

    @BeforeAll
    static void start() throws Exception {
        headgate = SecuredInstallation.start(Stream.of(Participant.values())
                .map(SecuredKafkaIT::user)
                .filter(user -> !user.equals(SecuredInstallation.EXECUTOR))
                .distinct()
                .toList());
        access = new AccessList(
                headgate.topics(), Identities.standard(headgate.topics().prefix()));
        splitter = TrafficSplitter.start(
                SplitterKind.best(),
                new Backend(SERVICE, List.of(new Server("1.0", 9, 100), new Server("2.0", 9, 0))),
                headgate.run());
        chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        chat.createContext("/", exchange -> {
            TOLD.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        chat.start();
    }

    @AfterAll
    static void stop() throws Exception {
        BEAT.shutdownNow();
        for (AutoCloseable each : OPEN) {
            each.close();
        }
        chat.stop(0);
        headgate.close();
    }

    @Test
    @Order(1)
    void thePrintedRightsAreGrantedByKafkasOwnProgramAndAreTheOnesOfTheList() throws Exception {
        headgate.script("acls", done(headgate.type("topics", "acls", "--print")), SecuredInstallation.ROOT);

        try (Admin root = headgate.root()) {
            Map<String, Set<String>> granted = root.describeAcls(AclBindingFilter.ANY).values().get().stream()
                    .collect(Collectors.groupingBy(
                            acl -> acl.entry().principal(),
                            Collectors.mapping(
                                    acl -> acl.entry().operation() + " "
                                            + acl.pattern().resourceType() + " "
                                            + acl.pattern().patternType() + " "
                                            + acl.pattern().name(),
                                    Collectors.toCollection(TreeSet::new))));

            assertThat(granted).isEqualTo(listed());
        }
    }

    @Test
    @Order(2)
    void thePrintedTopicsAreMadeByTheAdministratorAsTheCatalogueHasThem() throws Exception {
        String printed = done(headgate.type(
                "topics",
                "create",
                "--print",
                "shell",
                "--partitions",
                "4",
                "--telemetry-partitions",
                "4",
                "--replication",
                "1"));
        headgate.script("topics", printed, user(Participant.ADMINISTRATOR));

        String again = done(headgate.typeAs(
                user(Participant.ADMINISTRATOR),
                "topics",
                "create",
                "--partitions",
                "4",
                "--telemetry-partitions",
                "4",
                "--replication",
                "1"));

        assertThat(again.lines()).hasSize(13).allMatch(line -> line.startsWith("exists"));
        try (Admin root = headgate.root()) {
            for (TopicSpec topic : headgate.topics().topics()) {
                TopicDescription made = root.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name());
                assertThat(made.partitions()).hasSize(topic.partitions());
                assertThat(made.partitions().get(0).replicas()).hasSize(topic.replication());
                assertThat(ownSettings(root, topic.name()))
                        .isEqualTo(TopicCreation.newTopic(topic).configs());
            }
        }
    }

    @Test
    @Order(3)
    void aBadReleaseIsRolledBackByProcessesThatMayDoNothingElse() throws Exception {
        headgate.startProcesses(Runbooks.shift(SERVICE, splitter.runtimeApiAddress()), notices());
        publish("1.0", PublishMode.SUMMARIES, 0);
        publish("2.0", PublishMode.EVENTS, 2);
        done(headgate.typeAs(user(Participant.APPLICATION), "measure", "gauge", "queue", "3", "--service", SERVICE));

        String policy = headgate.run().write("policy.yaml", POLICY).toString();
        done(headgate.typeAs(
                user(Participant.OPERATOR),
                "rollout",
                "start",
                "--service",
                SERVICE,
                "--canary",
                "2.0",
                "--baseline",
                "1.0",
                "--policy",
                policy));
        Await.until("the rollout is rolled back", () -> phase() == Phase.ROLLED_BACK);

        assertThat(splitter.runtimeApi().statistics().stream()
                        .filter(row -> "2.0".equals(row.get("svname")))
                        .map(row -> row.get("weight")))
                .containsExactly("0");
        Await.until("people are told", () -> TOLD.stream().anyMatch(notice -> notice.contains("rollback")));
        String viewer = user(Participant.VIEWER);
        assertThat(done(headgate.typeAs(viewer, "rollout", "show", "--service", SERVICE)))
                .contains("rolled-back");
        assertThat(done(headgate.typeAs(viewer, "executions", "list"))).contains("succeeded");
        assertThat(done(headgate.typeAs(viewer, "topics", "list"))).doesNotContain("missing");
    }

    @Test
    @Order(4)
    void whatCannotBeUsedIsPutAsideAndReplayedWithTheRightsForThat() throws Exception {
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        sendAs(user(Participant.APPLICATION), TopicCatalogue.TELEMETRY_REQUESTS, garbage);
        sendAs(user(Participant.OPERATOR), TopicCatalogue.GATE_COMMANDS, garbage);
        sendAs(user(Participant.ON_CALL), TopicCatalogue.GATE_DECISIONS, garbage);
        Await.until("each reader has put its own aside", () -> {
            String letters = done(headgate.typeAs(user(Participant.VIEWER), "dead-letters", "list"));
            return Stream.of("telemetry.requests", "gate.commands", "gate.decisions")
                    .allMatch(topic -> letters.contains("it." + topic + "/"));
        });

        Ended replayed = headgate.typeAs(
                user(Participant.REPLAYER), "dead-letters", "replay", "--topic", "it.telemetry.requests");

        assertThat(replayed.code()).as(replayed.out() + replayed.err()).isZero();
        assertThat(done(headgate.typeAs(user(Participant.ON_CALL), "executions", "hold", "--reason", "a test")))
                .contains("held in 4 of 4 partitions");
    }

    @Test
    @Order(5)
    void whatAProxyLogsIsPublishedWithTheRightsForThat() {
        Path log = headgate.run().write("access.log", """
                {"server":"s","status":200,"method":"GET","path":"/","completedAt":%d,"seconds":0.02}
                """.formatted(System.currentTimeMillis() / 1000));

        headgate.stayAs(
                user(Participant.RECEIVER),
                "receive",
                "access-log",
                "--service",
                "proxied",
                "--file",
                log.toString(),
                "--from-beginning",
                "--format",
                "json",
                "--version-of",
                "s=1.0");

        Await.until(
                "how far the log was read is committed",
                () -> unused(Participant.RECEIVER).equals(List.of("receiver WRITE it.telemetry.dead-letters")));
    }

    @Test
    @Order(6)
    void anExecutorThatIsStartedAgainReadsWhatItRemembers() {
        headgate.restartExecutor();

        Await.until("the journal is read", () -> unused(Participant.EXECUTOR).isEmpty());
    }

    /** Before it is looked whether anybody was refused anything. */
    @Test
    @Order(7)
    void whoExaminesSeesAllThereIsWithTheRightsForThat() {
        Ended doctor = headgate.typeAs(
                user(Participant.DOCTOR),
                "doctor",
                "--as",
                "doctor",
                "--trusted-keys",
                headgate.keys().trustedByExecutor().toString());

        assertThat(doctor.out())
                .contains("✓ topics       all 13 are there")
                .contains("✓ rights       as doctor this user may do all that was asked about")
                .contains("✓ transactions none hangs")
                .contains(
                        "✓ lag          the gate (combine)", "✓ lag          the gate (judge)", "the executor keeps up")
                .contains("✓ clock        agrees")
                .containsPattern("✗ keys         the decision .* is not signed")
                .doesNotContain("could not be looked at", "may not be read");
    }

    @Test
    @Order(8)
    void nobodyWasRefusedAnythingAndNoRightWasPrintedInVain() {
        assertThat(headgate.authorizer().refused()).as("refused").isEmpty();
        List<String> unused = new ArrayList<>();
        for (Participant participant : DRIVEN) {
            unused.addAll(unused(participant));
        }
        assertThat(unused).containsExactlyInAnyOrderElementsOf(NOT_DRIVEN);
    }

    @Test
    @Order(9)
    void whatSomebodyDoesNotNeedIsRefused() {
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> sendAs(SecuredInstallation.EXECUTOR, TopicCatalogue.GATE_DECISIONS, value))
                .as("the executor decides nothing")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> sendAs(SecuredInstallation.EXECUTOR, TopicCatalogue.GATE_COMMANDS, value))
                .as("the executor commands nothing")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> sendAs(user(Participant.APPLICATION), TopicCatalogue.GATE_COMMANDS, value))
                .as("an application commands nothing")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> sendAs(user(Participant.OPERATOR), TopicCatalogue.GATE_DECISIONS, value))
                .as("an operator does not decide in the gate's place")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> sendAs(user(Participant.JUDGE), TopicCatalogue.EXECUTIONS, value))
                .as("the gate does not say what was executed")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> takeOver(user(Participant.APPLICATION), "it-executor-0"))
                .as("an application does not fence the executor")
                .isInstanceOf(TransactionalIdAuthorizationException.class);
    }

    @Test
    @Order(10)
    void aCommandThatIsRefusedSaysSo() {
        Ended abort = headgate.typeAs(user(Participant.VIEWER), "rollout", "abort", "--service", SERVICE);

        assertThat(abort.code()).isEqualTo(1);
        assertThat(abort.err()).contains("Kafka refuses", "headgate topics acls");
    }

    @Test
    @Order(11)
    void whoIsNotKnownGetsNoFurtherThanTheDoor() {
        assertThatThrownBy(() -> nodes(headgate.guessing(user(Participant.OPERATOR))))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> nodes(headgate.asStranger())).hasCauseInstanceOf(SslAuthenticationException.class);
    }

    /** Which rights somebody has not needed so far. */
    private static List<String> unused(Participant participant) {
        Set<Asked> asked = headgate.authorizer().asked();
        List<String> unused = new ArrayList<>();
        for (Right right : access.of(participant)) {
            for (AclOperation operation : right.operations()) {
                if (asked.stream().noneMatch(each -> each.usedBy("User:" + user(participant), right, operation))) {
                    unused.add(participant.wireName() + " " + operation + " " + right.name());
                }
            }
        }
        return unused;
    }

    private static String user(Participant participant) {
        return "it-" + participant.process();
    }

    private static String done(Ended ended) {
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        return ended.out();
    }

    private static Phase phase() {
        String state = done(
                headgate.typeAs(user(Participant.VIEWER), "rollout", "status", "--service", SERVICE, "-o", "json"));
        return new JsonCodec()
                .readRolloutState(state.strip().getBytes(StandardCharsets.UTF_8))
                .phase();
    }

    private static String notices() {
        return """
                default: hook
                channels:
                  hook: { webhook: { url: "http://127.0.0.1:%d/" }, rate: 1000 per 1s }
                routes:
                  - { decisions: [ rollback ], executions: [ succeeded ], channels: [ hook ] }
                """.formatted(chat.getAddress().getPort());
    }

    /** Ten requests a second, of which every n-th fails; none if it is 0. */
    private static void publish(String version, PublishMode mode, int everyNthFails) {
        TelemetryClient client = TelemetryClient.builder(SERVICE, version)
                .producerProperties(headgate.as(user(Participant.APPLICATION)))
                .topicPrefix(headgate.topics().prefix())
                .mode(mode)
                .build();
        OPEN.add(client);
        int[] count = {0};
        Future<?> unused = BEAT.scheduleAtFixedRate(
                () -> client.record(
                        "checkout", Duration.ofMillis(20), everyNthFails == 0 || ++count[0] % everyNthFails != 0),
                0,
                100,
                TimeUnit.MILLISECONDS);
    }

    private static void sendAs(String user, String topic, byte[] value) throws Exception {
        Map<String, Object> properties = headgate.as(user);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            headgate.topics().name(topic), SERVICE.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        }
    }

    private static void takeOver(String user, String transactionalId) {
        Map<String, Object> properties = headgate.as(user);
        properties.put("transactional.id", transactionalId);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }

    private static void nodes(Map<String, Object> client) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.describeCluster().nodes().get();
        }
    }

    private static Map<String, String> ownSettings(Admin admin, String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        Map<String, String> own = new TreeMap<>();
        config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> own.put(entry.name(), entry.value()));
        return own;
    }

    private static Map<String, Set<String>> listed() {
        Map<String, Set<String>> listed = new TreeMap<>();
        for (Participant participant : Participant.values()) {
            Set<String> own = listed.computeIfAbsent("User:" + user(participant), none -> new TreeSet<>());
            for (Right right : access.of(participant)) {
                right.operations()
                        .forEach(operation -> own.add(
                                operation + " " + right.resource() + " " + right.pattern() + " " + right.name()));
            }
        }
        return listed;
    }
}
