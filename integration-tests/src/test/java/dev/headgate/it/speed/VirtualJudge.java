package dev.headgate.it.speed;

import dev.headgate.core.GateSettings;
import dev.headgate.documents.PolicyHash;
import dev.headgate.processor.judge.JudgeSettings;
import dev.headgate.processor.judge.JudgeTopics;
import dev.headgate.processor.judge.JudgeTopology;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.processor.streams.SourceLag;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** One judge task whose time is given to it, with the state and the changelog that it would have on a broker. */
final class VirtualJudge implements AutoCloseable {

    private static final JudgeTopics TOPICS = new JudgeTopics(
            "sketches",
            "commands",
            "executions",
            "decisions",
            "evaluations",
            "rollouts",
            "policies",
            "ticks",
            "dead-letters");
    private static final List<String> OUTPUTS =
            List.of("decisions", "evaluations", "rollouts", "policies", "ticks", "dead-letters");
    private static final String CHANGELOG = "virtual-judge-state-changelog";

    private final JsonCodec json = new JsonCodec();
    private final TopologyTestDriver driver;
    private final SigningKey operator;
    private Instant now;

    /** Makes its keys in an empty directory. */
    VirtualJudge(Path keys, Instant beginning) {
        now = beginning;
        KeyFiles.create(keys.resolve("operators"), "ann");
        KeyFiles.create(keys.resolve("gate"), "gate");
        operator = SigningKey.load(keys.resolve("operators/ann.private.pem"));
        JudgeSettings settings = new JudgeSettings(
                GateSettings.DEFAULTS,
                Duration.ofMillis(200),
                StreamsProperties.LARGEST_RECORD_BYTES,
                SigningKey.load(keys.resolve("gate/gate.private.pem")),
                TrustedKeys.load(keys.resolve("operators")));
        Properties properties = new Properties();
        properties.put("application.id", "virtual");
        driver = new TopologyTestDriver(
                JudgeTopology.of(
                        TOPICS,
                        settings,
                        OnePartition::new,
                        new MicrometerJudgeMeter(new SimpleMeterRegistry()),
                        () -> now),
                properties,
                beginning);
    }

    void start(String service, String policy) {
        CommandHeader header = new CommandHeader(
                "start-" + service, "correlation", service, service + "-1", "ann", now, "a measurement");
        byte[] value = json.write(
                new StartRollout(header, "2.0", "1.0", new PolicyText("policy.yaml", policy, PolicyHash.of(policy))));
        RecordHeaders headers = new RecordHeaders();
        operator.sign(value, headers);
        input("commands").pipeInput(new TestRecord<>(bytes(service), value, headers));
    }

    void tell(SketchDelta delta) {
        input("sketches").pipeInput(bytes(delta.service()), SketchCodec.write(delta));
    }

    /** Lets time go on; combiners tell that they have come so far. */
    void advance(Duration time) {
        now = now.plus(time);
        input("sketches")
                .pipeInput(SketchCodec.write(new CombinerProgress(
                        0,
                        1,
                        now.toEpochMilli(),
                        now.toEpochMilli(),
                        true,
                        new TreeMap<>(Map.of("requests", 1)),
                        new TreeMap<>())));
        driver.advanceWallClockTime(time);
    }

    Instant now() {
        return now;
    }

    /** Throws away what it has published, and says how many bytes of it there were. */
    long drainPublished() {
        return OUTPUTS.stream().mapToLong(this::drain).sum();
    }

    /** Throws away what went into the changelog, and says how many bytes there were. */
    long drainChangelog() {
        return drain(CHANGELOG);
    }

    /** What a compacted changelog holds, bytes of keys and values. */
    long stateBytes() {
        long bytes = 0;
        try (KeyValueIterator<String, byte[]> entries =
                driver.<String, byte[]>getKeyValueStore(JudgeTopology.STATE).all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                bytes += entry.key.length() + entry.value.length;
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        driver.close();
    }

    private long drain(String topic) {
        return driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList()
                .stream()
                .mapToLong(record -> (record.key() == null ? 0 : record.key().length)
                        + (record.value() == null ? 0 : record.value().length))
                .sum();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer(), now, Duration.ZERO);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Every topic has one partition, of which everything was read. */
    private static final class OnePartition implements SourceLag {

        @Override
        public void begin(TopicPartition partition) {}

        @Override
        public boolean caughtUp(TopicPartition partition, long processedOffset) {
            return true;
        }

        @Override
        public Duration hiddenFor(TopicPartition partition) {
            return Duration.ZERO;
        }

        @Override
        public long nextOffset(TopicPartition partition, long processedOffset) {
            return processedOffset + 1;
        }

        @Override
        public int partitionCount(String topic) {
            return 1;
        }
    }
}
