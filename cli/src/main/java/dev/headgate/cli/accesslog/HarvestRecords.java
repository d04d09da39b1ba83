package dev.headgate.cli.accesslog;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.RequestEventWriter;
import dev.headgate.schemas.codec.TelemetryLimits;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Harvests as records: events in batches of one version, and of the lines that could not be read a few as dead letters, at
 * most {@value #LETTERS_A_MINUTE} a minute, since a wrong format makes every line one. Not thread-safe.
 */
final class HarvestRecords {

    static final int LETTERS_A_MINUTE = 10;

    private static final int EVENTS_A_BATCH = 500;
    private static final String APPLICATION = "access-log";

    private final RequestEventWriter writer = new RequestEventWriter();
    private final String requests;
    private final String deadLetters;
    private final String source;
    private final InstantSource clock;
    private long minuteEndsAtMillis;
    private int letters;

    /**
     * @param source the file, or syslog: where dead letters say that their lines came from
     */
    HarvestRecords(TopicCatalogue catalogue, String source, InstantSource clock) {
        requests = catalogue.name(TopicCatalogue.TELEMETRY_REQUESTS);
        deadLetters = catalogue.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS);
        this.source = source;
        this.clock = clock;
    }

    /**
     * A record to be written.
     *
     * @param record the record
     * @param requests how many requests it holds
     */
    record Outgoing(ProducerRecord<byte[], byte[]> record, int requests) {}

    /** Everything that is to be written. */
    List<Outgoing> of(Harvest harvest) {
        List<Outgoing> records = new ArrayList<>();
        harvest.events().forEach((version, events) -> {
            for (int begin = 0; begin < events.size(); begin += EVENTS_A_BATCH) {
                add(
                        harvest.service(),
                        version,
                        events.subList(begin, Math.min(events.size(), begin + EVENTS_A_BATCH)),
                        records);
            }
        });
        harvest.unreadable().forEach(line -> {
            if (mayTell()) {
                records.add(new Outgoing(letter(line), 0));
            }
        });
        return records;
    }

    private void add(String service, String version, List<RequestEvent> events, List<Outgoing> records) {
        byte[] value = writer.write(service, version, events);
        if (value.length > TelemetryLimits.BATCH_BYTES && events.size() > 1) {
            int half = events.size() / 2;
            add(service, version, events.subList(0, half), records);
            add(service, version, events.subList(half, events.size()), records);
        } else {
            records.add(new Outgoing(new ProducerRecord<>(requests, value), events.size()));
        }
    }

    private boolean mayTell() {
        long now = clock.millis();
        if (now >= minuteEndsAtMillis) {
            minuteEndsAtMillis = now + Duration.ofMinutes(1).toMillis();
            letters = 0;
        }
        return letters++ < LETTERS_A_MINUTE;
    }

    private ProducerRecord<byte[], byte[]> letter(Harvest.Unreadable unreadable) {
        byte[] line = unreadable.line().text().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<byte[], byte[]>(deadLetters, DeadLetterHeaders.kept(line));
        DeadLetterHeaders.write(
                DeadLetterHeaders.describe(
                        DeadLetterCause.NOT_A_LOG_LINE,
                        unreadable.why(),
                        APPLICATION,
                        source,
                        0,
                        unreadable.line().offset(),
                        line),
                record.headers());
        return record;
    }
}
