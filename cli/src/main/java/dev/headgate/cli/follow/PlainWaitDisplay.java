package dev.headgate.cli.follow;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Prints lines as things happen; where a person watches, one more below them that is drawn again. Not thread-safe. */
public final class PlainWaitDisplay implements WaitDisplay {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(500);

    private final PrintWriter out;
    private final WaitLines lines;
    private final StatusLine status;
    private Instant nextDrawing = Instant.MIN;

    /**
     * Prints there.
     *
     * @param status the line that is drawn again
     */
    public PlainWaitDisplay(PrintWriter out, WaitLines lines, StatusLine status) {
        this.out = out;
        this.lines = lines;
        this.status = status;
    }

    @Override
    public void happened(RolloutNews news, FollowedRollout before) {
        print(lines.on(news, before));
    }

    @Override
    public void passed(List<FollowedRollout> rollouts, Instant now) {
        if (!now.isBefore(nextDrawing)) {
            nextDrawing = now.plus(BETWEEN_DRAWINGS);
            status.draw(rollouts.stream()
                    .filter(rollout -> rollout.end().isEmpty())
                    .map(rollout -> lines.status(rollout, now))
                    .toList());
        }
    }

    @Override
    public void silent(Duration silence) {
        print(List.of(lines.silent(silence)));
    }

    @Override
    public void heardAgain(Duration silence) {
        print(List.of(lines.heardAgain(silence)));
    }

    @Override
    public void ended(List<WaitResult> results) {
        results.forEach(result -> print(lines.ended(result)));
    }

    private void print(List<String> news) {
        if (!news.isEmpty()) {
            status.wipe();
            news.forEach(out::println);
            out.flush();
        }
    }
}
