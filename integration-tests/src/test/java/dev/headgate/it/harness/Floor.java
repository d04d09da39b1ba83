package dev.headgate.it.harness;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a broker takes for one record from being written to being read, the least that anything on it can take. */
public final class Floor {

    private static final byte[] VALUE = new byte[1_000];

    private final String topic;
    private final Operator bare;
    private final KafkaProducer<byte[], byte[]> transactional;
    private final Collected<byte[]> read;
    private final Times ofBare = new Times();
    private final Times ofTransactional = new Times();
    private int written;

    /** On a topic of its own. */
    public Floor(Installation headgate) throws ExecutionException, InterruptedException {
        topic = headgate.topics().prefix() + "floor";
        try (Admin admin = headgate.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        bare = headgate.operator();
        transactional = headgate.keep(new KafkaProducer<>(
                Map.of("bootstrap.servers", headgate.bootstrapServers(), "transactional.id", "floor"),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
        transactional.initTransactions();
        read = headgate.readers().raw(topic);
    }

    /** Writes and reads a record. */
    public void measureBare(boolean counts) {
        long begin = System.nanoTime();
        bare.sendTo(topic, VALUE);
        keep(ofBare, begin, counts);
    }

    /** Writes a record in a transaction and reads it. */
    public void measureTransaction(boolean counts) {
        long begin = System.nanoTime();
        transactional.beginTransaction();
        var unused = transactional.send(new ProducerRecord<>(topic, VALUE));
        transactional.commitTransaction();
        keep(ofTransactional, begin, counts);
    }

    /** From the sending of a record to its being read. */
    public Times bare() {
        return ofBare;
    }

    /** From the begin of a transaction with one record to its being read. */
    public Times transactional() {
        return ofTransactional;
    }

    private void keep(Times times, long begin, boolean counts) {
        while (read.items().size() <= written) {
            LockSupport.parkNanos(100_000);
        }
        long seen = read.items().get(written).seenAtNanos();
        written++;
        if (counts) {
            times.add(seen - begin);
        }
    }
}
