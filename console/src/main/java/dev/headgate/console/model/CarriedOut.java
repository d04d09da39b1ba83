package dev.headgate.console.model;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import java.util.Optional;

/**
 * A decision, and its latest attempt.
 *
 * @param decision the decision
 * @param latest what was recorded of the latest attempt last; empty if none was begun
 */
public record CarriedOut(Decision decision, Optional<Execution> latest) {

    /** Whether the latest attempt has succeeded; of an order or a word, whether an executor has taken it. */
    public boolean succeeded() {
        return latest.filter(execution -> execution.status() == ExecutionStatus.SUCCEEDED)
                .isPresent();
    }
}
