package dev.headgate.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.DecisionFilter;
import dev.headgate.console.model.Page;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told is of now. */
@Timeout(60)
final class BoardTest {

    private final ReadModel model = ReadModel.inMemory();
    private final ExampleLog log = ExampleLog.of(model);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void theFirstToLookAgainIsNotToldWhatTheLastOneSaw() throws Exception {
        try (Board board = new Board(model)) {
            board.watch();
            first(board);
            board.unwatch();
            log.append(TopicCatalogue.GATE_ROLLOUTS, "shop", ExampleLog.state("since then"));

            board.watch();

            assertThat(first(board).rollouts()).extracting(RolloutRow::reason).containsExactly("since then");
        }
    }

    @Test
    void decisionsOfLongAgoAreNoNewsWhileTheLogIsRead() {
        List<DecisionRow> rows =
                model.decisions(DecisionFilter.ALL, Page.first(5)).items();
        Instant decided = rows.get(0).evaluatedAt();

        assertThat(rows).isNotEmpty();
        assertThat(EventStream.told(rows, status(FeedStatus.State.READING, decided.plusSeconds(7_200))))
                .isEmpty();
        assertThat(EventStream.told(rows, status(FeedStatus.State.READING, decided.plusSeconds(1_800))))
                .as("a gap is told when it is over")
                .isEqualTo(rows);
        assertThat(EventStream.told(rows, status(FeedStatus.State.CURRENT, decided.plusSeconds(7_200))))
                .isEqualTo(rows);
    }

    private static Board.News first(Board board) throws InterruptedException {
        Board.News news = board.since(0);
        while (news.version() == 0) {
            board.await(0, Duration.ofSeconds(1));
            news = board.since(0);
        }
        return news;
    }

    private static StatusView status(FeedStatus.State state, Instant now) {
        FeedStatus feed = new FeedStatus(state, 1, Duration.ZERO, now, Optional.empty(), "", 0);
        return new StatusView(
                now,
                1,
                StatusView.Feed.of(feed),
                new StatusView.You("vera", List.of(), Optional.empty()),
                new StatusView.Commands(false, Optional.empty()),
                "not-checked",
                Optional.empty());
    }
}
