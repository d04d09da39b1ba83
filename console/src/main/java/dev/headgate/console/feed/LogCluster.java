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

    @Override
    void close();
}
