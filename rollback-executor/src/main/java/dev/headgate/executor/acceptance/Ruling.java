package dev.headgate.executor.acceptance;

import dev.headgate.executor.runbook.BoundRunbook;
import dev.headgate.schemas.model.ExecutionStatus;

/** What the executor does with a decision it has read. */
public sealed interface Ruling {

    /**
     * It will be carried out, in its turn.
     *
     * @param runbook what will be done
     */
    record Accept(BoundRunbook runbook) implements Ruling {}

    /**
     * It will not be carried out.
     *
     * @param status refused, or expired for an advance that is only too old
     * @param cause what sort of reason, for counting
     * @param reason why, in a sentence, for the record
     */
    record Refuse(ExecutionStatus status, RefusalCause cause, String reason) implements Ruling {

        /** Refused for this reason. */
        public Refuse(RefusalCause cause, String reason) {
            this(ExecutionStatus.REFUSED, cause, reason);
        }
    }

    /**
     * There is nothing to carry out. It does not count for the order: the refusal of a second start carries an epoch
     * younger than that of the rollout that goes on.
     */
    record Note() implements Ruling {}
}
