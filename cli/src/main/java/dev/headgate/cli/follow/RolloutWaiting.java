package dev.headgate.cli.follow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Waits until rollouts have ended, however long nobody answers meanwhile. Not thread-safe. */
public final class RolloutWaiting {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration SILENCE_TOLD_AFTER = Duration.ofSeconds(15);

    private final Function<Duration, List<RolloutNews>> feed;
    private final WaitDisplay display;
    private final InstantSource clock;
    private final Patience patience;
    private Instant heardAt = Instant.EPOCH;
    private boolean silenceTold;

    /**
     * How long to wait.
     *
     * @param longest for the end; empty for as long as it takes
     * @param silence while nothing is heard of rollouts under way
     */
    public record Patience(Optional<Duration> longest, Duration silence) {}

    /**
     * @param feed gives what has come, waiting at most as long as given
     */
    public RolloutWaiting(
            Function<Duration, List<RolloutNews>> feed, WaitDisplay display, InstantSource clock, Patience patience) {
        this.feed = feed;
        this.display = display;
        this.clock = clock;
        this.patience = patience;
    }

    /** What came of each, in the order given. */
    public List<WaitResult> until(List<FollowedRollout> begun) {
        Instant start = clock.instant();
        heardAt = start;
        List<FollowedRollout> rollouts = begun;
        while (goOn(rollouts) && !timedOut(start) && !tooSilent(rollouts)) {
            rollouts = step(rollouts);
            tellOfSilence(rollouts);
        }
        rollouts = lastWords(rollouts);
        Instant now = clock.instant();
        RolloutEnd otherwise = tooSilent(rollouts) ? RolloutEnd.SILENT : RolloutEnd.STILL_RUNNING;
        List<WaitResult> results = rollouts.stream()
                .map(each -> new WaitResult(each.end().orElse(otherwise), each, Duration.between(start, now)))
                .toList();
        display.ended(results);
        return results;
    }

    /** The exit code: of several results the one that most has to be done about. */
    public static int exitCode(List<WaitResult> results) {
        return results.stream()
                .map(WaitResult::end)
                .max((one, other) -> Integer.compare(weight(one), weight(other)))
                .map(RolloutEnd::exitCode)
                .orElse(0);
    }

    private static int weight(RolloutEnd end) {
        return switch (end) {
            case COMPLETED -> 0;
            case STILL_RUNNING -> 1;
            case REFUSED -> 2;
            case ABORTED -> 3;
            case ROLLED_BACK -> 4;
            case UNSEEN -> 5;
            case SILENT -> 6;
            case ROLLBACK_FAILED -> 7;
        };
    }

    private List<FollowedRollout> step(List<FollowedRollout> before) {
        List<FollowedRollout> rollouts = new ArrayList<>(before);
        for (RolloutNews news : feed.apply(POLL)) {
            for (int i = 0; i < rollouts.size(); i++) {
                FollowedRollout known = rollouts.get(i);
                if (known.concerns(news)) {
                    heard();
                    FollowedRollout next = known.after(news);
                    if (!next.equals(known)) {
                        display.happened(news, known);
                        rollouts.set(i, next);
                    }
                }
            }
        }
        display.passed(rollouts, clock.instant());
        return rollouts;
    }

    // The decision that ended it stands in another topic than its end, and may come behind it.
    private List<FollowedRollout> lastWords(List<FollowedRollout> ended) {
        Instant latest = clock.instant().plus(LAST_WORDS);
        List<FollowedRollout> rollouts = ended;
        while (!goOn(rollouts)
                && !rollouts.stream().allMatch(FollowedRollout::complete)
                && clock.instant().isBefore(latest)) {
            rollouts = step(rollouts);
        }
        return rollouts;
    }

    private void heard() {
        if (silenceTold) {
            display.heardAgain(Duration.between(heardAt, clock.instant()));
            silenceTold = false;
        }
        heardAt = clock.instant();
    }

    private void tellOfSilence(List<FollowedRollout> rollouts) {
        Duration silence = Duration.between(heardAt, clock.instant());
        if (!silenceTold && silence.compareTo(SILENCE_TOLD_AFTER) >= 0 && goOn(rollouts)) {
            silenceTold = true;
            display.silent(silence);
        }
    }

    private static boolean goOn(List<FollowedRollout> rollouts) {
        return rollouts.stream().anyMatch(each -> each.end().isEmpty());
    }

    private boolean timedOut(Instant start) {
        return patience.longest()
                .map(longest -> !clock.instant().isBefore(start.plus(longest)))
                .orElse(false);
    }

    private boolean tooSilent(List<FollowedRollout> rollouts) {
        return goOn(rollouts) && Duration.between(heardAt, clock.instant()).compareTo(patience.silence()) >= 0;
    }
}
