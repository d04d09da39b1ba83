package dev.headgate.cli.deadletters;

import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.ReplayHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topic of dead letters holds.
 *
 * @param all the letters, in the order in which they were given
 * @param replayed the places of those that were replayed already, and when they were last
 * @param others a sentence for each record that is neither a letter nor the mark of a replay
 */
public record Letters(List<Letter> all, Map<Letter.Place, Instant> replayed, List<String> others) {

    /** Copies what it is given. */
    public Letters {
        all = List.copyOf(all);
        replayed = Map.copyOf(replayed);
        others = List.copyOf(others);
    }

    /** Tells letters from marks. */
    public static Letters of(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Letter> all = new ArrayList<>();
        Map<Letter.Place, Instant> replayed = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            OptionalLong marked = ReplayHeaders.marked(record.headers());
            if (marked.isPresent()) {
                replayed.merge(
                        new Letter.Place(record.partition(), marked.getAsLong()),
                        Instant.ofEpochMilli(record.timestamp()),
                        (one, other) -> one.isAfter(other) ? one : other);
                continue;
            }
            try {
                all.add(new Letter(record, DeadLetterHeaders.read(record.headers())));
            } catch (CodecException e) {
                others.add("partition " + record.partition() + " offset " + record.offset() + " is no dead letter: "
                        + e.getMessage());
            }
        }
        return new Letters(all, replayed, others);
    }
}
