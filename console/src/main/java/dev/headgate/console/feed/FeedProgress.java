package dev.headgate.console.feed;

import dev.headgate.console.feed.FeedStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the feed is. The broker is asked again and again where the log ends; what is shown is as old as the last of those ends
 * that was reached. Thread-safe.
 */
final class FeedProgress {

    /** So far behind it is still called current: batches take their time. */
    private static final Duration CURRENT = Duration.ofSeconds(10);

    private Optional<Goal> goal = Optional.empty();
    private Optional<Instant> reachedAt = Optional.empty();
    private Instant answeredAt;
    private Instant lastRecordAt = Instant.EPOCH;
    private Optional<String> problem = Optional.empty();
    private double readShare;

    FeedProgress(Instant begun) {
        answeredAt = begun;
    }

    /** Where the log ended at an instant. */
    private record Goal(Map<TopicPartition, Long> ends, Instant at) {}

    /** The broker has said where the log begins and ends. */
    synchronized void answered(
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> positions,
            Instant at) {
        answeredAt = at;
        problem = Optional.empty();
        readShare = share(begins, ends, positions);
        if (goal.isEmpty()) {
            goal = Optional.of(new Goal(ends, at));
        }
        reached(positions);
    }

    /** Records were taken in. */
    synchronized void read(Map<TopicPartition, Long> positions, Instant newest) {
        if (newest.isAfter(lastRecordAt)) {
            lastRecordAt = newest;
        }
        reached(positions);
    }

    /** The broker has not answered, or something else keeps the feed from going on. */
    synchronized void failed(String what) {
        problem = Optional.of(what);
    }

    synchronized FeedStatus status(Instant now, long unreadable) {
        Duration behind = reachedAt
                .or(() -> Optional.of(lastRecordAt).filter(Instant.EPOCH::isBefore))
                .map(at -> positive(at, now))
                .orElse(Duration.ZERO);
        State state = problem.isPresent()
                ? State.AWAY
                : reachedAt.isPresent() && behind.compareTo(CURRENT) <= 0 ? State.CURRENT : State.READING;
        return new FeedStatus(
                state,
                state == State.CURRENT ? 1 : readShare,
                behind,
                lastRecordAt,
                problem.map(what -> answeredAt),
                sentence(state, behind, now),
                unreadable);
    }

    private void reached(Map<TopicPartition, Long> positions) {
        boolean all = goal.map(end -> end.ends().entrySet().stream()
                        .allMatch(each -> positions.getOrDefault(each.getKey(), 0L) >= each.getValue()))
                .orElse(false);
        if (all) {
            reachedAt = goal.map(Goal::at);
            goal = Optional.empty();
        }
    }

    private String sentence(State state, Duration behind, Instant now) {
        return switch (state) {
            case CURRENT -> "up to date: what is shown is at most " + seconds(behind) + " old";
            case READING ->
                "the log is being read, " + Math.min(99, (int) (readShare * 100))
                        + " % so far; what is not read yet is not shown";
            case AWAY ->
                problem.orElse("the broker does not answer") + ", for " + seconds(positive(answeredAt, now))
                        + "; what is shown is what was known before";
        };
    }

    private static double share(
            Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        long all = 0;
        long read = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            long begin = begins.getOrDefault(end.getKey(), 0L);
            all += end.getValue() - begin;
            read += Math.max(0, Math.min(end.getValue(), positions.getOrDefault(end.getKey(), begin)) - begin);
        }
        return all <= 0 ? 1 : (double) read / all;
    }

    private static String seconds(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }

    private static Duration positive(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
