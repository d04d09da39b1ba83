package dev.headgate.benchmarks.throughput.contender;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer in one thread that does something with each value, and commits offsets by itself. */
final class PlainConsumer {

    /** What the parent looks for in the log, before a number. */
    static final String COUNTED = "counted ";

    private static final Duration POLL = Duration.ofMillis(20);

    private PlainConsumer() {}

    /** What is done with values. */
    interface Work {
        /** One value. */
        void take(byte[] value);

        /** How many requests, or records, it has seen; those that only close windows left out. */
        long counted();

        /** How many of the requests failed; 0 of who does not look. */
        default long errors() {
            return 0;
        }
    }

    /** Runs until the process ends; says each time when nothing comes any more what it has counted. */
    static void run(ContenderSettings settings, Work work) {
        Map<String, Object> configuration = settings.consumer();
        configuration.put("enable.auto.commit", true);
        configuration.put("auto.commit.interval.ms", (int) settings.commitMillis());
        try (var consumer =
                new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(settings.source()));
            long told = -1;
            while (true) {
                var records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    work.take(record.value());
                }
                if (records.isEmpty() && work.counted() != told) {
                    told = work.counted();
                    System.out.println(COUNTED + told);
                }
            }
        }
    }
}
