package dev.headgate.console.feed;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a reader of committed records does not see of the cluster. */
interface LogCluster extends AutoCloseable {

    /**
     * Where partitions end, open transactions included.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster cannot be asked
     */
    Map<TopicPartition, Long> written(Collection<TopicPartition> partitions);

    /**
     * Which log it is: the same text as long as the cluster and the topics are the same, another one where a topic was made
     * anew.
     *
     * @throws org.apache.kafka.common.KafkaException if the cluster cannot be asked
     */
    String identity(Collection<String> topics);

    @Override
    void close();
}
