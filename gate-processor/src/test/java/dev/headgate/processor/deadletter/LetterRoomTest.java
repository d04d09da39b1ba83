package dev.headgate.processor.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LetterRoomTest {

    private static final int BATCH = 300_000;

    private final AtomicLong nanos = new AtomicLong(-5);
    private final LetterRoom room = new LetterRoom(nanos::get);

    @Test
    void batchesOfAnIncidentAreKeptWholeAndOfAFloodOnlyTheirBeginnings() {
        long kept = 0;
        int whole = 0;
        for (int second = 0; second < 86_400; second++) {
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            int bytes = room.take("missing-field", "otlp_spans", BATCH);
            whole += bytes == BATCH ? 1 : 0;
            kept += bytes == BATCH ? bytes : 0;
            assertThat(bytes).isIn(BATCH, LetterRoom.ALWAYS_BYTES);
            assertThat(second >= 100 || bytes == BATCH).isTrue();
        }

        assertThat(whole).isGreaterThan(600);
        assertThat(kept).isLessThan(LetterRoom.FIRST_BYTES + 86_400 * LetterRoom.BYTES_A_SECOND);
    }

    @Test
    void oneCauseOrTopicTakesNothingFromAnother() {
        for (int i = 0; i < 1_000; i++) {
            room.take("missing-field", "otlp_spans", BATCH);
        }

        assertThat(room.take("missing-field", "otlp_spans", BATCH)).isEqualTo(LetterRoom.ALWAYS_BYTES);
        assertThat(room.take("future", "otlp_spans", BATCH)).isEqualTo(BATCH);
        assertThat(room.take("missing-field", "otlp_metrics", BATCH)).isEqualTo(BATCH);
    }

    @Test
    void whatWasTakenSinceTheLastCommitIsGivenBackAndNoMore() {
        int most = (int) (LetterRoom.FIRST_BYTES / BATCH);
        take(most / 2);
        room.committed();
        for (int aborted = 0; aborted < 10; aborted++) {
            assertThat(take(most)).isEqualTo(most - most / 2);
            room.giveBack();
        }

        assertThat(take(most)).isEqualTo(most - most / 2);
        room.committed();
        room.giveBack();
        assertThat(take(1)).isZero();
    }

    @Test
    void whatIsSmallIsAlwaysKeptWhole() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(room.take("not-json", "requests", 1_000)).isEqualTo(1_000);
        }
    }

    /** How many of so many batches are kept whole. */
    private int take(int batches) {
        int whole = 0;
        for (int i = 0; i < batches; i++) {
            whole += room.take("missing-field", "otlp_spans", BATCH) == BATCH ? 1 : 0;
        }
        return whole;
    }
}
