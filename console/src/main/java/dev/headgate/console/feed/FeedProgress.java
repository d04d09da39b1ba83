package dev.headgate.console.feed;

import dev.headgate.console.feed.FeedStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
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

    /** So long a transaction may be open: the gate's own take a fraction of it. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    private Optional<Map<TopicPartition, Long>> commanded = Optional.empty();
    private boolean commandsRead;
    private Optional<Map<TopicPartition, Long>> said = Optional.empty();
    private boolean wordsRead;
    private Optional<Goal> goal = Optional.empty();
    private Optional<Instant> reachedAt = Optional.empty();
    private Instant answeredAt;
    private Instant lastRecordAt = Instant.EPOCH;
    private Optional<Problem> problem = Optional.empty();
    private Map<TopicPartition, Held> held = Map.of();
    private double readShare;
    private boolean stopped;

    FeedProgress(Instant begun) {
        answeredAt = begun;
    }

    /** What keeps the feed from going on, and since when. */
    private record Problem(String what, Instant since) {}

    /** That more is written behind what can be read, which has ended at the same offset since. */
    private record Held(long end, Instant since) {}

    /** Where the log ended at an instant. */
    private record Goal(Map<TopicPartition, Long> ends, Instant at) {}

    /**
     * Reading begins.
     *
     * @param commands where what has been commanded ends, open transactions included
     * @param words where what has been said to executors and by them ends, in the same way
     */
    synchronized void begins(Map<TopicPartition, Long> commands, Map<TopicPartition, Long> words) {
        commanded = Optional.of(commands);
        commandsRead = false;
        said = Optional.of(words);
        wordsRead = false;
    }

    /** The broker has said where the log begins and ends. */
    synchronized void answered(
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> positions,
            Instant at) {
        answeredAt = at;
        readShare = share(begins, ends, positions);
        if (goal.isEmpty()) {
            goal = Optional.of(new Goal(ends, at));
        }
        reached(positions);
    }

    /** The broker has said where what can be read ends, and where everything ends that is written. */
    synchronized void written(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> written, Instant at) {
        Map<TopicPartition, Held> more = new HashMap<>();
        ends.forEach((partition, end) -> {
            if (written.getOrDefault(partition, end) > end) {
                Optional<Held> before = Optional.ofNullable(held.get(partition)).filter(known -> known.end() == end);
                more.put(partition, before.orElseGet(() -> new Held(end, at)));
            }
        });
        held = Map.copyOf(more);
    }

    /** Nobody reads any more. */
    synchronized void stopped() {
        stopped = true;
    }

    /** Records were taken in. */
    synchronized void read(Map<TopicPartition, Long> positions, Instant newest) {
        problem = Optional.empty();
        if (newest.isAfter(lastRecordAt)) {
            lastRecordAt = newest;
        }
        reached(positions);
    }

    /**
     * The broker has not answered, or something else keeps the feed from going on: until records are taken in, or nothing is
     * left to be taken in. That the broker answers again is not enough.
     */
    synchronized void failed(String what) {
        problem = Optional.of(new Problem(what, problem.map(Problem::since).orElse(answeredAt)));
    }

    synchronized FeedStatus status(Instant now, long unreadable) {
        Optional<Map.Entry<TopicPartition, Held>> heldBack = heldBack(now);
        Duration behind = behind(now, heldBack.map(Map.Entry::getValue));
        State state = state(behind, heldBack.isPresent());
        return new FeedStatus(
                state,
                state == State.CURRENT ? 1 : readShare,
                behind,
                lastRecordAt,
                problem.map(Problem::since),
                sentence(state, behind, now, heldBack),
                unreadable,
                commandsRead,
                wordsRead);
    }

    private State state(Duration behind, boolean heldBack) {
        if (stopped) {
            return State.STOPPED;
        }
        if (problem.isPresent()) {
            return State.AWAY;
        }
        boolean current = reachedAt.isPresent() && behind.compareTo(CURRENT) <= 0 && !heldBack;
        return current ? State.CURRENT : State.READING;
    }

    private Duration behind(Instant now, Optional<Held> heldBack) {
        Duration behind = reachedAt
                .or(() -> Optional.of(lastRecordAt).filter(Instant.EPOCH::isBefore))
                .map(at -> positive(at, now))
                .orElse(Duration.ZERO);
        Duration open = heldBack.map(it -> positive(it.since(), now)).orElse(Duration.ZERO);
        return behind.compareTo(open) < 0 ? open : behind;
    }

    /** The partition that has been held back longest, if that is longer than usual. */
    private Optional<Map.Entry<TopicPartition, Held>> heldBack(Instant now) {
        return held.entrySet().stream()
                .filter(each -> positive(each.getValue().since(), now).compareTo(USUAL) > 0)
                .min(Comparator.comparing(each -> each.getValue().since()));
    }

    private void reached(Map<TopicPartition, Long> positions) {
        commandsRead |= commanded.map(ends -> all(ends, positions)).orElse(false);
        wordsRead |= said.map(ends -> all(ends, positions)).orElse(false);
        boolean all = goal.map(end -> all(end.ends(), positions)).orElse(false);
        if (all) {
            reachedAt = goal.map(Goal::at);
            goal = Optional.empty();
            problem = Optional.empty();
        }
    }

    private static boolean all(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> positions) {
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private String sentence(
            State state, Duration behind, Instant now, Optional<Map.Entry<TopicPartition, Held>> heldBack) {
        return switch (state) {
            case CURRENT -> "up to date: what is shown is at most " + seconds(behind) + " old";
            case READING ->
                heldBack.map(open -> open.getKey() + " is held back by an open transaction since "
                                + open.getValue().since().truncatedTo(ChronoUnit.SECONDS) + ", for " + seconds(behind)
                                + "; what was written since is not shown")
                        .orElseGet(() -> "the log is being read, " + Math.min(99, (int) (readShare * 100))
                                + " % so far; what is shown is " + seconds(behind)
                                + " old, and what is not read yet is not shown");
            case STOPPED ->
                "the log is not read any more; what is shown is " + seconds(behind) + " old: restart the console";
            case AWAY ->
                problem.map(Problem::what).orElse("the broker does not answer") + ", for "
                        + seconds(positive(problem.map(Problem::since).orElse(answeredAt), now))
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
