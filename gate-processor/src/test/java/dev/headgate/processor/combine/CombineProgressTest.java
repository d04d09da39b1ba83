package dev.headgate.processor.combine;

import static dev.headgate.processor.combine.CombineBench.TOPICS;
import static dev.headgate.processor.combine.CombineTelemetry.NOW;
import static dev.headgate.processor.combine.CombineTelemetry.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.processor.streams.FakeLag;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.SketchDelta;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a combiner says that it has come: never further than everything that may still wait. */
class CombineProgressTest {

    private final CombineBench bench = new CombineBench();
    private final CombineRig rig = bench.rig;
    private final CountingCombineMeter meter = bench.meter;
    private final FakeLag lag = bench.lag;
    private final AtomicReference<Instant> clock = bench.clock;

    @Test
    void tellsItsProgressAtOnceAndThenInEachIntervalEvenIfNothingComes() {
        rig.passes(Duration.ofMillis(500));
        CombinerProgress first = bench.progress().get(0);
        rig.passes(Duration.ofMillis(500));

        assertThat(first.task()).isZero();
        assertThat(first.tasks()).isEqualTo(4);
        assertThat(first.sourcePartitions()).containsEntry("requests", 4).containsEntry("summaries", 2);
        assertThat(first.caughtUp()).isTrue();
        assertThat(bench.progress()).hasSize(1);
    }

    @Test
    void saysThatItIsBehindWhileRecordsWait() {
        lag.behind("requests");

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress())
                .singleElement()
                .satisfies(progress -> assertThat(progress.caughtUp()).isFalse());
    }

    @Test
    void saysNothingAboutProgressWhileTheNumberOfCombinersIsUnknown() {
        lag.with("summaries", 0);

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress()).isEmpty();
    }

    @Test
    void whatATransactionHidesInOneTopicIsMissingHoweverFarOthersHaveCome() {
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.sent("sketches");
        lag.hides("summaries", Duration.ofSeconds(3));

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress()).singleElement().satisfies(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(progress.observedAtMillis() - 3_000);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"summaries", "measurements", "otlp_metrics"})
    void whatWaitsInOneTopicHoldsBackTheClaimHoweverFarOthersHaveCome(String waiting) {
        rig.passes(Duration.ZERO);
        rig.sent("sketches");
        lag.behind(waiting);
        clock.set(NOW.plusSeconds(60));
        rig.came("requests", event(NOW.plusSeconds(60).toEpochMilli(), "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress()).singleElement().satisfies(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli());
        });
    }

    @Test
    void theClaimOfATopicThatIsBehindIsWhatHasBeenReadOfIt() {
        lag.behind("requests");
        clock.set(NOW.plusSeconds(60));
        rig.came("requests", event(NOW.plusSeconds(20).toEpochMilli(), "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress())
                .singleElement()
                .extracting(CombinerProgress::eventHighWaterMillis)
                .isEqualTo(NOW.plusSeconds(20).toEpochMilli());
    }

    @Test
    void anEventFromTheFutureIsNoProofThatOthersHaveBeenRead() {
        lag.behind("requests");
        rig.came("requests", event(NOW.plusSeconds(4).toEpochMilli(), "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress())
                .singleElement()
                .extracting(CombinerProgress::eventHighWaterMillis)
                .isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void afterALoopStoodStillNobodyIsCaughtUpUntilItHasLookedAgain() {
        rig.passes(Duration.ZERO);
        rig.sent("sketches");
        clock.set(NOW.plusSeconds(5));

        rig.passes(Duration.ofSeconds(5));
        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress()).hasSize(2).allSatisfy(progress -> {
            assertThat(progress.caughtUp()).isFalse();
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli());
        });

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress())
                .singleElement()
                .extracting(CombinerProgress::caughtUp)
                .isEqualTo(true);
    }

    @Test
    void progressCarriesTheEventTimeReached() {
        rig.came("requests", event(NOW.toEpochMilli() - 7, "success"));
        rig.sent("sketches");

        rig.passes(Duration.ofMillis(500));

        assertThat(bench.progress()).singleElement().satisfies(progress -> {
            assertThat(progress.eventHighWaterMillis()).isEqualTo(NOW.toEpochMilli() - 7);
            assertThat(progress.sourceOffsets()).containsEntry("requests", 1L);
        });
    }

    @Test
    void theEventTimeReachedIsThatOfACombinersOwnPartitions() {
        rig.runs(TOPICS, 0, 1);
        rig.came("requests", event(NOW.toEpochMilli(), "success"));
        rig.waits("requests", 1, event(NOW.toEpochMilli() - 60_000, "success"));
        rig.passes(CombineRig.COMMIT_INTERVAL);
        rig.sent("sketches");

        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(bench.progress())
                .extracting(CombinerProgress::task, CombinerProgress::eventHighWaterMillis)
                .containsExactly(tuple(0, NOW.toEpochMilli()), tuple(1, NOW.toEpochMilli() - 60_000));
    }

    @Test
    void everyPartitionOfTheSketchesHearsOfTheProgress() {
        CombineRig wide = new CombineRig(TOPICS, lag, meter, clock, 3);

        wide.passes(Duration.ZERO);

        assertThat(wide.sent("sketches")).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
    }

    @Test
    void theOffsetsThatProgressClaimsAreCommittedWithItSoThatAFormerOwnerCannotSpeak() {
        rig.passes(Duration.ZERO);

        assertThat(bench.progress()).hasSize(1);
        assertThat(rig.committed("requests", 0)).isZero();
        assertThat(rig.committed("summaries", 0)).isZero();
    }

    @Test
    void progressFollowsTheDeltasThatItSpeaksOf() {
        rig.waits("requests", 0, event(NOW.toEpochMilli(), "success"));

        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(rig.sent("sketches"))
                .extracting(record -> SketchCodec.read(record.value()))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(SketchDelta.class),
                        second -> assertThat(second).isInstanceOf(CombinerProgress.class));
        assertThat(meter.committed).isEqualTo(1);
    }

    @Test
    void nobodySpeaksForACombinerThatIsGone() {
        rig.passes(Duration.ZERO);
        rig.runs(TOPICS);
        rig.sent("sketches");

        rig.passes(CombineRig.PROGRESS_INTERVAL);

        assertThat(rig.sent("sketches")).isEmpty();
    }
}
