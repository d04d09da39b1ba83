package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;

/**
 * An execution that was published; those of a service are in one partition, in their order.
 *
 * @param execution what it says
 * @param seenAt {@code System.nanoTime()} when it was read
 */
public record Recorded(Execution execution, long seenAt) {

    /** What a retreat's failure says that is tried again: it is no outcome. */
    private static final String TRIED_AGAIN = "; tried again in ";

    /** Whether it is an outcome: nothing follows. */
    public boolean isOutcome() {
        return switch (execution.status()) {
            case SUCCEEDED, REFUSED, EXPIRED, SUPERSEDED -> true;
            case FAILED -> !execution.reason().contains(TRIED_AGAIN);
            case STARTED, UNKNOWN -> false;
        };
    }

    boolean is(ExecutionStatus status) {
        return execution.status() == status;
    }
}
