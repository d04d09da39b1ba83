package dev.headgate.executor.journal;

import dev.headgate.executor.acceptance.Received;
import dev.headgate.schemas.model.ExecutionWord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a journal forgets of a service, and what it may have forgotten, so that a decision that is brought again long after it
 * was over is not taken for a new one.
 *
 * @param known what the journal has of the service, by key
 */
record Forgetting(Map<String, JournalEntry> known) {

    /** How many decisions of earlier rollouts are kept per service, for people and to recognise replays. */
    static final int KEPT_OF_EARLIER_ROLLOUTS = 20;

    /** How many runs that are over are kept per service, of whatever rollout: a hook may be run every few seconds. */
    static final int KEPT_RUNS = 20;

    private static final Comparator<JournalEntry> BY_ORDER = Comparator.comparing(JournalEntry::order);

    /** Keys that may be forgotten: decisions long over, of rollouts before the latest, and runs of any. */
    Stream<String> expendable() {
        return Stream.concat(
                        allButTheLatest(KEPT_OF_EARLIER_ROLLOUTS, isOfEarlierRollout()),
                        allButTheLatest(KEPT_RUNS, JournalEntry::isRun))
                .distinct();
    }

    private Stream<String> allButTheLatest(int kept, Predicate<JournalEntry> which) {
        List<JournalEntry> over = known.values().stream()
                .filter(this::isLongOver)
                .filter(which)
                .sorted(BY_ORDER)
                .toList();
        return over.stream().limit(Math.max(0, over.size() - kept)).map(JournalEntry::key);
    }

    /**
     * Whether a decision that is not known may have been forgotten: it is older than everything remembered of its service, a
     * run older than every run, and so much is remembered that something was forgotten; or so much of what
     * {@link #expendable} chooses from stands behind it. That is so of whatever was forgotten, for good, since the lowest is
     * forgotten first; what waits or runs is kept however low it is, and tells nothing.
     */
    boolean mayHaveForgotten(Received received) {
        return isOlderThanAll(received, KEPT_OF_EARLIER_ROLLOUTS, entry -> true)
                || (received.isRun() && isOlderThanAll(received, KEPT_RUNS, JournalEntry::isRun))
                || isBehindWhatIsKept(received);
    }

    private boolean isOlderThanAll(Received received, int kept, Predicate<JournalEntry> which) {
        List<JournalEntry> remembered = known.values().stream().filter(which).toList();
        return remembered.size() >= kept && remembered.stream().allMatch(isAfter(received));
    }

    private boolean isBehindWhatIsKept(Received received) {
        Predicate<JournalEntry> earlier = isOfEarlierRollout();
        boolean forgettable = received.isRun() || received.decision().epoch() < latestEpoch();
        return forgettable
                && known.values().stream()
                                .filter(this::isLongOver)
                                .filter(entry -> entry.isRun() || earlier.test(entry))
                                .filter(isAfter(received))
                                .count()
                        >= Math.min(KEPT_OF_EARLIER_ROLLOUTS, KEPT_RUNS);
    }

    private static Predicate<JournalEntry> isAfter(Received received) {
        return entry -> entry.order().compareTo(received.order()) > 0;
    }

    private Predicate<JournalEntry> isOfEarlierRollout() {
        long latest = latestEpoch();
        return entry -> entry.decision().epoch() < latest;
    }

    private long latestEpoch() {
        return known.values().stream()
                .mapToLong(entry -> entry.decision().epoch())
                .max()
                .orElse(0);
    }

    /** A word about what is not over may still be acted upon. */
    private boolean isLongOver(JournalEntry entry) {
        return entry.progress().isOver() && !isAboutWhatIsUnderWay(entry);
    }

    private boolean isAboutWhatIsUnderWay(JournalEntry entry) {
        return Optional.of(entry)
                .filter(word -> word.received().isWord())
                .flatMap(word -> ExecutionWord.of(word.decision()))
                .flatMap(word -> Optional.ofNullable(known.get(entry.decision().service() + "/" + word.decisionId())))
                .filter(about -> !about.progress().isOver())
                .isPresent();
    }
}
