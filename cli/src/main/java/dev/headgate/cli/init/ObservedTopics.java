package dev.headgate.cli.init;

import dev.headgate.client.TopicStretch;
import dev.headgate.schemas.codec.CloudEvents;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads a service's recent telemetry: what a gate has combined, or the requests themselves where no gate has. */
public final class ObservedTopics {
    private static final long LATEST = Long.MAX_VALUE / 2;

    private final Properties client;
    private final TopicCatalogue catalogue;

    /** Reads from an installation. */
    public ObservedTopics(Properties client, TopicCatalogue catalogue) {
        this.client = client;
        this.catalogue = catalogue;
    }

    /**
     * Reads what has come since an instant.
     *
     * @param sinceMillis milliseconds since 1970-01-01 UTC
     * @throws org.apache.kafka.common.KafkaException if a topic is missing or the broker does not answer
     */
    public Observed read(String service, long sinceMillis) {
        Observed combined = new Observed(service);
        read(TopicCatalogue.GATE_SKETCHES, Optional.of(service), sinceMillis, record -> {
            if (SketchCodec.read(record.value()) instanceof SketchDelta delta) {
                delta.seconds().forEach(part -> combined.take(delta.service(), part));
            }
        });
        if (combined.requests() > 0) {
            return combined;
        }
        Observed single = new Observed(service);
        RequestEventReader reader = new RequestEventReader();
        read(
                TopicCatalogue.TELEMETRY_REQUESTS,
                Optional.empty(),
                sinceMillis,
                record -> reader.read(CloudEvents.found(record.headers(), record.value()), new Taking(single)));
        return single;
    }

    private interface Taker {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    private void read(String topic, Optional<String> key, long sinceMillis, Taker taker) {
        try (TopicStretch stretch = TopicStretch.open(client, catalogue.name(topic), key, sinceMillis, LATEST)) {
            for (var record = stretch.next(); record.isPresent(); record = stretch.next()) {
                if (record.get().value() != null) {
                    try {
                        taker.take(record.get());
                    } catch (CodecException unreadable) {
                        // What cannot be used is among the dead letters.
                    }
                }
            }
        }
    }

    /** Takes the requests of one record; those that cannot be used are among the dead letters. */
    private record Taking(Observed into) implements RequestEventHandler {
        @Override
        public void event(RequestEvent event) {
            into.take(event);
        }

        @Override
        public void refused(int index, String cause, String detail) {
            // Counted by the gate.
        }
    }
}
