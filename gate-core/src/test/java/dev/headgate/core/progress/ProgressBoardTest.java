package dev.headgate.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.CombinerProgress;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressBoardTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");

    private final ProgressBoard board = new ProgressBoard(GateSettings.DEFAULTS);

    @Test
    void isLaggingUntilEveryCombinerHasReported() {
        assertThat(board.status(NOW).why()).isEqualTo("no combiner has reported yet");

        board.apply(progress(0, 2, NOW, NOW, true));

        assertThat(board.status(NOW).lagging()).isTrue();
        assertThat(board.status(NOW).why()).isEqualTo("combiner 1 of 2 has not reported yet");
    }

    @Test
    void theSlowestCombinerDecides() {
        board.apply(progress(0, 2, NOW, NOW, true));
        board.apply(progress(1, 2, NOW.minusSeconds(2), NOW, true));

        assertThat(board.status(NOW).lagging()).isFalse();
        assertThat(board.status(NOW).completeUntil()).isEqualTo(NOW.minusSeconds(3));
        assertThat(board.status(NOW.plusSeconds(1)).lagging()).isFalse();
        assertThat(board.status(NOW.plusMillis(1_001)).lagging()).isTrue();
        assertThat(board.status(NOW.plusMillis(1_500)).why())
                .isEqualTo("combiner 1 of 2 is 3.5 s behind (limit 3.0 s)");
    }

    @Test
    void aCombinersClockThatIsAheadTakesNothingFromTheTimeToSettle() {
        board.apply(progress(0, 1, NOW.plusMillis(900), NOW.plusMillis(900), true));

        assertThat(board.status(NOW).completeUntil()).isEqualTo(NOW.minusSeconds(1));
        assertThat(board.status(NOW.plusMillis(500)).completeUntil()).isEqualTo(NOW.minusMillis(500));
        assertThat(board.status(NOW.plusSeconds(2)).completeUntil()).isEqualTo(NOW.minusMillis(100));
    }

    @Test
    void itIsKnownBeforehandWhenTelemetryWillBeLagging() {
        board.apply(progress(0, 1, NOW, NOW, true));
        TelemetryStatus status = board.status(NOW);

        assertThat(status.laggingAt(NOW.plusSeconds(3))).isFalse();
        assertThat(status.laggingAt(NOW.plusMillis(3_001))).isTrue();
    }

    @Test
    void oneThatIsNotCaughtUpHasComeAsFarAsTheTelemetryItRead() {
        board.apply(progress(0, 1, NOW, NOW.minusSeconds(20), false));

        assertThat(board.status(NOW).lagging()).isTrue();
        assertThat(board.status(NOW).completeUntil()).isEqualTo(NOW.minusSeconds(21));
    }

    @Test
    void anOlderMessageChangesNothingAndFewerCombinersAreForgotten() {
        board.apply(progress(0, 2, NOW, NOW, true));
        board.apply(progress(1, 2, NOW, NOW, true));
        board.apply(progress(0, 2, NOW.minusSeconds(30), NOW, true));
        assertThat(board.status(NOW).lagging()).isFalse();

        board.apply(progress(0, 1, NOW.plusSeconds(20), NOW, true));
        assertThat(board.status(NOW.plusSeconds(20)).lagging()).isFalse();
    }

    @Test
    void remembersItsCombiners() {
        board.apply(progress(0, 1, NOW, NOW, true));
        ProgressBoard other = new ProgressBoard(GateSettings.DEFAULTS);
        other.restore(board.snapshot());

        assertThat(other.status(NOW)).isEqualTo(board.status(NOW));
    }

    private static CombinerProgress progress(int task, int tasks, Instant observed, Instant event, boolean caughtUp) {
        return new CombinerProgress(
                task, tasks, observed.toEpochMilli(), event.toEpochMilli(), caughtUp, new TreeMap<>(), new TreeMap<>());
    }
}
