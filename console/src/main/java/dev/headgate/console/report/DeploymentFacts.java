package dev.headgate.console.report;

import dev.headgate.console.rollout.RolloutOutcome;
import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.ExecutionRow;
import dev.headgate.console.view.FigureSeries;
import dev.headgate.console.view.PolicyView;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.schemas.model.Decision;
import java.util.List;
import java.util.Optional;

/**
 * What the log says of a rollout.
 *
 * @param rollout everything that its page shows
 * @param outcome how it ended, and how long things took; empty if neither a decision nor a command is known
 * @param counted the number of the last decision that the gate says it has made; 0 if it says nothing
 * @param decisions all its decisions, oldest first
 * @param executions what executors did, oldest first
 * @param commands what people and pipelines said, oldest first
 * @param figures its figures
 * @param policy its policy; empty if the log does not hold it any more
 * @param holds what holds executors back now, one for each partition
 */
public record DeploymentFacts(
        RolloutDetail rollout,
        Optional<RolloutOutcome> outcome,
        int counted,
        List<DeploymentReport.Decided> decisions,
        List<ExecutionRow> executions,
        List<CommandRow> commands,
        FigureSeries figures,
        Optional<PolicyView> policy,
        List<Decision> holds) {

    /** Copies the lists. */
    public DeploymentFacts {
        decisions = List.copyOf(decisions);
        executions = List.copyOf(executions);
        commands = List.copyOf(commands);
        holds = List.copyOf(holds);
    }
}
