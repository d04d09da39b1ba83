package dev.headgate.cli.doctor;

import dev.headgate.cli.terminal.Text;
import dev.headgate.client.TopicReader;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Looks at records: when they were written by the brokers' clocks, and who has signed them. */
final class RecordLook {
    /** Combiners tell of their progress twice a second. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int ENOUGH = 4;

    private final Properties client;
    private final TopicCatalogue catalogue;

    RecordLook(Properties client, TopicCatalogue catalogue) {
        this.client = client;
        this.catalogue = catalogue;
    }

    /**
     * How far in the past records seem to be when they come, the least of a few; empty if none comes.
     *
     * @throws org.apache.kafka.common.KafkaException if they may not be read
     */
    Optional<Duration> behind() {
        List<String> topics =
                List.of(catalogue.name(TopicCatalogue.GATE_SKETCHES), catalogue.name(TopicCatalogue.GATE_ROLLOUTS));
        List<Duration> seen = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromEnd(client, topics)) {
            long begun = System.nanoTime();
            while (seen.size() < ENOUGH && System.nanoTime() - begun < LONGEST_WAIT.toNanos()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    seen.add(Duration.between(Instant.ofEpochMilli(record.timestamp()), Instant.now()));
                }
            }
        }
        return seen.stream().min(Duration::compareTo);
    }

    /**
     * Checks the signatures of decisions since then.
     *
     * @throws org.apache.kafka.common.KafkaException if they may not be read
     */
    SignaturesSeen signatures(TrustedKeys keys, Instant since) {
        List<String> doubts = new ArrayList<>();
        int valid = 0;
        try (TopicReader reader =
                TopicReader.fromBeginning(client, List.of(catalogue.name(TopicCatalogue.GATE_DECISIONS)))) {
            for (ConsumerRecord<byte[], byte[]> record : reader.between(since, Instant.now())) {
                if (record.timestamp() < since.toEpochMilli() || record.value() == null) {
                    continue;
                }
                Verification verification = keys.verify(record.value(), record.headers());
                if (verification instanceof Verification.Valid) {
                    valid++;
                } else {
                    doubts.add("the decision in partition " + record.partition() + " at offset " + record.offset()
                            + " is " + words(verification));
                }
            }
        }
        return new SignaturesSeen(valid, doubts);
    }

    private static String words(Verification verification) {
        if (verification instanceof Verification.Unsigned) {
            return "not signed";
        }
        return verification instanceof Verification.UnknownKey unknown
                ? "signed by a key that is not trusted here, " + Text.visible(unknown.keyId())
                : "forged: its signature does not fit";
    }
}
