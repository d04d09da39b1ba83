package dev.headgate.cli.demo;

import dev.headgate.cli.demo.DemoEvent.Decided;
import dev.headgate.cli.demo.DemoEvent.Evaluated;
import dev.headgate.cli.demo.DemoEvent.Executed;
import dev.headgate.cli.demo.DemoEvent.Moved;
import dev.headgate.cli.demo.DemoEvent.Traffic;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything a demo has seen so far; immutable.
 *
 * @param cast who plays
 * @param startedAt when the command was given: the zero of every elapsed time that is shown
 * @param evaluation the latest look
 * @param rollout where the rollout stands
 * @param decisions all decisions, in order
 * @param executions what became of them, in order, without those that are still running
 * @param traffic the latest word of the splitter
 */
public record DemoState(
        Cast cast,
        Instant startedAt,
        Optional<Evaluation> evaluation,
        Optional<RolloutState> rollout,
        List<Decided> decisions,
        List<Execution> executions,
        Optional<Traffic> traffic) {

    /**
     * Who plays in a demo.
     *
     * @param scenario what the canary does
     * @param service the service
     * @param canary its new version
     * @param baseline its old version
     * @param policy the policy's name
     * @param stages the weights of its stages
     */
    public record Cast(
            DemoScenario scenario, String service, String canary, String baseline, String policy, List<Weight> stages) {
        /** Copies the list. */
        public Cast {
            stages = List.copyOf(stages);
        }
    }

    /** Copies the lists. */
    public DemoState {
        decisions = List.copyOf(decisions);
        executions = List.copyOf(executions);
    }

    /** Nothing has happened yet. */
    public static DemoState begin(Cast cast, Instant startedAt) {
        return new DemoState(
                cast, startedAt, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    /** What is known after one more event. */
    public DemoState after(DemoEvent event) {
        if (event instanceof Evaluated evaluated) {
            return new DemoState(
                    cast, startedAt, Optional.of(evaluated.evaluation()), rollout, decisions, executions, traffic);
        }
        if (event instanceof Moved moved) {
            return new DemoState(
                    cast, startedAt, evaluation, Optional.of(moved.rollout()), decisions, executions, traffic);
        }
        if (event instanceof Decided decided) {
            return new DemoState(cast, startedAt, evaluation, rollout, with(decisions, decided), executions, traffic);
        }
        if (event instanceof Executed executed) {
            return executed.execution().status() == ExecutionStatus.STARTED
                    ? this
                    : new DemoState(
                            cast,
                            startedAt,
                            evaluation,
                            rollout,
                            decisions,
                            with(executions, executed.execution()),
                            traffic);
        }
        return new DemoState(cast, startedAt, evaluation, rollout, decisions, executions, Optional.of((Traffic) event));
    }

    /** Whether the rollout is over, whichever way. */
    public boolean over() {
        return phase() == Phase.COMPLETED || phase() == Phase.ROLLED_BACK || phase() == Phase.ROLLBACK_FAILED;
    }

    /** Where the rollout stands; {@link Phase#UNKNOWN} before its first word. */
    public Phase phase() {
        return rollout.map(RolloutState::phase).orElse(Phase.UNKNOWN);
    }

    /** The last decision of a kind. */
    public Optional<Decided> last(DecisionKind kind) {
        return decisions.stream()
                .filter(decided -> decided.decision().kind() == kind)
                .reduce((earlier, later) -> later);
    }

    /** The execution that carried a decision out. */
    public Optional<Execution> executionOf(Decided decided) {
        return executions.stream()
                .filter(execution ->
                        execution.decisionId().equals(decided.decision().decisionId())
                                && execution.status() == ExecutionStatus.SUCCEEDED)
                .findFirst();
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
