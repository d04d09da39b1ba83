package dev.headgate.executor.dispatch;

import dev.headgate.executor.acceptance.Order;
import dev.headgate.executor.journal.Part;
import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.DecisionKind;
import java.time.Duration;
import java.time.Instant;

/**
 * One step to be done now, outside: to be begun only after what comes with it is written.
 *
 * @param service the service
 * @param decisionId the decision
 * @param correlationId follows the decision into log lines
 * @param kind what the decision does
 * @param attempt which attempt of the decision
 * @param step which step, counted from 0
 * @param part which part of it
 * @param name the step's name, or how its part is called
 * @param action what is done
 * @param budget how long it may take, already cut to what the whole runbook has left
 * @param notBefore when it may begin: later than now for another try after a failure
 * @param order the decision's place among all of its service
 */
public record Effect(
        String service,
        String decisionId,
        String correlationId,
        DecisionKind kind,
        int attempt,
        int step,
        Part part,
        String name,
        Action action,
        Duration budget,
        Instant notBefore,
        Order order) {

    /** What a step itself does. */
    public Effect(
            String service,
            String decisionId,
            String correlationId,
            DecisionKind kind,
            int attempt,
            int step,
            String name,
            Action action,
            Duration budget,
            Instant notBefore,
            Order order) {
        this(
                service,
                decisionId,
                correlationId,
                kind,
                attempt,
                step,
                Part.ACTION,
                name,
                action,
                budget,
                notBefore,
                order);
    }

    /** Whether it is the same as another one, only at another time. */
    public boolean replaces(Effect other) {
        return service.equals(other.service)
                && decisionId.equals(other.decisionId)
                && attempt == other.attempt
                && step == other.step
                && part == other.part;
    }

    /** Whether its time has come. */
    public boolean isDue(Instant now) {
        return !now.isBefore(notBefore);
    }
}
