package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Received;
import dev.headgate.executor.journal.Journal;
import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.time.Instant;

/**
 * How each turn in a decision's life is written down: whatever changes the journal goes into the output too, and whatever
 * others must hear is published with it. For one owner; not thread-safe.
 */
final class Journaling {

    private final Journal journal;
    private final Executions executions;

    Journaling(Journal journal, Executions executions) {
        this.journal = journal;
        this.executions = executions;
    }

    void accepted(Received received, Instant now, Output output) {
        put(JournalEntry.accepted(received, now), output);
    }

    void refused(Received received, ExecutionStatus status, String reason, Instant now, Output output) {
        Execution refusal = executions.untouched(received.decision(), status, reason, now);
        put(JournalEntry.refused(received, refusal, now), output);
        output.publish(refusal);
    }

    void noted(Received received, Instant now, Output output) {
        put(JournalEntry.noted(received, now), output);
    }

    /** Noted, and others hear of it. */
    void answered(Received received, Instant now, Output output) {
        noted(received, now, output);
        Decision decision = received.decision();
        output.publish(executions.untouched(decision, ExecutionStatus.SUCCEEDED, decision.reason(), now));
    }

    /** Of what a person says and does not count, only who said it hears. */
    void unheard(Received received, String reason, Instant now, Output output) {
        output.publish(executions.untouched(received.decision(), ExecutionStatus.REFUSED, reason, now));
    }

    /** What a direct rollback has done is not done again; that one stays in force. */
    void settled(JournalEntry rollback, Execution direct, Instant now, Output output) {
        put(JournalEntry.noted(rollback.received(), now), output);
        output.publish(executions.settled(rollback.decision(), direct, now));
    }

    void started(
            JournalEntry entry,
            int step,
            Part part,
            BoundRunbook runbook,
            Execution soFar,
            Instant now,
            Output output) {
        put(entry.started(step, part, runbook.fingerprint(), soFar, now), output);
        output.publish(soFar);
    }

    /** An attempt failed, and the next one waits for its time: others hear of the failure, and of the next one's end. */
    void failedForNow(
            JournalEntry entry,
            int step,
            Part part,
            BoundRunbook runbook,
            Execution failed,
            Execution next,
            Instant now,
            Output output) {
        put(entry.started(step, part, runbook.fingerprint(), next, now), output);
        output.publish(failed);
    }

    /** The end of a decision with no more done than its entry says. */
    void finished(JournalEntry entry, ExecutionStatus status, String reason, Instant now, Output output) {
        Decision decision = entry.decision();
        Execution soFar = entry.execution().orElseGet(() -> executions.untouched(decision, status, reason, now));
        finished(entry, soFar, status, reason, now, output);
    }

    void finished(
            JournalEntry entry, Execution soFar, ExecutionStatus status, String reason, Instant now, Output output) {
        Execution outcome = executions.ended(soFar, status, reason, now);
        put(entry.finished(outcome, now), output);
        output.publish(outcome);
    }

    void forgetWhatIsLongOver(String service, Output output) {
        journal.expendable(service).forEach(key -> forget(key, output));
    }

    /** Ends the service's doubt: a later decision counts from now on. */
    void forgetWhatCannotBeRead(String service, Output output) {
        journal.unreadableOf(service).forEach(key -> forget(key, output));
    }

    void forget(String key, Output output) {
        journal.forget(key);
        output.forget(key);
    }

    private void put(JournalEntry entry, Output output) {
        journal.put(entry);
        output.write(entry);
    }
}
