package dev.headgate.cli.replay;

import dev.headgate.processor.judge.ReplayedJudge;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a judge task was given from its beginning, or from what is retained of it: inputs and ticks in the order of a
 * replay. To be read once; not thread-safe.
 */
public interface RolloutRecording extends AutoCloseable {

    /**
     * What is to be replayed.
     *
     * @param rolloutId the rollout
     * @param service its service
     * @param partition the partition of its service, which is the judge task
     * @param partitions how many partitions the judge's inputs have
     * @param beginning where the recording begins because what was before is not retained; empty if it begins with the
     *     task's first tick
     * @param decisions the rollout's decisions as they were published, in order
     */
    record About(
            String rolloutId,
            String service,
            int partition,
            int partitions,
            Optional<ReplayedJudge.Beginning> beginning,
            List<ConsumerRecord<byte[], byte[]>> decisions) {

        /** Copies the list. */
        public About {
            decisions = List.copyOf(decisions);
        }
    }

    /** What is to be replayed. */
    About about();

    /**
     * The next record, with its topic's name without prefix: an input, or a tick that takes the inputs before it into
     * account. Empty at the end.
     */
    Optional<ConsumerRecord<byte[], byte[]>> next();

    @Override
    void close();
}
