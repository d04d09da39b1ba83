package dev.headgate.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.it.harness.Await;
import dev.headgate.it.harness.CommandLine.Ended;
import dev.headgate.it.harness.Installation;
import dev.headgate.it.harness.Shell;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real broker with faults that were made on purpose: each is found, and what is well is said to be well. */
class DoctorIT {
    private static final String NOBODY = "127.0.0.1:9";

    @RegisterExtension
    static final Installation installation = new Installation();

    private static final TopicCatalogue ILL = new TopicCatalogue("ill.", TopicSizing.LOCAL);

    private static Shell shell;
    private static KafkaProducer<byte[], byte[]> hung;

    @BeforeAll
    static void makeFaults() throws Exception {
        makeIll();
        hung = producer();
        hung.initTransactions();
        hung.beginTransaction();
        hung.send(new ProducerRecord<>(ILL.name(TopicCatalogue.GATE_SKETCHES), 0, null, new byte[] {1}))
                .get();
        shell = Shell.start(installation.run(), Map.of("HEADGATE_BOOTSTRAP_SERVERS", installation.bootstrapServers()));
    }

    @AfterAll
    static void endThem() {
        shell.close();
        hung.close(Duration.ZERO);
    }

    @Test
    void anInstallationThatIsWellIsSaidToBeWell() throws Exception {
        installation.gate("all").start();

        Ended doctor = shell.run(
                "doctor",
                "--topic-prefix",
                "it.",
                "--signing-key",
                installation.keys().operatorFile().toString(),
                "--operator-keys",
                installation.keys().trustedByGate().toString(),
                "--trusted-keys",
                installation.keys().trustedByExecutor().toString(),
                "--as",
                "operator");

        assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
        assertThat(doctor.out())
                .contains("✓ broker       cluster ", "1 broker, all reachable")
                .contains("✓ topics       all 13 are there")
                .contains("✓ rights       as operator this user may do all that was asked about")
                .contains("✓ transactions none hangs")
                .contains("✓ lag          the gate (combine) keeps up, 1 member")
                .contains("✓ lag          the gate (judge) keeps up, 1 member")
                .contains("! lag          the executor has never run here: there is no group it-executor")
                .contains("✓ clock        agrees with the brokers' within ")
                .contains("✓ keys         the signing key ", "✓ keys         no decision in the last day")
                .contains("✓ versions     headgate ", "Nothing is wrong, 1 is doubtful.");
    }

    @Test
    void everyFaultIsFoundAndNamed() throws Exception {
        Path key =
                KeyFiles.create(installation.run().path().resolve("ill"), "bob").privateKey();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-r--"));
        unsignedDecision();
        String[] words = {
            "doctor",
            "--topic-prefix",
            "ill.",
            "--bootstrap-servers",
            installation.bootstrapServers() + "," + NOBODY,
            "--signing-key",
            key.toString(),
            "--operator-keys",
            installation.keys().trustedByGate().toString(),
            "--trusted-keys",
            installation.keys().trustedByExecutor().toString(),
            "-o",
            "json"
        };

        Await.until(
                "the transaction to be long open", () -> shell.run(words).out().contains("has been open in"));
        Ended doctor = shell.run(words);

        assertThat(doctor.code()).isEqualTo(1);
        List<JsonNode> findings =
                doctor.out().lines().map(JsonMapper.shared()::readTree).toList();
        assertThat(sentences(findings, "broker")).anyMatch(line -> line.startsWith(NOBODY + " cannot be reached"));
        assertThat(sentences(findings, "topics"))
                .anyMatch(line -> line.contains("missing") && line.contains("ill.gate.ticks"))
                .anyMatch(line -> line.contains("ill.gate.evaluations has 3, the others have 4"))
                .anyMatch(line -> line.contains("ill.gate.rollouts has cleanup.policy=delete, expected compact"));
        assertThat(sentences(findings, "transactions"))
                .anyMatch(line -> line.contains("a transaction of somebody has been open in ill.gate.sketches/0"));
        assertThat(sentences(findings, "keys"))
                .anyMatch(line -> line.contains("is open to others (rw-rw-r--)"))
                .anyMatch(line -> line.contains("its commands are not obeyed"))
                .anyMatch(line -> line.contains("is not signed"));
        assertThat(findings)
                .filteredOn(finding -> finding.get("level").stringValue().equals("wrong"))
                .allMatch(finding -> !finding.get("remedy").stringValue().isEmpty());
    }

    @Test
    void whereNobodyListensItSaysSoAtOnceAndLooksAtTheKeysAllTheSame() {
        Ended doctor = shell.run(
                "doctor",
                "--bootstrap-servers",
                NOBODY,
                "--signing-key",
                installation.keys().operatorFile().toString());

        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("✗ broker       no broker can be reached: " + NOBODY + " (connection refused)")
                .contains("✓ keys         the signing key ");
    }

    @Test
    void aClientThatWantsTlsOfAPlainListenerIsToldSo() throws Exception {
        Path config = installation
                .run()
                .write(
                        "tls.properties",
                        "security.protocol=SSL\ndefault.api.timeout.ms=3000\nrequest.timeout.ms=2000\n");

        Ended doctor = shell.run("doctor", "--kafka-config", config.toString());

        assertThat(doctor.code()).isEqualTo(1);
        assertThat(doctor.out())
                .contains("does not answer in time (security.protocol is SSL)", "is this the listener for SSL?");
    }

    private static void makeIll() throws Exception {
        try (Admin admin = installation.admin()) {
            TopicCreation.create(admin, ILL);
            String evaluations = ILL.name(TopicCatalogue.GATE_EVALUATIONS);
            admin.deleteTopics(List.of(ILL.name(TopicCatalogue.GATE_TICKS), evaluations))
                    .all()
                    .get();
            Await.until(
                    "the topic to be gone",
                    () -> !admin.listTopics().names().get().contains(evaluations));
            Map<String, String> settings =
                    ILL.topic(TopicCatalogue.GATE_EVALUATIONS).configuration();
            admin.createTopics(List.of(
                            new NewTopic(evaluations, Optional.of(3), Optional.of((short) 1)).configs(settings)))
                    .all()
                    .get();
            var rollouts = new ConfigResource(ConfigResource.Type.TOPIC, ILL.name(TopicCatalogue.GATE_ROLLOUTS));
            var delete = new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(rollouts, List.of(delete)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void unsignedDecision() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", installation.bootstrapServers());
        try (var plain = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            plain.send(new ProducerRecord<>(ILL.name(TopicCatalogue.GATE_DECISIONS), new byte[] {1}))
                    .get();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer() {
        Properties properties = new Properties();
        properties.setProperty("bootstrap.servers", installation.bootstrapServers());
        properties.setProperty("transactional.id", "somebody");
        properties.setProperty("transaction.timeout.ms", "120000");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<String> sentences(List<JsonNode> findings, String check) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode finding : findings) {
            if (finding.get("check").stringValue().equals(check)) {
                sentences.add(finding.get("finding").stringValue());
            }
        }
        return sentences;
    }
}
