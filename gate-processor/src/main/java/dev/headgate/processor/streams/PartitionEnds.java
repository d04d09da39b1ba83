package dev.headgate.processor.streams;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks brokers for the offsets behind the last records of partitions, committed or not. */
final class PartitionEnds {

    private static final int ANSWER_MILLIS = 5_000;

    private PartitionEnds() {}

    static CompletionStage<Map<TopicPartition, Long>> of(Admin admin, Set<TopicPartition> partitions) {
        var latest = partitions.stream().collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
        var asked = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(ANSWER_MILLIS);
        return admin.listOffsets(latest, asked)
                .all()
                .toCompletionStage()
                .thenApply(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().offset())));
    }
}
