package dev.headgate.benchmarks.throughput;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Sends without waiting for each record: the transaction's commit, or the check of the counts, tells of one that failed. */
public final class Sending {

    private Sending() {}

    /** Hands a record to the producer. */
    public static <K, V> void begin(Producer<K, V> producer, ProducerRecord<K, V> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }
}
