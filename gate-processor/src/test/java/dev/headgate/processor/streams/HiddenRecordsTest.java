package dev.headgate.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HiddenRecordsTest {

    private static final TopicPartition FIRST = new TopicPartition("telemetry.requests", 0);

    private final Deque<CompletableFuture<Map<TopicPartition, Long>>> asked = new ArrayDeque<>();
    private long now;
    private final HiddenRecords hidden = new HiddenRecords(
            partitions -> {
                asked.add(new CompletableFuture<>());
                return asked.getLast();
            },
            () -> now);

    @Test
    void whatDoesNotComeForLongerThanUsualIsHidden() {
        learn(7);

        assertThat(hidden.since(FIRST, 5)).isZero();
        now += HiddenRecords.PATIENCE.toNanos() - 1;
        assertThat(hidden.since(FIRST, 5)).isZero();
        now += 1;
        assertThat(hidden.since(FIRST, 5)).isEqualTo(HiddenRecords.PATIENCE.plus(HiddenRecords.UNNOTICED));
        assertThat(hidden.since(FIRST, 7)).isZero();
    }

    @Test
    void whatComesInItsTimeIsNotHiddenHoweverMuchFollows() {
        learn(7);
        assertThat(hidden.since(FIRST, 5)).isZero();
        now += HiddenRecords.PATIENCE.toNanos();
        learn(20);

        assertThat(hidden.since(FIRST, 12)).isZero();
    }

    @Test
    void withoutAnAnswerNothingIsKnownToBeHidden() {
        hidden.ask(Set.of(FIRST));
        asked.remove().completeExceptionally(new IllegalStateException("no brokers"));

        assertThat(hidden.since(FIRST, 5)).isZero();
        now += HiddenRecords.PATIENCE.toNanos();
        assertThat(hidden.since(FIRST, 5)).isZero();
    }

    @Test
    void whatWasKnownDoesNotCountAnyMoreWhereBrokersDoNotAnswerForLong() {
        learn(7);
        now += HiddenRecords.ASKING.toNanos();
        hidden.ask(Set.of(FIRST));
        now += HiddenRecords.LONGEST_ANSWER.toNanos();
        assertThat(hidden.unanswered()).isFalse();

        asked.remove().completeExceptionally(new IllegalStateException("no brokers"));
        hidden.ask(Set.of(FIRST));
        now += 1;
        assertThat(hidden.unanswered()).isTrue();

        asked.remove().complete(Map.of(FIRST, 7L));
        assertThat(hidden.unanswered()).isFalse();
    }

    @Test
    void brokersAreAskedOnceAtATimeAndSeldom() {
        hidden.ask(Set.of(FIRST));
        now += HiddenRecords.ASKING.toNanos();
        hidden.ask(Set.of(FIRST));
        assertThat(asked).hasSize(1);

        asked.getLast().complete(Map.of());
        hidden.ask(Set.of(FIRST));
        hidden.ask(Set.of(FIRST));
        assertThat(asked).hasSize(2);
    }

    private void learn(long end) {
        now += HiddenRecords.ASKING.toNanos();
        hidden.ask(Set.of(FIRST));
        asked.remove().complete(Map.of(FIRST, end));
    }
}
