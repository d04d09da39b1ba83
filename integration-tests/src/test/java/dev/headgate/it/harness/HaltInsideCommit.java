package dev.headgate.it.harness;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Ends the gate's process in the middle of a commit: some of what the commit hook forwards has reached the broker, the
 * rest is never sent. The gate sends nothing outside its commit hooks, and all records of a hook bear the hook's time
 * stamp, so a record that bears the stamp of the one before is inside one commit with it. Thread-safe.
 */
public final class HaltInsideCommit implements ProducerInterceptor<byte[], byte[]> {

    /** Exit code of a process that ended so. */
    public static final int EXIT_CODE = 86;

    private static final String TOPIC = "headgate.halt.topic";
    private static final String AFTER = "headgate.halt.after";
    private static final long LONGEST_WRITE_NANOS = Duration.ofSeconds(5).toNanos();

    private String topic = "";
    private long after;
    private long counted;
    private long lastStamp = Long.MIN_VALUE;
    private long sent;
    private long written;

    /**
     * Where in its life a gate ends.
     *
     * @param topic which records are counted, by their topic's full name
     * @param after it ends after so many of them, with the next record that leaves in the same commit as one of them
     */
    public record Point(String topic, int after) {

        /** What the gate's command line needs for it. */
        List<String> arguments() {
            return List.of(
                    "--set",
                    "kafka.producer.interceptor.classes=" + HaltInsideCommit.class.getName(),
                    "--set",
                    "kafka.producer." + TOPIC + "=" + topic,
                    "--set",
                    "kafka.producer." + AFTER + "=" + after);
        }
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        topic = String.valueOf(configuration.get(TOPIC));
        after = Long.parseLong(String.valueOf(configuration.get(AFTER)));
    }

    @Override
    public synchronized ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (counted >= after && record.timestamp() == lastStamp) {
            awaitWritten();
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        if (record.topic().equals(topic)) {
            counted++;
            lastStamp = record.timestamp();
        }
        sent++;
        return record;
    }

    @Override
    public synchronized void onAcknowledgement(RecordMetadata metadata, Exception failure) {
        written++;
        notifyAll();
    }

    @Override
    public void close() {}

    /** So that there is something in the log that must not count. */
    private void awaitWritten() {
        long begun = System.nanoTime();
        while (written < sent && System.nanoTime() - begun < LONGEST_WRITE_NANOS) {
            try {
                wait(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
