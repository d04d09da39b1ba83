package dev.headgate.console.command;

import dev.headgate.client.DirectDecisions;
import dev.headgate.client.HoldOrders;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.Properties;

/** How what people say reaches executors. Each throws a {@link org.apache.kafka.common.KafkaException} if the broker does not take it. */
public interface ExecutorLine {

    /** Writes a word about an execution, and waits for what the executor makes of it. */
    DirectDecisions.Outcome say(Decision word, Duration timeout) throws InterruptedException;

    /** Writes an order to hold or to release for every partition, and waits for the answers. */
    HoldOrders.Outcome order(HoldOrders.Order order, Duration timeout) throws InterruptedException;

    /** How many partitions there are to hold. */
    int partitions();

    /** Through the topics of an installation, signed with a key. */
    static ExecutorLine of(Properties client, TopicCatalogue topics, SigningKey key) {
        DirectDecisions words = new DirectDecisions(client, topics, key);
        HoldOrders orders = new HoldOrders(client, topics, key);
        return new ExecutorLine() {
            @Override
            public DirectDecisions.Outcome say(Decision word, Duration timeout) throws InterruptedException {
                return words.writeAndAwait(word, timeout);
            }

            @Override
            public HoldOrders.Outcome order(HoldOrders.Order order, Duration timeout) throws InterruptedException {
                return orders.writeAndAwait(order, timeout);
            }

            @Override
            public int partitions() {
                return TopicReader.partitionCount(client, topics.name(TopicCatalogue.GATE_DECISIONS));
            }
        };
    }
}
