package dev.headgate.core.rollout;

import dev.headgate.schemas.model.OpenNotice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What about a rollout is not its course: hours, people who have to be told, other services, what follows it.
 *
 * @param scheduledFor when it may begin, while it waits for that
 * @param closedAt the end of the calendar's hours that was acted upon; empty while it is within them
 * @param notices what people were told and nobody has acknowledged
 * @param acknowledged what was acknowledged last, oldest first
 * @param digests when each digest was told last
 * @param train what is known of the other services of its train
 * @param recovery what the service still has to show after its rollback
 */
public record Surroundings(
        Optional<Instant> scheduledFor,
        Optional<Instant> closedAt,
        List<Notice> notices,
        List<Acknowledged> acknowledged,
        List<ToldDigest> digests,
        TrainState train,
        Optional<Recovery> recovery) {

    /** So many acknowledgements are remembered. */
    private static final int REMEMBERED = 50;

    /** Nothing yet. */
    public static final Surroundings NONE = new Surroundings(
            Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), TrainState.NONE, Optional.empty());

    /** Copies the lists. */
    public Surroundings {
        notices = List.copyOf(notices);
        acknowledged = List.copyOf(acknowledged);
        digests = List.copyOf(digests);
    }

    /** What nobody has acknowledged yet. */
    List<OpenNotice> openNotices() {
        return notices.stream().map(Notice::open).toList();
    }

    Surroundings scheduled(Optional<Instant> other) {
        return new Surroundings(other, closedAt, notices, acknowledged, digests, train, recovery);
    }

    Surroundings closed(Optional<Instant> other) {
        return new Surroundings(scheduledFor, other, notices, acknowledged, digests, train, recovery);
    }

    Surroundings noticing(List<Notice> others) {
        return new Surroundings(scheduledFor, closedAt, others, acknowledged, digests, train, recovery);
    }

    Surroundings acknowledging(Acknowledged one) {
        List<Acknowledged> others = new ArrayList<>(acknowledged);
        others.add(one);
        List<Acknowledged> last = others.subList(Math.max(0, others.size() - REMEMBERED), others.size());
        List<Notice> rest = notices.stream()
                .filter(notice -> !notice.decisionId().equals(one.decisionId()))
                .toList();
        return new Surroundings(scheduledFor, closedAt, rest, last, digests, train, recovery);
    }

    Surroundings telling(List<ToldDigest> others) {
        return new Surroundings(scheduledFor, closedAt, notices, acknowledged, others, train, recovery);
    }

    Surroundings inTrain(TrainState other) {
        return new Surroundings(scheduledFor, closedAt, notices, acknowledged, digests, other, recovery);
    }

    Surroundings recovering(Optional<Recovery> other) {
        return new Surroundings(scheduledFor, closedAt, notices, acknowledged, digests, train, other);
    }
}
