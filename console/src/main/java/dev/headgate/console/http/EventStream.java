package dev.headgate.console.http;

import dev.headgate.console.feed.FeedStatus;
import dev.headgate.console.model.ReadModel;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.FigureSeries;
import dev.headgate.console.view.RolloutRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What one page is told, on the thread of its request: first everything, then what has changed. It asks for news when it has
 * got rid of the last, so that a slow page gets the newest state late rather than old ones one after another.
 */
final class EventStream {

    private static final Duration STATUS_EACH = Duration.ofSeconds(5);
    /** How soon another state of the feed is noticed. */
    private static final Duration LOOK_EACH = Duration.ofSeconds(1);

    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final Duration NEWS = Duration.ofHours(1);
    private static final long MILLIS = 1_000;

    private final Board board;
    private final ReadModel model;
    private final Supplier<StatusView> status;
    private final BooleanSupplier stillIn;
    private final Optional<String> rollout;
    private final OutputStream out;

    private long seen;
    private long rolloutSeen = -1;
    private byte[] executions = new byte[0];
    private Optional<Instant> figuresUpTo = Optional.empty();
    private String feed = "";
    private long statusAt;

    /**
     * A stream.
     *
     * @param status how the console is, for this page
     * @param stillIn whether whoever looks still may
     * @param rollout the rollout that the page shows closely; empty if it shows none so
     * @param out to the page
     */
    EventStream(
            Board board,
            ReadModel model,
            Supplier<StatusView> status,
            BooleanSupplier stillIn,
            Optional<String> rollout,
            OutputStream out) {
        this.board = board;
        this.model = model;
        this.status = status;
        this.stillIn = stillIn;
        this.rollout = rollout;
        this.out = out;
    }

    /**
     * Rows of rollouts.
     *
     * @param version of the board
     * @param items those that look otherwise
     * @param gone ids of those that are known no more
     */
    record Rollouts(long version, List<RolloutRow> items, List<String> gone) {}

    /**
     * New decisions.
     *
     * @param items oldest first
     */
    record Decisions(List<DecisionRow> items) {}

    /**
     * Tells until the page is gone, may look no more, or the console stops.
     *
     * @throws IOException if the page is gone
     */
    void run() throws IOException, InterruptedException {
        out.write("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
        board.watch();
        try {
            boolean goesOn = tellStatus();
            while (goesOn && !board.closed()) {
                long begun = System.nanoTime();
                tellNews();
                goesOn = tellStatusIfDue();
                out.flush();
                rest(begun);
                board.await(seen, shorter(untilStatus(), LOOK_EACH));
            }
        } finally {
            board.unwatch();
        }
    }

    private void tellNews() throws IOException {
        Board.News news = board.since(seen);
        // Before the board has looked once there is nothing to tell; an empty list then would be a lie.
        if (news.version() == 0) {
            return;
        }
        if (seen == 0 || !news.rollouts().isEmpty() || !news.gone().isEmpty()) {
            send("rollouts", new Rollouts(news.version(), news.rollouts(), news.gone()), news.version());
        }
        List<DecisionRow> decisions = told(news.decisions(), status.get());
        if (!decisions.isEmpty()) {
            send("decisions", new Decisions(decisions), news.version());
        }
        seen = news.version();
        if (rollout.isPresent()) {
            tellRollout(rollout.get());
        }
    }

    /** What was decided long ago is no news, while a log is read from its beginning. */
    static List<DecisionRow> told(List<DecisionRow> decisions, StatusView now) {
        if (decisions.isEmpty() || now.feed().state().equals(FeedStatus.State.CURRENT.wireName())) {
            return decisions;
        }
        Instant lately = now.now().minus(NEWS);
        return decisions.stream()
                .filter(decision -> decision.evaluatedAt().isAfter(lately))
                .toList();
    }

    private void tellRollout(String id) throws IOException {
        long touched = board.touched(id);
        if (touched <= rolloutSeen) {
            return;
        }
        rolloutSeen = touched;
        var detail = model.rollout(id);
        if (detail.isEmpty()) {
            return;
        }
        send("rollout", detail.get(), seen);
        FigureSeries figures = model.figures(id, figuresUpTo);
        if (!figures.at().isEmpty()) {
            send("figures", figures, seen);
            double last = figures.at().get(figures.at().size() - 1);
            figuresUpTo = Optional.of(Instant.ofEpochMilli(Math.round(last * MILLIS)));
        }
        byte[] done = Json.of(new ReadRoutes.Items<>(model.executions(id)));
        if (!Arrays.equals(done, executions)) {
            executions = done;
            send("executions", done, seen);
        }
    }

    /** Another state is told at once. */
    private boolean tellStatusIfDue() throws IOException {
        boolean changed = !feed.equals(status.get().feed().state());
        boolean due = changed || untilStatus().isZero();
        return !due || tellStatus();
    }

    private boolean tellStatus() throws IOException {
        if (!stillIn.getAsBoolean()) {
            return false;
        }
        StatusView now = status.get();
        feed = now.feed().state();
        statusAt = System.nanoTime();
        send("status", now, now.version());
        out.flush();
        return true;
    }

    private Duration untilStatus() {
        Duration left = STATUS_EACH.minusNanos(System.nanoTime() - statusAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void rest(long begun) throws InterruptedException {
        long left = BETWEEN.minusNanos(System.nanoTime() - begun).toMillis();
        if (left > 0) {
            Thread.sleep(left);
        }
    }

    private void send(String event, Object data, long version) throws IOException {
        send(event, Json.of(data), version);
    }

    /** JSON has no line breaks of its own. */
    private void send(String event, byte[] json, long version) throws IOException {
        out.write(("event: " + event + "\nid: " + version + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        out.write(json);
        out.write("\n\n".getBytes(StandardCharsets.UTF_8));
    }
}
