package dev.headgate.processor.combine;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records and the offsets that they were made of, all or nothing. It begins only when everything to be sent is there, and so
 * is open for a few milliseconds. Not thread safe.
 */
final class CombineTransaction {

    private static final Logger log = LoggerFactory.getLogger(CombineTransaction.class);

    private final Producer<byte[], byte[]> producer;
    private final BooleanSupplier stopping;

    /** @param stopping whether an answer of the brokers is no longer waited for */
    CombineTransaction(Producer<byte[], byte[]> producer, BooleanSupplier stopping) {
        this.producer = producer;
        this.stopping = stopping;
    }

    /** Takes the transactional id into possession; what an earlier owner of it left open is aborted. */
    void begin() {
        answered(producer::initTransactions);
    }

    /**
     * Tries once.
     *
     * @return false if nothing of it was done, and trying again with what is read again may help
     * @throws KafkaException if this producer is of no use any more
     */
    boolean commit(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata group) {
        producer.beginTransaction();
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                var unused = producer.send(record); // A failure of it is a failure of the commit.
            }
            if (!offsets.isEmpty()) {
                producer.sendOffsetsToTransaction(offsets, group);
            }
        } catch (KafkaException failed) {
            abort(failed);
            return false;
        }
        return commit();
    }

    private boolean commit() {
        try {
            answered(producer::commitTransaction);
            return true;
        } catch (TimeoutException unknown) {
            throw unknown; // It may have been committed: only who comes next can tell.
        } catch (KafkaException failed) {
            abort(failed);
            return false;
        }
    }

    private void abort(KafkaException failed) {
        answered(producer::abortTransaction);
        if (!Passing.is(failed)) {
            throw failed;
        }
        log.info("A transaction was aborted; what it held is read again: {}", Passing.describe(failed));
    }

    /** Asks until there is an answer: after a time-out only the same call is allowed. */
    private void answered(Runnable call) {
        while (true) {
            try {
                call.run();
                return;
            } catch (TimeoutException none) {
                if (stopping.getAsBoolean()) {
                    throw none;
                }
                log.warn("The brokers do not answer; asking again: {}", none.getMessage());
            }
        }
    }
}
