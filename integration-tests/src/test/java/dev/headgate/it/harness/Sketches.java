package dev.headgate.it.harness;

import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at {@code gate.sketches} as a read_committed reader does. */
public final class Sketches {

    private final Installation installation;
    private final String topic;
    private final Admin admin;
    private final Map<String, List<TopicPartition>> partitions = new HashMap<>();

    /** Those of an installation. */
    public Sketches(Installation installation) {
        this.installation = installation;
        admin = installation.keep(installation.admin());
        topic = installation.topics().name(TopicCatalogue.GATE_SKETCHES);
    }

    /** Sum of the offsets up to which everything in a topic, by its full name, is committed. */
    public long committedUpTo(String anyTopic) {
        return ends(anyTopic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Up to where readers of what combine and judge have to say get at present, in every partition. */
    public Map<TopicPartition, Long> committed() {
        Map<TopicPartition, Long> all = new HashMap<>(ends(topic));
        all.putAll(ends(installation.topics().name(TopicCatalogue.GATE_TICKS)));
        return all;
    }

    /** Whether both have committed in every partition since then: a gate that lives does so all the time. */
    public boolean committedEverywhereSince(Map<TopicPartition, Long> before) {
        return committed().entrySet().stream().allMatch(end -> end.getValue() > before.getOrDefault(end.getKey(), 0L));
    }

    /** Waits until combiners have told, in committed progress, that they have consumed everything published. */
    public void awaitEverythingConsumed() {
        awaitEverythingConsumed(TopicCatalogue.TELEMETRY_REQUESTS);
    }

    /** The same of another topic of telemetry, by its name without prefix. */
    public void awaitEverythingConsumed(String shortName) {
        String requests = installation.topics().name(shortName);
        Map<Integer, Long> published = ends(requests).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
        Await.until("all telemetry is combined and committed", () -> {
            Map<Integer, Long> consumed = new HashMap<>();
            forEach(message -> {
                if (message instanceof CombinerProgress progress) {
                    consumed.merge(progress.task(), progress.sourceOffsets().getOrDefault(requests, 0L), Long::max);
                }
            });
            return published.entrySet().stream()
                    .allMatch(entry -> consumed.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
        });
    }

    /** Exact sums of all measurements committed, by service, series and second. */
    public Map<String, MeasurementSum> measurements() {
        Map<String, MeasurementSum> sums = new TreeMap<>();
        forEach(message -> {
            if (message instanceof MeasurementDelta delta) {
                Measured.add(delta, sums);
            }
        });
        return sums;
    }

    /** Exact sums of everything committed. */
    public Published sums() {
        Published sums = new Published();
        forEach(message -> {
            if (message instanceof SketchDelta delta) {
                sums.add(delta);
            }
        });
        return sums;
    }

    private void forEach(java.util.function.Consumer<SketchMessage> action) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", installation.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> ends = ends(topic);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    action.accept(SketchCodec.read(record.value()));
                }
            }
        }
    }

    private List<TopicPartition> partitions(String topic) throws ExecutionException, InterruptedException {
        List<TopicPartition> known = partitions.getOrDefault(topic, List.of());
        if (known.isEmpty()) {
            known = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            partitions.put(topic, known);
        }
        return known;
    }

    private Map<TopicPartition, Long> ends(String topic) {
        try {
            Map<TopicPartition, OffsetSpec> latest = partitions(topic).stream()
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            return admin
                    .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot ask for the end of " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking for the end of " + topic, e);
        }
    }
}
