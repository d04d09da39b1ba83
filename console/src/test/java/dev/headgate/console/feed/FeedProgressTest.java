package dev.headgate.console.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.feed.FeedStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class FeedProgressTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final TopicPartition ONE = new TopicPartition("decisions", 0);

    private final FeedProgress progress = new FeedProgress(NOW);

    @Test
    void readsUntilItHasReachedWhereTheLogEnded() {
        progress.answered(Map.of(ONE, 100L), Map.of(ONE, 200L), Map.of(ONE, 150L), NOW);

        assertThat(progress.status(NOW, 0).state()).isEqualTo(State.READING);
        assertThat(progress.status(NOW, 0).readShare()).isEqualTo(0.5);
        assertThat(progress.status(NOW, 0).sentence()).contains("50 %");

        progress.read(Map.of(ONE, 200L), NOW);

        FeedStatus status = progress.status(NOW.plusSeconds(2), 3);
        assertThat(status.state()).isEqualTo(State.CURRENT);
        assertThat(status.behind()).isEqualTo(Duration.ofSeconds(2));
        assertThat(status.unreadable()).isEqualTo(3);
        assertThat(status.sentence()).isEqualTo("up to date: what is shown is at most 2 s old");
    }

    @Test
    void isAsOldAsTheLastEndThatItReachedHoweverFastTheLogGrows() {
        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW);
        progress.answered(Map.of(), Map.of(ONE, 30L), Map.of(ONE, 20L), NOW.plusSeconds(1));
        progress.answered(Map.of(), Map.of(ONE, 60L), Map.of(ONE, 29L), NOW.plusSeconds(2));

        assertThat(progress.status(NOW.plusSeconds(3), 0).behind()).isEqualTo(Duration.ofSeconds(3));

        progress.read(Map.of(ONE, 31L), NOW);

        assertThat(progress.status(NOW.plusSeconds(3), 0).behind())
                .as("everything until the first of them was read")
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void saysThatItReadsWhenItFallsBehind() {
        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW);

        assertThat(progress.status(NOW.plusSeconds(11), 0).state()).isEqualTo(State.READING);
    }

    @Test
    void saysSinceWhenTheBrokerIsAwayUntilItAnswersAgain() {
        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW);
        progress.failed("the broker does not answer");

        FeedStatus away = progress.status(NOW.plusSeconds(12), 0);
        assertThat(away.state()).isEqualTo(State.AWAY);
        assertThat(away.awaySince()).contains(NOW);
        assertThat(away.sentence())
                .isEqualTo("the broker does not answer, for 12 s; what is shown is what was known before");

        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW.plusSeconds(20));

        assertThat(progress.status(NOW.plusSeconds(20), 0).state()).isEqualTo(State.CURRENT);
        assertThat(progress.status(NOW.plusSeconds(20), 0).awaySince()).isEmpty();
    }

    @Test
    void tellsAProblemUntilRecordsAreTakenInAlthoughTheBrokerAnswers() {
        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW);
        progress.failed("what was read cannot be kept: the disk is full");
        progress.answered(Map.of(), Map.of(ONE, 20L), Map.of(ONE, 10L), NOW.plusSeconds(5));
        progress.failed("what was read cannot be kept: the disk is full");

        FeedStatus status = progress.status(NOW.plusSeconds(12), 0);
        assertThat(status.state()).isEqualTo(State.AWAY);
        assertThat(status.awaySince()).contains(NOW);
        assertThat(status.sentence()).startsWith("what was read cannot be kept: the disk is full, for 12 s");

        progress.answered(Map.of(), Map.of(ONE, 20L), Map.of(ONE, 10L), NOW.plusSeconds(13));
        assertThat(progress.status(NOW.plusSeconds(13), 0).state()).isEqualTo(State.AWAY);

        progress.read(Map.of(ONE, 15L), NOW);
        assertThat(progress.status(NOW.plusSeconds(13), 0).awaySince()).isEmpty();
    }

    @Test
    void isNotUpToDateWhileATransactionHoldsTheLogBack() {
        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW);
        progress.written(Map.of(ONE, 10L), Map.of(ONE, 15L), NOW);
        for (int second = 1; second <= 6; second++) {
            Instant at = NOW.plusSeconds(second);
            progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), at);
            progress.written(Map.of(ONE, 10L), Map.of(ONE, 15L + second), at);
        }

        assertThat(progress.status(NOW.plusSeconds(5), 0).state()).isEqualTo(State.CURRENT);
        FeedStatus status = progress.status(NOW.plusSeconds(6), 0);
        assertThat(status.state()).isEqualTo(State.READING);
        assertThat(status.behind()).isEqualTo(Duration.ofSeconds(6));
        assertThat(status.sentence())
                .isEqualTo(
                        "decisions-0 is held back by an open transaction since 2026-11-20T10:00:00Z, for 6 s; what was"
                                + " written since is not shown");

        progress.written(Map.of(ONE, 22L), Map.of(ONE, 22L), NOW.plusSeconds(7));
        assertThat(progress.status(NOW.plusSeconds(7), 0).state()).isEqualTo(State.CURRENT);
    }

    @Test
    void takesTransactionsThatEndOneAfterTheOtherForUsual() {
        for (int second = 0; second <= 20; second++) {
            Instant at = NOW.plusSeconds(second);
            progress.answered(Map.of(), Map.of(ONE, 10L + second), Map.of(ONE, 10L + second), at);
            progress.written(Map.of(ONE, 10L + second), Map.of(ONE, 15L + second), at);
        }

        assertThat(progress.status(NOW.plusSeconds(20), 0).state()).isEqualTo(State.CURRENT);
    }

    @Test
    void saysHowOldWhatIsShownIsWhileItReads() {
        progress.answered(Map.of(ONE, 0L), Map.of(ONE, 100L), Map.of(ONE, 99L), NOW);
        progress.read(Map.of(ONE, 99L), NOW.minusSeconds(600));

        assertThat(progress.status(NOW, 0).sentence())
                .isEqualTo(
                        "the log is being read, 99 % so far; what is shown is 10 min old, and what is not read yet is"
                                + " not shown");
    }

    @Test
    void saysThatNobodyReadsAnyMore() {
        progress.answered(Map.of(), Map.of(ONE, 10L), Map.of(ONE, 10L), NOW);
        progress.stopped();

        FeedStatus status = progress.status(NOW.plusSeconds(3), 0);
        assertThat(status.state()).isEqualTo(State.STOPPED);
        assertThat(status.sentence())
                .isEqualTo("the log is not read any more; what is shown is 3 s old: restart the console");
    }

    @Test
    void hasReadAnEmptyLog() {
        progress.answered(Map.of(ONE, 0L), Map.of(ONE, 0L), Map.of(), NOW);

        assertThat(progress.status(NOW, 0).state()).isEqualTo(State.CURRENT);
        assertThat(progress.status(NOW, 0).readShare()).isEqualTo(1);
    }
}
