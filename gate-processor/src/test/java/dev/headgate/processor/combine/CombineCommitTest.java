package dev.headgate.processor.combine;

import static dev.headgate.processor.combine.CombineBench.TOPICS;
import static dev.headgate.processor.combine.CombineTelemetry.NOW;
import static dev.headgate.processor.combine.CombineTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** When the loop commits, and what becomes of what a transaction held; that nothing is lost or doubled is for a real broker to show. */
class CombineCommitTest {

    private final CombineBench bench = new CombineBench();
    private final CombineRig rig = bench.rig;
    private final CountingCombineMeter meter = bench.meter;

    @Test
    void aLoneRecordIsCommittedAtOnceAndTheNextNotBeforeTheInterval() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        assertThat(rig.committed("requests", 0)).isEqualTo(1);

        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.passes(CombineRig.COMMIT_INTERVAL.minusMillis(1));
        assertThat(rig.committed("requests", 0)).isEqualTo(1);

        rig.passes(Duration.ofMillis(1));
        assertThat(rig.committed("requests", 0)).isEqualTo(2);
    }

    @Test
    void withoutRecordsThereIsNoTransactionUnlessProgressIsDue() {
        rig.passes(Duration.ZERO);
        rig.passes(CombineRig.PROGRESS_INTERVAL.minusMillis(1));
        assertThat(meter.committed).isEqualTo(1);

        rig.passes(Duration.ofMillis(1));
        assertThat(meter.committed).isEqualTo(2);
    }

    @Test
    void whatAnAbortedTransactionHeldIsReadAgainAndCountsOnce() {
        rig.passes(Duration.ZERO);
        rig.producer.fails(new CommitFailedException("the group has moved on"));
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        assertThat(bench.deltas()).isEmpty();
        assertThat(meter.aborted).isEqualTo(1);
        assertThat(meter.counted).isZero();
        assertThat(rig.consumer.position(new TopicPartition("requests", 0))).isZero();

        rig.again("requests", 0, 0);
        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        assertThat(bench.requests()).isEqualTo(1);
        assertThat(meter.counted).isEqualTo(1);
        assertThat(rig.committed("requests", 0)).isEqualTo(1);
    }

    @Test
    void afterATimeOutTheSameCommitIsAskedForAgain() {
        rig.producer.fails(new TimeoutException("no answer"));
        rig.producer.fails(new TimeoutException("no answer"));

        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        assertThat(bench.requests()).isEqualTo(1);
        assertThat(rig.consumer.position(new TopicPartition("requests", 0))).isEqualTo(1);
        assertThat(meter.aborted).isZero();
    }

    @Test
    void whileItStopsItDoesNotWaitForBrokersThatAreAway() {
        rig.stopping = true;
        rig.producer.fails(new TimeoutException("no answer"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        assertThatThrownBy(() -> rig.passes(CombineRig.COMMIT_INTERVAL)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void whatTryingAgainDoesNotCureEndsTheLoopWithNothingSent() {
        rig.producer.fails(new KafkaException(new RecordTooLargeException("too large")));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        assertThatThrownBy(() -> rig.passes(CombineRig.COMMIT_INTERVAL))
                .isInstanceOf(KafkaException.class)
                .matches(failure -> !Passing.is(failure));
        assertThat(rig.sent("sketches")).isEmpty();
    }

    @Test
    void aFencedProducerEndsTheLoopAndIsNoFailureOfTheApplication() {
        rig.producer.fenceProducer();
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        assertThatThrownBy(() -> rig.passes(CombineRig.COMMIT_INTERVAL)).matches(Passing::is);
    }

    @Test
    void beforePartitionsGoTheirRecordsAreCommitted() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.passes(Duration.ZERO);
        assertThat(rig.committed("requests", 0)).isEqualTo(1);

        rig.runs(TOPICS, 1);

        assertThat(rig.committed("requests", 0)).isEqualTo(2);
        assertThat(bench.requests()).isEqualTo(2);
    }

    @Test
    void ofPartitionsThatWereLostNothingLeavesAndTheOthersAreReadAgain() {
        rig.runs(TOPICS, 0, 1);
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 1, event(NOW.toEpochMilli(), "success"));
        rig.passes(Duration.ZERO);
        rig.sent("sketches");

        rig.loop.onPartitionsLost(List.of(new TopicPartition("requests", 0)));
        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(bench.deltas()).isEmpty();
        assertThat(rig.committed("requests", 0)).isEqualTo(1);
        assertThat(rig.consumer.position(new TopicPartition("requests", 1))).isZero();
        assertThat(meter.counted).isEqualTo(1);
    }

    @Test
    void whoIsNoMemberOfTheGroupSendsNothing() {
        rig.generation = -1;

        rig.came("requests", event(NOW.toEpochMilli(), "success"));

        assertThat(rig.sent("sketches")).isEmpty();
        assertThat(rig.consumer.position(new TopicPartition("requests", 0))).isZero();
    }

    @Test
    void whatCameIsCommittedWhenItStops() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));
        rig.passes(Duration.ZERO);

        rig.stopping = true;
        rig.loop.end();

        assertThat(bench.requests()).isEqualTo(2);
        assertThat(rig.loop.joined()).isFalse();
    }
}
