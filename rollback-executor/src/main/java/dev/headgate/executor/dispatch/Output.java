package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Received;
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
    private final List<Discarded> discarded = new ArrayList<>();

    /**
     * A record that was refused and is not kept.
     *
     * @param offset its offset among the decisions
     * @param cause what sort of reason
     * @param reason why, in a sentence
     */
    public record Discarded(long offset, RefusalCause cause, String reason) {}

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

    /** It leaves no trace in the journal, and so goes among the dead letters. */
    void discard(Received received, RefusalCause cause, String reason) {
        refuse(cause);
        discarded.add(new Discarded(received.offset(), cause, reason));
    }

    /** Records of which nothing is kept, for the dead letters. */
    public List<Discarded> discarded() {
        return List.copyOf(discarded);
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
