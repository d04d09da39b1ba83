package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.RefusalCause;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.schemas.model.Execution;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stretch of work leads to: records to be written in one transaction, and effects to be begun after it.
 *
 * <p>Mutable, for one owner; not thread-safe.
 */
public final class Output {

    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<String> forgotten = new ArrayList<>();
    private final List<Execution> executions = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<RefusalCause> refusals = new ArrayList<>();

    void write(JournalEntry entry) {
        entries.add(entry);
    }

    void forget(String key) {
        forgotten.add(key);
    }

    void publish(Execution execution) {
        executions.add(execution);
    }

    void begin(Effect effect) {
        effects.add(effect);
    }

    void refuse(RefusalCause cause) {
        refusals.add(cause);
    }

    /** Why decisions were not carried out, one for each. */
    public List<RefusalCause> refusals() {
        return List.copyOf(refusals);
    }

    /** Journal entries, in order. */
    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** Journal keys to be forgotten. */
    public List<String> forgotten() {
        return List.copyOf(forgotten);
    }

    /** Executions to be published, in order. */
    public List<Execution> executions() {
        return List.copyOf(executions);
    }

    /** Effects to be begun once everything else is written. */
    public List<Effect> effects() {
        return List.copyOf(effects);
    }

    /** Whether there is nothing to write. */
    public boolean nothingToWrite() {
        return entries.isEmpty() && forgotten.isEmpty() && executions.isEmpty();
    }
}
