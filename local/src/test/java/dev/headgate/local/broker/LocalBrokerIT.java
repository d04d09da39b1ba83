package dev.headgate.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.local.process.RunDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LocalBrokerIT {
    private static final Logger LOG = LoggerFactory.getLogger(LocalBrokerIT.class);
    private static final RunDirectory RUN = RunDirectory.create();
    private static LocalBroker broker;

    @BeforeAll
    static void startBroker() throws Exception {
        long start = System.nanoTime();
        broker = LocalBroker.start(BrokerOptions.quick(), RUN);
        createTopic("first");
        LOG.info("First topic after {} ms, {}", (System.nanoTime() - start) / 1_000_000, residentSize());
    }

    @AfterAll
    static void stopBroker() {
        RUN.close();
    }

    @Test
    void keepsTransactionalRecordsThroughAKillAndARestartOnTheSamePorts() throws Exception {
        createTopic("records");
        produceInTransaction("records", "before");
        String address = broker.bootstrapServers();

        broker.kill();
        broker.restart();
        produceInTransaction("records", "after");

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(committed("records", 2)).containsExactly("before", "after");
    }

    @Test
    void refusesToRestartWhileItRuns() {
        assertThatThrownBy(() -> broker.restart()).hasMessageContaining("is running: kill or stop it first");
    }

    @Test
    void createsNoTopicByItself() {
        try (var admin = admin()) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("never-made"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void looksForAbandonedTransactionsOftenWhenQuickAndAsUsualWhenStock() throws Exception {
        String scan = "transaction.abort.timed.out.transaction.cleanup.interval.ms";
        String session = "group.min.session.timeout.ms";

        assertThat(brokerConfiguration()).containsEntry(scan, "500").containsEntry(session, "500");
        assertThat(BrokerOptions.stock().properties()).doesNotContainKeys(scan, session);
        assertThat(BrokerOptions.stock().with(scan, "700").properties()).containsExactly(Map.entry(scan, "700"));
    }

    private static Map<String, String> brokerConfiguration() throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (var admin = admin()) {
            var entries = admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .entries();
            var values = new java.util.HashMap<String, String>();
            entries.forEach(entry -> values.put(entry.name(), entry.value()));
            return values;
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void createTopic(String name) throws Exception {
        try (var admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
        }
    }

    private static void produceInTransaction(String topic, String value) throws Exception {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "test");
        try (var producer = new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
            producer.commitTransaction();
        }
    }

    private static List<String> committed(String topic, int count) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new ArrayList<String>();
            for (int i = 0; i < 100 && values.size() < count; i++) {
                consumer.poll(Duration.ofMillis(200)).forEach(consumed -> values.add(consumed.value()));
            }
            return values;
        }
    }

    private static String residentSize() throws Exception {
        Path status = Path.of("/proc", Long.toString(broker.process().pid()), "status");
        try (var lines = Files.lines(status, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("VmRSS")).findFirst().orElse("size unknown");
        }
    }
}
