package dev.headgate.schemas.model.notice;

import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Severity;
import java.util.List;
import java.util.Optional;

/**
 * What goes to which channels: what fits everything that the route says. Empty lists say nothing, but for the kinds: a
 * route with neither {@code decisions} nor {@code executions} is about every decision but runs and records.
 *
 * @param recipients of those that a decision names, one of these
 * @param severity at least this
 * @param decisions decisions of these kinds
 * @param executions executions with these statuses
 * @param services names, or beginnings of names with {@code *} behind them
 * @param channels where it goes
 */
public record Route(
        List<String> recipients,
        Optional<Severity> severity,
        List<DecisionKind> decisions,
        List<ExecutionStatus> executions,
        List<String> services,
        List<String> channels) {

    /** Copies the lists. */
    public Route {
        recipients = List.copyOf(recipients);
        decisions = List.copyOf(decisions);
        executions = List.copyOf(executions);
        services = List.copyOf(services);
        channels = List.copyOf(channels);
    }
}
