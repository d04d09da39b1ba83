package dev.headgate.executor.journal;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.acceptance.ServiceHistory;
import dev.headgate.executor.acceptance.Shifted;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Names;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The journal of one partition, folded: the latest entry of each decision. It is the queue, too: what is accepted and
 * not begun waits here.
 *
 * <p>An entry that cannot be read may have been anything: an accepted advance, or the rollback that took its place. Its
 * service is <em>in doubt</em> then. It is not known what ought to be in force, so nothing is kept up, and no earlier
 * advance or run is continued. The decision itself counts as known and is never carried out from here: if it had no outcome yet,
 * the gate misses that and tells people. The doubt ends when the next shift of the service is accepted, since
 * the log puts that one behind everything that the entry can have been.
 *
 * <p>Mutable, for one owner; not thread-safe.
 */
public final class Journal {

    private static final Comparator<JournalEntry> BY_ORDER = Comparator.comparing(JournalEntry::order);

    /** As the log has them; the same but for what the gate decides after a direct rollback. */
    private static final Comparator<JournalEntry> BY_ARRIVAL =
            Comparator.comparing(entry -> entry.received().offset());

    private final Map<String, JournalEntry> byKey = new LinkedHashMap<>();
    /** The same by service, then key: what one service needs must not take longer for what others have. */
    private final SortedMap<String, Map<String, JournalEntry>> byService = new TreeMap<>();

    private final Map<String, JournalEntry> unfinished = new LinkedHashMap<>();
    private final Map<String, JournalEntry> holdsAndReleases = new LinkedHashMap<>();
    private final Set<String> unreadable = new LinkedHashSet<>();

    /** Takes an entry; the latest of a key counts. */
    public void put(JournalEntry entry) {
        remove(entry.key());
        unreadable.remove(entry.key());
        byKey.put(entry.key(), entry);
        byService
                .computeIfAbsent(entry.decision().service(), absent -> new LinkedHashMap<>())
                .put(entry.key(), entry);
        if (!entry.progress().isOver()) {
            unfinished.put(entry.key(), entry);
        }
        if (entry.received().isHoldOrRelease()) {
            holdsAndReleases.put(entry.key(), entry);
        }
    }

    private void remove(String key) {
        Optional.ofNullable(byKey.remove(key)).ifPresent(former -> {
            String service = former.decision().service();
            Map<String, JournalEntry> left = byService.getOrDefault(service, Map.of());
            left.remove(key);
            if (left.isEmpty()) {
                byService.remove(service);
            }
        });
        unfinished.remove(key);
        holdsAndReleases.remove(key);
    }

    /** Forgets a key, as its tombstone in the topic says. */
    public void forget(String key) {
        unreadable.remove(key);
        remove(key);
    }

    /** Takes note that the latest entry of a key cannot be read; what an earlier one said does not count any more. */
    public void unreadable(String key) {
        remove(key);
        unreadable.add(key);
    }

    /** The keys of a service's entries that cannot be read; while there is one, the service is in doubt. */
    public List<String> unreadableOf(String service) {
        return unreadable.stream()
                .filter(key -> service(key).filter(service::equals).isPresent())
                .toList();
    }

    /** The services in doubt, sorted. A key that names no service was never written by an executor and says nothing. */
    public SortedSet<String> inDoubt() {
        TreeSet<String> services = new TreeSet<>();
        unreadable.forEach(key -> service(key).ifPresent(services::add));
        return services;
    }

    /** Whether there is an entry of a decision, readable or not. */
    public boolean knows(String service, String decisionId) {
        String key = service + "/" + decisionId;
        return byKey.containsKey(key) || unreadable.contains(key);
    }

    /** The entry of a decision, if it is known. */
    public Optional<JournalEntry> entry(String service, String decisionId) {
        return Optional.ofNullable(byKey.get(service + "/" + decisionId));
    }

    /** All services with an entry, sorted. */
    public SortedSet<String> services() {
        return new TreeSet<>(byService.keySet());
    }

    /** Everything known, in no particular order. */
    public Collection<JournalEntry> entries() {
        return List.copyOf(byKey.values());
    }

    /**
     * What was accepted for a service so far. The number of a direct rollback that came to nothing does not count: it is
     * ahead of the gate's, whose own rollback must still be possible.
     */
    public ServiceHistory history(String service) {
        Optional<Order> last = accepted(service)
                .filter(entry -> !entry.isDirectInVain())
                .map(JournalEntry::order)
                .max(Comparator.naturalOrder());
        Optional<Order> lastOfGate = accepted(service)
                .filter(entry -> !entry.received().isDirect())
                .map(JournalEntry::order)
                .max(Comparator.naturalOrder());
        OptionalLong rolledBack = accepted(service)
                .filter(entry -> entry.decision().kind() == DecisionKind.ROLLBACK)
                .mapToLong(entry -> entry.decision().epoch())
                .max();
        Optional<Shifted> shifted = accepted(service)
                .filter(entry -> !entry.isRun() && !entry.received().isDirect())
                .max(BY_ARRIVAL)
                .map(entry -> Shifted.of(entry.decision()));
        Optional<Shifted> directUnderWay = accepted(service)
                .filter(entry ->
                        entry.received().isDirect() && !entry.progress().isOver())
                .max(BY_ARRIVAL)
                .map(entry -> Shifted.of(entry.decision()));
        return new ServiceHistory(
                last, lastOfGate, rolledBack, !unreadableOf(service).isEmpty(), shifted, directUnderWay);
    }

    /**
     * The direct rollback that has done already what this rollback of the gate's, accepted while it ran, is to do. What an
     * earlier one did proves nothing once another shift stands between: why was that one decided?
     */
    public Optional<JournalEntry> doneDirectly(JournalEntry rollback) {
        return accepted(rollback.decision().service())
                .filter(entry -> !entry.isRun() && rollback.standsBehind(entry))
                .max(BY_ARRIVAL)
                .filter(rollback::isDoneBy);
    }

    /** The entries with a step running: at most one shift of a service, and beside it at most one run. */
    public List<JournalEntry> running(String service) {
        return of(service).filter(entry -> entry.progress() == Progress.STARTED).toList();
    }

    /** The hold in force: no advance and no run of this partition is begun. Empty if there is none, or it was released. */
    public Optional<JournalEntry> hold() {
        return lastHoldOrRelease().filter(entry -> ExecutorHold.holds(entry.decision()));
    }

    private Optional<JournalEntry> lastHoldOrRelease() {
        return holdsAndReleases.values().stream()
                .filter(entry -> entry.progress() == Progress.NOTED)
                .max(BY_ARRIVAL);
    }

    /**
     * What people have said about what an entry waits for, as it arrived: the first counts. Taking it up changes what the
     * entry waits for, so that nothing is taken up twice.
     */
    public List<JournalEntry> wordsFor(JournalEntry waiting) {
        return of(waiting.decision().service())
                .filter(entry ->
                        entry.progress() == Progress.NOTED && entry.received().isWord())
                .filter(entry -> ExecutionWord.of(entry.decision())
                        .filter(waiting::isMeantBy)
                        .isPresent())
                .sorted(BY_ARRIVAL)
                .toList();
    }

    /** How many executions wait for a person, over all services. */
    public int asking() {
        return (int) unfinished.values().stream()
                .filter(entry -> entry.question().isPresent())
                .count();
    }

    /** Whether a shift is running. */
    public boolean isShifting(String service) {
        return running(service).stream().anyMatch(entry -> !entry.isRun());
    }

    /**
     * What is to be begun next, as things stand: what has waited longest, once nothing runs. Beside a run that is a step
     * back, since less traffic never waits for a hook, nor stands behind one that waits.
     *
     * <p>What a hold keeps back is passed over, until it is too old: then it is begun, and found expired.
     */
    public Optional<JournalEntry> next(String service, Instant now) {
        boolean held = hold().isPresent();
        List<JournalEntry> ready = waiting(service).stream()
                .filter(entry -> !held
                        || entry.received().isRetreat()
                        || entry.received().expiredAt(now))
                .toList();
        if (running(service).isEmpty()) {
            return ready.stream().findFirst();
        }
        return ready.stream()
                .filter(entry -> !entry.isRun())
                .findFirst()
                .filter(entry -> entry.decision().kind() == DecisionKind.STEP_BACK && !isShifting(service));
    }

    /** What waits for its turn, as it arrived. */
    public List<JournalEntry> waiting(String service) {
        return of(service)
                .filter(entry -> entry.progress() == Progress.ACCEPTED)
                .sorted(BY_ARRIVAL)
                .toList();
    }

    /** How many decisions wait or run, over all services. */
    public int unfinished() {
        return unfinished.size();
    }

    /** How many decisions of a service wait or run. */
    public int unfinished(String service) {
        return (int) of(service).filter(entry -> !entry.progress().isOver()).count();
    }

    /** How many decisions wait for their turn, over all services. */
    public int waiting() {
        return (int) unfinished.values().stream()
                .filter(entry -> entry.progress() == Progress.ACCEPTED)
                .count();
    }

    /** When the oldest decision that waits or runs was appended to the log; empty if there is none, or none with an age. */
    public Optional<Instant> oldestUnfinished() {
        return unfinished.values().stream()
                .flatMap(entry -> entry.received().appendedAt().stream())
                .min(Comparator.naturalOrder());
    }

    /** The services of which a decision waits or runs, sorted. */
    public SortedSet<String> busyServices() {
        TreeSet<String> services = new TreeSet<>();
        unfinished.values().forEach(entry -> services.add(entry.decision().service()));
        return services;
    }

    /** The latest decision that takes the place of this one, if there is one. */
    public Optional<JournalEntry> successorOf(JournalEntry entry) {
        return successors(entry).max(BY_ORDER);
    }

    /**
     * The same while all goes well with this one, which has begun: where it is a direct rollback, the gate's to the same
     * weight waits until it is over, since cut half-way its first steps would be done twice.
     */
    public Optional<JournalEntry> successorWhileWell(JournalEntry begun) {
        return successors(begun).filter(later -> !later.hasAimOf(begun)).max(BY_ORDER);
    }

    /** The one of the two that holds before a part of a step of this one runs, or runs again. */
    public Optional<JournalEntry> successorBeforeItRuns(JournalEntry begun) {
        return begun.isAttemptAfterFailure() ? successorOf(begun) : successorWhileWell(begun);
    }

    private Stream<JournalEntry> successors(JournalEntry entry) {
        return accepted(entry.decision().service()).filter(later -> later.supersedes(entry));
    }

    /**
     * The shift that is in force: the latest shift accepted for the service, if it succeeded and set a weight. Empty
     * while any later one is on its way or failed, or the service is in doubt, since then it is not known what ought to
     * be in force.
     */
    public Optional<JournalEntry> inForce(String service) {
        if (!unreadableOf(service).isEmpty()) {
            return Optional.empty();
        }
        return accepted(service)
                .filter(entry -> !entry.isRun())
                .max(BY_ARRIVAL)
                .filter(JournalEntry::succeeded)
                .filter(entry -> entry.execution()
                        .flatMap(outcome -> outcome.confirmedWeight())
                        .isPresent());
    }

    /** The entry that ended the rollout of this one, if it has ended. */
    public Optional<JournalEntry> endOfRollout(JournalEntry entry) {
        return of(entry.decision().service())
                .filter(other -> other.decision().epoch() == entry.decision().epoch())
                .filter(JournalEntry::endsRollout)
                .max(BY_ORDER);
    }

    /** The offset after the last decision that was handled; empty if none was. */
    public OptionalLong nextOffset() {
        OptionalLong last = byKey.values().stream()
                .mapToLong(entry -> entry.received().offset())
                .max();
        return last.isPresent() ? OptionalLong.of(last.getAsLong() + 1) : last;
    }

    /** Whether a decision that is not known here may have been forgotten; {@link Forgetting} says how that is told. */
    public boolean mayHaveForgotten(Received received) {
        return forgetting(received.decision().service()).mayHaveForgotten(received);
    }

    /** Keys that may be forgotten: decisions long over, of rollouts before the service's latest, and runs of any. */
    public List<String> expendable(String service) {
        Optional<String> hold = lastHoldOrRelease().map(JournalEntry::key);
        return forgetting(service)
                .expendable()
                .filter(key -> hold.filter(key::equals).isEmpty())
                .toList();
    }

    private Forgetting forgetting(String service) {
        return new Forgetting(byService.getOrDefault(service, Map.of()));
    }

    private static Optional<String> service(String key) {
        return Optional.of(key.indexOf('/'))
                .filter(end -> end > 0)
                .map(end -> key.substring(0, end))
                .filter(Names::isName);
    }

    private Stream<JournalEntry> accepted(String service) {
        return of(service).filter(JournalEntry::wasAccepted);
    }

    private Stream<JournalEntry> of(String service) {
        return byService.getOrDefault(service, Map.of()).values().stream();
    }
}
