package dev.headgate.processor.judge;

import dev.headgate.core.Input;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The records that the next tick takes in, as they came: should one turn out to be unusable, it is set aside. Not thread safe. */
final class Arrivals {

    private final Map<Place, Arrival> arrivals = new HashMap<>();

    private record Place(String topic, long offset) {}

    /** A record as it came. */
    static final class Arrival {

        private final RecordMetadata origin;
        private final byte[] value;

        Arrival(RecordMetadata origin, byte[] value) {
            this.origin = origin;
            this.value = value;
        }

        RecordMetadata origin() {
            return origin;
        }

        byte[] value() {
            return value;
        }
    }

    /** @param topic its name without prefix */
    void add(String topic, RecordMetadata origin, byte[] value) {
        arrivals.put(new Place(topic, origin.offset()), new Arrival(origin, value));
    }

    Arrival of(Input input) {
        return Objects.requireNonNull(arrivals.get(new Place(topicOf(input), input.offset())), input::toString);
    }

    void clear() {
        arrivals.clear();
    }

    private static String topicOf(Input input) {
        if (input instanceof Input.ExecutionInput) {
            return TopicCatalogue.EXECUTIONS;
        }
        return input instanceof Input.CommandInput ? TopicCatalogue.GATE_COMMANDS : TopicCatalogue.GATE_SKETCHES;
    }
}
