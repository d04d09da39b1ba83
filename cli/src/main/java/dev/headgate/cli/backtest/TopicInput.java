package dev.headgate.cli.backtest;

import dev.headgate.client.TopicStretch;
import dev.headgate.schemas.codec.CloudEvents;
import dev.headgate.schemas.codec.CodecException;
import dev.headgate.schemas.codec.RequestEventHandler;
import dev.headgate.schemas.codec.RequestEventReader;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.RequestEvent;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.SketchMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Telemetry in a topic of a running installation: raw requests, or the sketches into which the gate has combined them.
 *
 * @param client settings of Kafka's clients
 * @param topic the topic's name
 * @param content what the topic holds
 * @param range which requests count, by when they were completed
 * @param slackSeconds how long after its completion a request may reach Kafka and is still found
 */
public record TopicInput(Properties client, String topic, Content content, TimeRange range, long slackSeconds)
        implements BacktestInput {

    /** What a topic holds. */
    public enum Content {
        /** Request events, single or in batches, under any key. */
        REQUESTS,
        /** Sketches, in the partition of their service. */
        SKETCHES
    }

    @Override
    public RecordedSource open(VersionRule versions, Optional<String> service) {
        return new Source(this, new Choice(versions, service));
    }

    private static final class Source implements RecordedSource {

        private static final long MILLIS_PER_SECOND = 1_000;

        private final TopicInput input;
        private final Choice choice;
        private final RequestEventReader requests = new RequestEventReader();
        private long records;
        private long all;

        Source(TopicInput input, Choice choice) {
            this.input = input;
            this.choice = choice;
        }

        @Override
        public void read(RecordedSink sink) {
            Optional<String> key = input.content() == Content.SKETCHES ? choice.service() : Optional.empty();
            try (TopicStretch stretch = TopicStretch.open(
                    input.client(),
                    input.topic(),
                    key,
                    input.range().from().orElse(0),
                    input.range().to().orElse(Long.MAX_VALUE / 2) + input.slackSeconds() * MILLIS_PER_SECOND)) {
                all = stretch.size();
                for (var record = stretch.next(); record.isPresent(); record = stretch.next()) {
                    records++;
                    take(record.get(), sink);
                }
            }
        }

        @Override
        public String soFar() {
            return String.format(Locale.ROOT, "%d of at most %d records", records, all);
        }

        @Override
        public long lines() {
            return records;
        }

        @Override
        public Choice choice() {
            return choice;
        }

        @Override
        public String remedy() {
            return "Check --service, --from and --to, and how long " + input.topic() + " is retained.";
        }

        private void take(ConsumerRecord<byte[], byte[]> record, RecordedSink sink) {
            String place = "partition " + record.partition() + " offset " + record.offset();
            if (record.value() == null) {
                choice.bad().add(place, "the record has no value");
                return;
            }
            try {
                if (input.content() == Content.REQUESTS) {
                    requests.read(CloudEvents.found(record.headers(), record.value()), new Taking(place, sink));
                } else {
                    take(place, SketchCodec.read(record.value()), sink);
                }
            } catch (CodecException e) {
                choice.bad().add(place, e.detail());
            }
        }

        private void take(String place, SketchMessage message, RecordedSink sink) {
            if (message instanceof SketchDelta delta) {
                delta.seconds().forEach(part -> take(place, delta.service(), part, sink));
            } else if (message instanceof MeasurementDelta measurements) {
                choice.leaveOut(
                        measurements.service(),
                        measurements.seconds().stream()
                                .filter(part -> input.range().holds(part.second() * MILLIS_PER_SECOND))
                                .mapToLong(part -> part.sum().count())
                                .sum());
            }
        }

        private void take(String place, String service, SeriesSecond part, RecordedSink sink) {
            if (input.range().holds(part.second() * MILLIS_PER_SECOND)) {
                try {
                    choice.of(service, part).ifPresent(chosen -> sink.part(service, chosen));
                } catch (IllegalArgumentException e) {
                    choice.bad().add(place, String.valueOf(e.getMessage()));
                }
            }
        }

        /** Takes the requests of one record. */
        private final class Taking implements RequestEventHandler {

            private final String place;
            private final RecordedSink sink;

            Taking(String place, RecordedSink sink) {
                this.place = place;
                this.sink = sink;
            }

            @Override
            public void event(RequestEvent event) {
                if (input.range().holds(event.completedAtMillis())) {
                    try {
                        choice.of(event).ifPresent(sink::event);
                    } catch (IllegalArgumentException e) {
                        choice.bad().add(place, String.valueOf(e.getMessage()));
                    }
                }
            }

            @Override
            public void refused(int index, String cause, String detail) {
                choice.bad().add(place + " event " + (index + 1), detail);
            }
        }
    }
}
