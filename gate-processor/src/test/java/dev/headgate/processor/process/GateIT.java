package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate in this process on a real broker; kills are for integration-tests. */
class GateIT {

    private static final RunDirectory RUN = RunDirectory.create();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static LocalBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = LocalBroker.start(BrokerOptions.quick(), RUN);
    }

    @AfterAll
    static void stopBroker() {
        RUN.close();
    }

    @Test
    void whatStandsBehindATransactionThatNobodyEndsIsNoSilence() throws Exception {
        createTopics("open.");
        List<SketchMessage> sketches = new ArrayList<>();
        try (Gate gate = new Gate(configuration("open."), EnumSet.of(GateApplication.COMBINE));
                KafkaConsumer<byte[], byte[]> consumer = consumer("open.gate.sketches");
                KafkaProducer<byte[], byte[]> producer = transactional("killed half-way")) {
            await().atMost(PATIENCE).until(() -> gate.ready().well());
            await().atMost(PATIENCE).until(() -> saidOfFirst(consumer, sketches).orElse(false));

            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("open.telemetry.requests", 0, new byte[0], new byte[] {1}))
                    .get();
            await().atMost(PATIENCE)
                    .until(() -> !saidOfFirst(consumer, sketches).orElse(true));

            producer.abortTransaction();
            await().atMost(PATIENCE).until(() -> saidOfFirst(consumer, sketches).orElse(false));
        }
    }

    /** Whether the first combiner says that it is caught up, in the last that came of it just now. */
    private static Optional<Boolean> saidOfFirst(KafkaConsumer<byte[], byte[]> consumer, List<SketchMessage> sketches) {
        sketches.clear();
        consumer.poll(Duration.ofMillis(100)).forEach(record -> sketches.add(SketchCodec.read(record.value())));
        return sketches.stream()
                .filter(CombinerProgress.class::isInstance)
                .map(CombinerProgress.class::cast)
                .filter(progress -> progress.task() == 0)
                .map(CombinerProgress::caughtUp)
                .reduce((earlier, later) -> later);
    }

    private static KafkaProducer<byte[], byte[]> transactional(String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Test
    void combinesWhatIsPublishedAndTellsThatItIsCaughtUpEvenWithASourceThatNeverHadARecord() throws Exception {
        createTopics("whole.");
        List<SketchMessage> sketches = new ArrayList<>();
        try (Gate gate = new Gate(configuration("whole."), EnumSet.allOf(GateApplication.class));
                KafkaConsumer<byte[], byte[]> consumer = consumer("whole.gate.sketches")) {
            await().atMost(PATIENCE).until(() -> gate.ready().well());
            publish("whole.telemetry.requests", 100);

            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> sketches.add(SketchCodec.read(record.value())));
                return requests(sketches) >= 100 && caughtUpTasks(sketches) == TopicSizing.LOCAL.telemetryPartitions();
            });

            assertThat(requests(sketches)).isEqualTo(100);
            assertThat(gate.live().well()).isTrue();
            assertThat(get(gate, "/health/ready")).contains("whole-combine RUNNING", "whole-judge RUNNING");
            assertThat(get(gate, "/metrics"))
                    .contains("headgate_judge_tasks 4.0")
                    .contains("headgate_judge_topic_partitions 4.0")
                    .contains("headgate_setting{key=\"threads\"} 1.0", "headgate_setting{key=\"tick.interval\"} ")
                    .contains("headgate_combine_requests_total 100.0")
                    .contains("headgate_combine_threads 1.0")
                    .containsPattern("kafka_consumer_fetch_manager_records_lag_max\\{.*whole-combine.*}")
                    .containsPattern("kafka_stream_failed_stream_threads_total\\{.*whole-judge.*} 0\\.0");
        }
        assertThat(directory.resolve("state/whole-combine.transactional-ids")).doesNotExist();
    }

    @Test
    void refusesTopicsThatAreNotThereAndSaysHowToMakeThem() {
        assertThatThrownBy(() -> new Gate(configuration("none."), EnumSet.of(GateApplication.COMBINE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic none.telemetry.requests does not exist")
                .hasMessageContaining("headgate topics create");
    }

    @Test
    void saysWhoseTheTopicsOfOpenTelemetryAreIfTheyAreNotThere() throws Exception {
        createTopics("untraced.");
        GateConfiguration configuration = GateConfiguration.read(
                Optional.empty(),
                Map.of(),
                List.of(
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "topic.prefix=untraced.",
                        "otlp.spans.topic=no_spans"));

        assertThatThrownBy(() -> new Gate(configuration, EnumSet.of(GateApplication.COMBINE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("topic no_spans does not exist; it is the OpenTelemetry Collector's: make it")
                .hasMessageNotContaining("headgate topics create");
    }

    @Test
    void aJudgeRefusesTopicsThatAreCutDifferently() throws Exception {
        createTopics("odd.");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createPartitions(Map.of("odd.gate.commands", NewPartitions.increaseTo(5)))
                    .all()
                    .get();
            await().atMost(PATIENCE)
                    .until(() -> admin.describeTopics(List.of("odd.gate.commands"))
                                    .allTopicNames()
                                    .get()
                                    .get("odd.gate.commands")
                                    .partitions()
                                    .size()
                            == 5);
        }

        assertThatThrownBy(() -> new Gate(configuration("odd."), EnumSet.of(GateApplication.JUDGE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must have the same number of partitions")
                .hasMessageContaining("odd.gate.commands=5");
    }

    private static void createTopics(String prefix) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicCreation.create(admin, new TopicCatalogue(prefix, TopicSizing.LOCAL));
        }
    }

    private GateConfiguration configuration(String prefix) throws Exception {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        KeyFiles.create(keys, "gate");
        return GateConfiguration.read(
                Optional.empty(),
                Map.of(),
                List.of(
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "topic.prefix=" + prefix,
                        "application.id.prefix=" + prefix.replace('.', '-'),
                        "signing.key=" + keys.resolve("gate.private.pem"),
                        "trusted.keys=" + keys,
                        "state.dir=" + directory.resolve("state"),
                        "session.timeout=3s",
                        "transaction.timeout=10s",
                        "kafka.replication.factor=1"));
    }

    private static void publish(String topic, int requests) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < requests; i++) {
                String event = """
                        {"service":"shop","version":"2.0","operation":"checkout","completedAtMillis":%d,
                         "latencyMicros":20000,"outcome":"success"}
                        """.formatted(System.currentTimeMillis());
                producer.send(new ProducerRecord<>(topic, event.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static long requests(List<SketchMessage> sketches) {
        return sketches.stream()
                .filter(SketchDelta.class::isInstance)
                .flatMap(message -> ((SketchDelta) message).seconds().stream())
                .mapToLong(SeriesSecond::requests)
                .sum();
    }

    private static long caughtUpTasks(List<SketchMessage> sketches) {
        return sketches.stream()
                .filter(message -> message instanceof CombinerProgress progress && progress.caughtUp())
                .map(message -> ((CombinerProgress) message).task())
                .distinct()
                .count();
    }

    private static String get(Gate gate, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + gate.httpAddress() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
