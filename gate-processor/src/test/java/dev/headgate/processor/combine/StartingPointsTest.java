package dev.headgate.processor.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class StartingPointsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final TopicPartition SPANS = new TopicPartition("otlp_spans", 0);
    private static final TopicPartition REQUESTS = new TopicPartition("requests", 0);

    private final ConsumerByTime consumer = new ConsumerByTime();
    private final StartingPoints points =
            new StartingPoints(consumer, List.of("otlp_spans"), Duration.ofMinutes(10), () -> NOW);

    @Test
    void whatOthersWroteBeforeItCanCountIsNotRead() {
        consumer.firstAfter.put(NOW.minusSeconds(600).toEpochMilli(), 40L);
        assigned();

        points.find();

        assertThat(consumer.position(SPANS)).isEqualTo(40);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void wherePartitionsHoldNothingThatCountsReadingBeginsAtTheirEnd() {
        assigned();

        points.find();

        assertThat(consumer.position(SPANS)).isEqualTo(90);
    }

    @Test
    void whatWasReadBeforeIsReadOnFromThere() {
        assigned();
        consumer.commitSync(Map.of(SPANS, new OffsetAndMetadata(12)));
        consumer.seek(SPANS, 12);

        points.find();

        assertThat(consumer.position(SPANS)).isEqualTo(12);
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void untilBrokersAnswerNothingIsReadOfThemAndTheOthersAreNotKeptWaiting() {
        consumer.silent = true;
        assigned();
        points.find();
        assertThat(consumer.paused()).containsExactly(SPANS);
        assertThat(points.wanted(SPANS)).isTrue();
        assertThat(points.wanted(REQUESTS)).isFalse();

        consumer.silent = false;
        points.find();

        assertThat(consumer.paused()).isEmpty();
        assertThat(points.wanted(SPANS)).isFalse();
    }

    @Test
    void whatIsGoneIsNoLongerLookedFor() {
        assigned();

        points.gone(List.of(SPANS));

        assertThat(points.wanted(SPANS)).isFalse();
    }

    private void assigned() {
        consumer.assign(List.of(SPANS, REQUESTS));
        points.assigned(List.of(SPANS, REQUESTS));
    }

    /** Answers also from which offset on records are younger than a time. */
    private static final class ConsumerByTime extends MockConsumer<byte[], byte[]> {

        private final Map<Long, Long> firstAfter = new HashMap<>();
        private boolean silent;

        ConsumerByTime() {
            super("earliest");
            updateBeginningOffsets(Map.of(SPANS, 0L, REQUESTS, 0L));
            updateEndOffsets(Map.of(SPANS, 90L, REQUESTS, 0L));
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times, Duration longest) {
            if (silent) {
                throw new TimeoutException("no answer");
            }
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, millis) -> {
                Long offset = firstAfter.get(millis);
                found.put(partition, offset == null ? null : new OffsetAndTimestamp(offset, millis));
            });
            return found;
        }
    }
}
