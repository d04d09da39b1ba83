package dev.headgate.executor.settings;

import dev.headgate.documents.Place;
import dev.headgate.documents.Problem;
import dev.headgate.documents.configuration.Setting;
import dev.headgate.documents.configuration.SettingsReader;
import java.util.Map;

/**
 * Properties of the Kafka clients that cannot be passed on, since the lease, the fencing and the order of decisions rest
 * on what the executor sets. Each with what to set instead.
 */
final class OurKafkaProperties {

    private static final String FIXED = "nothing: take it out, the executor needs its own value";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("bootstrap.servers", "bootstrap.servers"),
            Map.entry("group.id", "group.id"),
            Map.entry("session.timeout.ms", "session.timeout; the lease follows from it"),
            Map.entry("heartbeat.interval.ms", "session.timeout; a heartbeat is sent five times in it"),
            Map.entry("max.poll.interval.ms", "handover.grace and lease; it follows from them"),
            Map.entry("transactional.id", "transactional.id.prefix"),
            Map.entry("transaction.timeout.ms", "transaction.timeout"),
            Map.entry("group.protocol", FIXED),
            Map.entry("group.instance.id", "nothing: take it out, a second process with it would take over at once"),
            Map.entry("partition.assignment.strategy", FIXED),
            Map.entry("enable.auto.commit", FIXED),
            Map.entry("auto.offset.reset", "start.from"),
            Map.entry("isolation.level", FIXED),
            Map.entry("enable.idempotence", FIXED),
            Map.entry("acks", FIXED));

    private OurKafkaProperties() {}

    /** Notes every such property that was written, for all clients or for one sort. */
    static void refuse(SettingsReader reader) {
        reader.kafka().forEach((name, value) -> {
            String instead = INSTEAD.get(name.replaceFirst("^(consumer|producer)\\.", ""));
            if (instead != null) {
                String key = Setting.KAFKA_PREFIX + name;
                reader.note(Problem.error(Place.of(key), "this property of the Kafka clients cannot be passed on")
                        .found("`" + value + "`")
                        .expected(instead));
            }
        });
    }
}
