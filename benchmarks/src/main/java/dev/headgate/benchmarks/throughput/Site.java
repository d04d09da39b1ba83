package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.Input;
import dev.headgate.local.broker.BrokerOptions;
import dev.headgate.local.broker.LocalBroker;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.schemas.topics.TopicCatalogue;
import dev.headgate.schemas.topics.TopicCreation;
import dev.headgate.schemas.topics.TopicSizing;
import dev.headgate.schemas.topics.TopicSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Where trials take place: a broker of their own, topics for each, and a directory; all gone at the end. */
final class Site implements AutoCloseable {

    static final int PARTITIONS = 8;

    private static final int NODE = 1;

    private final RunDirectory run;
    private final LocalBroker broker;
    private final Admin admin;
    private int trials;

    private Site(RunDirectory run, LocalBroker broker) {
        this.run = run;
        this.broker = broker;
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** Starts a broker, compiled well and with room for what is written in one transaction. */
    static Site open() throws InterruptedException {
        RunDirectory run = RunDirectory.create();
        BrokerOptions options = BrokerOptions.stock()
                .with("group.initial.rebalance.delay.ms", "0")
                .with("log.retention.check.interval.ms", "3600000")
                .with("log.segment.delete.delay.ms", "1000");
        return new Site(run, LocalBroker.start(options, run));
    }

    RunDirectory run() {
        return run;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Positions positions() {
        return new Positions(admin);
    }

    /** The topics of a trial, under a prefix of its own. */
    TopicCatalogue makeTopics(Input input) throws InterruptedException {
        trials++;
        TopicCatalogue topics =
                new TopicCatalogue("trial-" + trials + ".", new TopicSizing(PARTITIONS, PARTITIONS, (short) 1));
        TopicCreation.create(admin, topics);
        if (input.isForeign()) {
            await(admin.createTopics(List.of(new NewTopic(input.topic(topics), PARTITIONS, (short) 1)))
                    .all());
        }
        return topics;
    }

    /** Removes a trial's topics with what they hold. */
    void removeTopics(TopicCatalogue topics, Input input) throws InterruptedException {
        List<String> names =
                new ArrayList<>(topics.topics().stream().map(TopicSpec::name).toList());
        if (input.isForeign()) {
            names.add(input.topic(topics));
        }
        await(admin.deleteTopics(names).all());
    }

    /**
     * How many bytes of keys and values an application's changelogs hold, the latest of each key.
     *
     * @param beginning what the names of its internal topics begin with; empty if it has none
     */
    long stateBytes(String beginning) {
        if (beginning.isEmpty()) {
            return 0;
        }
        Map<String, Integer> latest = new HashMap<>();
        try (WholeTopic changelogs = new WholeTopic(bootstrapServers(), changelogs(beginning))) {
            changelogs.read(record -> {
                String key = record.topic() + "-" + record.partition() + " "
                        + Base64.getEncoder().encodeToString(record.key());
                if (record.value() == null) {
                    latest.remove(key);
                } else {
                    latest.put(key, record.key().length + record.value().length);
                }
            });
        }
        return latest.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** How many bytes a topic takes on the disk, as it was packed. */
    long logBytes(String topic) throws InterruptedException {
        try {
            return admin.describeLogDirs(List.of(NODE)).allDescriptions().get().values().stream()
                    .flatMap(node -> node.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker could not be asked for the size of " + topic, failed);
        }
    }

    private List<TopicPartition> changelogs(String beginning) {
        try {
            List<String> names = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(beginning) && name.endsWith("-changelog"))
                    .toList();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> WholeTopic.partitions(
                            topic.name(), topic.partitions().size())
                            .stream())
                    .toList();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker could not be asked for its topics", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static void await(KafkaFuture<Void> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the topics of a trial could not be made or removed", failed);
        }
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
        run.close();
    }
}
