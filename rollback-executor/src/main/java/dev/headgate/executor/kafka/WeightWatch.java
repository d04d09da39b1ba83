package dev.headgate.executor.kafka;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Permission;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Keeps the weight of the last shift up: looks at it again and again while the rollout lives and for a while after its
 * end, so that a reloaded proxy or a late write of a predecessor does not stand. For one partition; used by the loop's
 * thread only.
 */
final class WeightWatch {

    private final Acceptance acceptance;
    private final Duration interval;
    private final Duration afterEnd;
    private final Map<String, Instant> lastLooks = new HashMap<>();

    /**
     * @param interval between two looks at one service
     * @param afterEnd how long to go on after the end of a rollout
     */
    WeightWatch(Acceptance acceptance, Duration interval, Duration afterEnd) {
        this.acceptance = acceptance;
        this.interval = interval;
        this.afterEnd = afterEnd;
    }

    /** Whether {@link #look} would look at anything. */
    boolean isDue(Journal journal, Work work, Instant now) {
        return journal.services().stream()
                .anyMatch(service -> due(journal, work, service, now).isPresent());
    }

    /** Begins every look that is due. */
    void look(Journal journal, Work work, Permission permission, Instant now) {
        for (String service : journal.services()) {
            due(journal, work, service, now).ifPresent(entry -> {
                lastLooks.put(service, now);
                work.look(entry.decision(), weights(entry), permission);
            });
        }
    }

    private Optional<JournalEntry> due(Journal journal, Work work, String service, Instant now) {
        if (acceptance.isDryRun() || !acceptance.isOurs(service)) {
            return Optional.empty();
        }
        Instant last = lastLooks.getOrDefault(service, Instant.EPOCH);
        if (now.isBefore(last.plus(interval)) || !work.isFree(service)) {
            return Optional.empty();
        }
        return journal.inForce(service)
                .filter(entry -> !journal.isShifting(service)
                        && journal.waiting(service).stream().allMatch(JournalEntry::isRun))
                .filter(entry -> !longOver(journal, entry, now));
    }

    private boolean longOver(Journal journal, JournalEntry entry, Instant now) {
        return journal.endOfRollout(entry)
                .map(end -> now.isAfter(end.at().plus(afterEnd)))
                .orElse(false);
    }

    /** Those that were set: a step that was left out has set nothing, and must not be made up for. */
    private List<Action.Traffic> weights(JournalEntry entry) {
        SortedMap<String, String> results =
                entry.execution().map(Execution::results).orElse(Labels.NONE);
        return acceptance
                .bind(entry.decision())
                .either(
                        runbook -> IntStream.range(0, runbook.steps().size())
                                .filter(step -> runbook.outputs().applies(step, results))
                                .mapToObj(step -> runbook.steps().get(step).action())
                                .filter(Action.Traffic.class::isInstance)
                                .map(Action.Traffic.class::cast)
                                .toList(),
                        problems -> List.of());
    }
}
