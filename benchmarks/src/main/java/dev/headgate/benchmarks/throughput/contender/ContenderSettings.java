package dev.headgate.benchmarks.throughput.contender;

import dev.headgate.benchmarks.throughput.input.Input;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a contender's process is told.
 *
 * @param bootstrapServers the broker
 * @param source the topic to read
 * @param target the topic to write sums to, as {@code gate.sketches} has them
 * @param group the consumer group whose offsets tell how far it has come; also the application's id
 * @param input what the source holds
 * @param threads how many threads work
 * @param commitMillis how often it commits, or takes a checkpoint
 * @param directory for its state
 */
public record ContenderSettings(
        String bootstrapServers,
        String source,
        String target,
        String group,
        Input input,
        int threads,
        long commitMillis,
        Path directory) {

    /** Reads what {@link #arguments} wrote. */
    public static ContenderSettings of(List<String> arguments) {
        return new ContenderSettings(
                arguments.get(0),
                arguments.get(1),
                arguments.get(2),
                arguments.get(3),
                Input.of(arguments.get(4)),
                Integer.parseInt(arguments.get(5)),
                Long.parseLong(arguments.get(6)),
                Path.of(arguments.get(7)));
    }

    /** As arguments of a program. */
    public List<String> arguments() {
        return List.of(
                bootstrapServers,
                source,
                target,
                group,
                input.word(),
                Integer.toString(threads),
                Long.toString(commitMillis),
                directory.toString());
    }

    /** A consumer of the source: the gate's fetch sizes, and only what is committed. */
    Map<String, Object> consumer() {
        Map<String, Object> consumer = new HashMap<>();
        consumer.put("bootstrap.servers", bootstrapServers);
        consumer.put("group.id", group);
        consumer.put("isolation.level", "read_committed");
        consumer.put("auto.offset.reset", "earliest");
        consumer.put("max.poll.records", 5_000);
        return consumer;
    }
}
