package dev.headgate.executor.dispatch;

import dev.headgate.executor.journal.JournalEntry;
import dev.headgate.executor.journal.Part;
import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.Step;
import java.time.Instant;
import java.util.Optional;

/** Whether what a crash interrupted may be gone on with: run again, verified, or undone again. */
final class Recovery {

    private Recovery() {}

    /** Why it may not be gone on with, in a sentence; empty if it may. */
    static Optional<String> of(JournalEntry interrupted, BoundRunbook runbook, Instant now) {
        if (!interrupted.fingerprint().equals(runbook.fingerprint())) {
            return Optional.of("interrupted, and its runbook was changed since; a person must decide");
        }
        if (interrupted.step() >= runbook.steps().size()) {
            return Optional.of("interrupted in step number " + (interrupted.step() + 1)
                    + ", which its runbook does not have; a person must decide");
        }
        if (interrupted.part() == Part.UNDO) {
            return Optional.empty();
        }
        if (interrupted.expiredAt(now)) {
            return Optional.of("interrupted, and " + interrupted.expiry(now));
        }
        return Optional.empty();
    }

    /** What only a person can tell of a step that a crash interrupted, in a sentence; empty if it may run, or be verified. */
    static Optional<String> asks(JournalEntry interrupted, BoundRunbook runbook) {
        Step step = runbook.steps().get(interrupted.step());
        return switch (step.recovery()) {
            case RERUN, VERIFY -> Optional.empty();
            case ASK -> Optional.of("interrupted in step " + step.name() + "; outcome not known; a person must decide");
        };
    }
}
