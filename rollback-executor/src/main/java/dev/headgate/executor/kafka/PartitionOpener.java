package dev.headgate.executor.kafka;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Effects;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.settings.ExecutorSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Takes a partition over: fences the former owner first, then reads the journal to its end. Thread-safe. */
final class PartitionOpener {

    private final ExecutorSettings settings;
    private final Clients clients;
    private final ExecutorTopics topics;
    private final Acceptance acceptance;
    private final Effects actions;
    private final ExecutorService pool;
    private final ExecutorMeters meters;
    private final Clock clock;

    PartitionOpener(
            ExecutorSettings settings,
            Clients clients,
            ExecutorTopics topics,
            Acceptance acceptance,
            Effects actions,
            ExecutorService pool,
            ExecutorMeters meters,
            Clock clock) {
        this.settings = settings;
        this.clients = clients;
        this.topics = topics;
        this.acceptance = acceptance;
        this.actions = actions;
        this.pool = pool;
        this.meters = meters;
        this.clock = clock;
    }

    /** Opens a partition; nothing if that has become pointless. */
    Optional<OwnedPartition> open(int number, Intake intake, BooleanSupplier unwanted) {
        Producer<byte[], byte[]> producer = clients.owner(number);
        PartitionWriter writer = new PartitionWriter(producer, topics, number);
        try {
            if (!unwanted.getAsBoolean()) {
                producer.initTransactions();
                JournalReader.Reading journal =
                        new JournalReader(clients).read(new TopicPartition(topics.journal(), number), unwanted);
                if (!unwanted.getAsBoolean()) {
                    return Optional.of(owned(number, writer, journal, intake));
                }
            }
            writer.close();
            return Optional.empty();
        } catch (RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    private OwnedPartition owned(int number, PartitionWriter writer, JournalReader.Reading journal, Intake intake) {
        return new OwnedPartition(
                number,
                writer,
                journal,
                acceptance,
                intake,
                new Work(pool, actions, clock),
                new WeightWatch(acceptance, settings.reassertInterval(), settings.reassertAfter()),
                new Report(meters, topics),
                clock,
                settings.scope().dryRun() ? settings.name() + " (dry run)" : settings.name(),
                settings.queueLimit());
    }
}
