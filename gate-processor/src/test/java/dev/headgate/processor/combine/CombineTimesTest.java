package dev.headgate.processor.combine;

import static dev.headgate.processor.combine.CombineTelemetry.NOW;
import static dev.headgate.processor.combine.CombineTelemetry.event;
import static dev.headgate.processor.combine.CombineTelemetry.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.ReplayHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What comes too late or from the future is set aside, by when it came and not by when it is read. */
class CombineTimesTest {

    private final CombineBench bench = new CombineBench();
    private final CombineRig rig = bench.rig;
    private final CountingCombineMeter meter = bench.meter;

    @Test
    void futureAndLateEventsAreSetAside() {
        rig.came("requests", event(NOW.plusSeconds(6).toEpochMilli(), "success"));
        rig.came("requests", event(NOW.minusSeconds(601).toEpochMilli(), "success"));

        assertThat(rig.sent("dead-letters"))
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("future", "late");
        assertThat(bench.deltas()).isEmpty();
    }

    @Test
    void measurementsAreRefusedWhenFutureOrLateButAnAlertMayBeAWeekOld() {
        Instant week = NOW.minus(Duration.ofDays(7));
        rig.came(
                "measurements", measurement("gauge", "queue", NOW.plusSeconds(6).toEpochMilli(), "17"));
        rig.came(
                "measurements",
                measurement("gauge", "queue", NOW.minusSeconds(601).toEpochMilli(), "17"));
        rig.came("measurements", measurement("alert", "HighErrorRate", week.toEpochMilli(), "1"));
        rig.came("measurements", measurement("alert", "HighErrorRate", week.toEpochMilli() - 1, "1"));

        assertThat(rig.sent("dead-letters"))
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("future", "late", "late");
        assertThat(meter.measured).isEqualTo(1);
    }

    @Test
    void whatIsReplayedIsAsLateAndAsFarAheadAsItWasWhenItCame() {
        Instant twoHoursAgo = NOW.minus(Duration.ofHours(2));
        pipeReplayed(event(twoHoursAgo.toEpochMilli() - 1_000, "success"), twoHoursAgo);
        pipeReplayed(event(twoHoursAgo.minusSeconds(601).toEpochMilli(), "success"), twoHoursAgo);
        pipeReplayed(event(twoHoursAgo.plusSeconds(6).toEpochMilli(), "success"), twoHoursAgo);
        pipeReplayed(event(NOW.minusSeconds(601).toEpochMilli(), "success"), NOW.plusSeconds(3_600));

        assertThat(meter.counted).isEqualTo(1);
        assertThat(rig.sent("dead-letters"))
                .extracting(letter -> DeadLetterHeaders.read(letter.headers()).cause())
                .containsExactly("late", "future", "late");
    }

    private void pipeReplayed(byte[] value, Instant arrived) {
        RecordHeaders headers = new RecordHeaders();
        ReplayHeaders.write(0, 7, OptionalLong.of(arrived.toEpochMilli()), headers);
        rig.came("requests", value, headers, NOW);
    }
}
