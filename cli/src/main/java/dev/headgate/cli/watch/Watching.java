package dev.headgate.cli.watch;

import dev.headgate.cli.follow.FollowedRollout;
import dev.headgate.cli.follow.RolloutNews;
import dev.headgate.cli.follow.WaitLines;
import dev.headgate.cli.follow.WaitResult;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shows a rollout while it goes on. Not thread-safe. */
public final class Watching {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);

    private final Function<Duration, List<RolloutNews>> feed;
    private final InstantSource clock;
    private final Palette palette;
    private WatchState watched;

    /**
     * Begins with what is known.
     *
     * @param feed gives what has come, waiting at most as long as given
     * @param looks how it looked so far, in order of time
     */
    public Watching(
            Function<Duration, List<RolloutNews>> feed,
            FollowedRollout found,
            Optional<Policy> policy,
            List<Evaluation> looks,
            InstantSource clock,
            Palette palette) {
        this.feed = feed;
        this.clock = clock;
        this.palette = palette;
        Instant heardAt = found.state().map(RolloutState::updatedAt).orElse(clock.instant());
        watched = new WatchState(found, policy, looks, heardAt);
    }

    /** What is shown stays on the terminal until somebody has seen enough of it. */
    public void live(LiveTerminal terminal) {
        Instant nextFrame = Instant.MIN;
        while (!terminal.quits()) {
            for (RolloutNews news : feed.apply(POLL)) {
                watched = watched.after(news, clock.instant());
            }
            Instant now = clock.instant();
            if (!now.isBefore(nextFrame)) {
                nextFrame = now.plus(BETWEEN_FRAMES);
                terminal.draw(WatchPanel.lines(watched, now, terminal.size(), palette));
            }
        }
    }

    /** Line by line until it is over, or nobody reads any more. */
    public void plain(PrintWriter out) {
        WatchLines lines = new WatchLines(palette);
        while (watched.rollout().end().isEmpty() && !out.checkError()) {
            step(lines, out);
        }
        for (int more = 0; more < 20 && !watched.rollout().complete(); more++) {
            step(lines, out);
        }
        last().forEach(out::println);
        out.flush();
    }

    /** How it ended, in a line or a few; nothing while it goes on. */
    public List<String> last() {
        FollowedRollout rollout = watched.rollout();
        Duration since = rollout.state()
                .map(state -> Duration.between(state.startedAt(), state.updatedAt()))
                .orElse(Duration.ZERO);
        return rollout.end()
                .map(end -> new WaitLines(false, palette).ended(new WaitResult(end, rollout, since)))
                .orElse(List.of());
    }

    private void step(WatchLines lines, PrintWriter out) {
        for (RolloutNews news : feed.apply(POLL)) {
            FollowedRollout before = watched.rollout();
            watched = watched.after(news, clock.instant());
            if (!watched.rollout().equals(before)) {
                lines.on(news, before).forEach(out::println);
            }
        }
    }
}
