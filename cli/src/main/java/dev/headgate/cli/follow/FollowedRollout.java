package dev.headgate.cli.follow;

import dev.headgate.cli.follow.RolloutNews.Decided;
import dev.headgate.cli.follow.RolloutNews.Evaluated;
import dev.headgate.cli.follow.RolloutNews.Executed;
import dev.headgate.cli.follow.RolloutNews.Moved;
import dev.headgate.client.Answerable;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one rollout; immutable.
 *
 * @param rolloutId the rollout
 * @param service its service
 * @param state where it stands; empty before its first word
 * @param decisions what was decided, oldest first
 * @param executions what became of decisions, without those that are still running
 * @param asking executions that wait for a person
 * @param evaluation how it looked last
 * @param successor a later rollout of the service that was seen
 */
public record FollowedRollout(
        String rolloutId,
        String service,
        Optional<RolloutState> state,
        List<Decided> decisions,
        List<Execution> executions,
        List<Execution> asking,
        Optional<Evaluation> evaluation,
        Optional<String> successor) {

    /** Copies the lists. */
    public FollowedRollout {
        decisions = List.copyOf(decisions);
        executions = List.copyOf(executions);
        asking = List.copyOf(asking);
    }

    /** One of which nothing has been heard yet. */
    public static FollowedRollout begin(String rolloutId, String service) {
        return new FollowedRollout(
                rolloutId,
                service,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** One that has been going on, as it is found. */
    public static FollowedRollout found(RolloutState state, List<Decision> decisions, Optional<Evaluation> evaluation) {
        return found(state, decisions, evaluation, List.of());
    }

    /**
     * The same.
     *
     * @param asking its executions that wait for a person
     */
    public static FollowedRollout found(
            RolloutState state, List<Decision> decisions, Optional<Evaluation> evaluation, List<Execution> asking) {
        return new FollowedRollout(
                state.rolloutId(),
                state.service(),
                Optional.of(state),
                decisions.stream()
                        .map(decision -> new Decided(decision, decision.evaluatedAt()))
                        .toList(),
                List.of(),
                asking,
                evaluation,
                Optional.empty());
    }

    /** Whether it is news about this rollout, or about its end. */
    public boolean concerns(RolloutNews news) {
        return news.rolloutId().equals(rolloutId) || succeeds(news);
    }

    /** What is known after one more word; the same if that says nothing new. */
    public FollowedRollout after(RolloutNews news) {
        if (succeeds(news)) {
            return new FollowedRollout(
                    rolloutId,
                    service,
                    state,
                    decisions,
                    executions,
                    asking,
                    evaluation,
                    Optional.of(news.rolloutId()));
        }
        if (!news.rolloutId().equals(rolloutId)) {
            return this;
        }
        if (news instanceof Decided decided) {
            return isNew(decided)
                    ? new FollowedRollout(
                            rolloutId,
                            service,
                            state,
                            with(decisions, decided),
                            executions,
                            asking,
                            evaluation,
                            successor)
                    : this;
        }
        if (news instanceof Moved moved) {
            return isNew(moved)
                    ? new FollowedRollout(
                            rolloutId,
                            service,
                            Optional.of(moved.state()),
                            decisions,
                            executions,
                            asking,
                            evaluation,
                            successor)
                    : this;
        }
        if (news instanceof Evaluated evaluated) {
            return new FollowedRollout(
                    rolloutId,
                    service,
                    state,
                    decisions,
                    executions,
                    asking,
                    Optional.of(evaluated.evaluation()),
                    successor);
        }
        Execution execution = ((Executed) news).execution();
        return new FollowedRollout(
                rolloutId,
                service,
                state,
                decisions,
                execution.status() == ExecutionStatus.STARTED ? executions : with(executions, execution),
                asking(execution),
                evaluation,
                successor);
    }

    private List<Execution> asking(Execution execution) {
        List<Execution> others = asking.stream()
                .filter(each -> !each.decisionId().equals(execution.decisionId()))
                .toList();
        boolean waits = execution.waitsForAPerson()
                || (execution.status() == ExecutionStatus.FAILED && isRetreat(execution.decisionId()));
        return waits ? with(others, execution) : others;
    }

    private boolean isRetreat(String decisionId) {
        return decisions.stream()
                .map(Decided::decision)
                .anyMatch(
                        decision -> decision.decisionId().equals(decisionId) && Answerable.isRetreat(decision.kind()));
    }

    /** Where it stands; {@link Phase#UNKNOWN} before its first word. */
    public Phase phase() {
        return state.map(RolloutState::phase).orElse(Phase.UNKNOWN);
    }

    /** How it ended; empty while it goes on. */
    public Optional<RolloutEnd> end() {
        Optional<RolloutEnd> byPhase = switch (phase()) {
            case COMPLETED -> Optional.of(RolloutEnd.COMPLETED);
            case ROLLED_BACK -> Optional.of(byAPerson() ? RolloutEnd.ABORTED : RolloutEnd.ROLLED_BACK);
            case ROLLBACK_FAILED -> Optional.of(RolloutEnd.ROLLBACK_FAILED);
            default -> Optional.empty();
        };
        return byPhase.or(() -> successor.map(later -> byDecisions()));
    }

    /** Whether every decision that led to where it stands has been read. */
    public boolean complete() {
        int last = decisions.stream()
                .mapToInt(decided -> decided.decision().sequence())
                .max()
                .orElse(0);
        return state.map(known -> last >= known.sequence()).orElse(true);
    }

    /** The last decision of a kind. */
    public Optional<Decided> last(DecisionKind kind) {
        return decisions.stream()
                .filter(decided -> decided.decision().kind() == kind)
                .reduce((earlier, later) -> later);
    }

    /** Why it stands where it stands, in a sentence. */
    public String reason() {
        Optional<Decided> deciding = switch (end().orElse(RolloutEnd.STILL_RUNNING)) {
            case ROLLED_BACK, ABORTED -> last(DecisionKind.ROLLBACK);
            case COMPLETED -> last(DecisionKind.COMPLETE);
            default -> Optional.empty();
        };
        return deciding.map(decided -> decided.decision().reason())
                .or(() -> state.map(RolloutState::reason))
                .or(() -> decisions.stream()
                        .map(decided -> decided.decision().reason())
                        .reduce((earlier, later) -> later))
                .orElse("");
    }

    // What ended before it was begun has no decision that rolls back.
    private boolean byAPerson() {
        return last(DecisionKind.ROLLBACK)
                .map(decided -> decided.decision().decidingCriterion().isEmpty()
                        && (decided.decision().reason().startsWith("aborted by ")
                                || decided.decision().reason().startsWith("direct rollback by ")))
                .orElse(true);
    }

    private RolloutEnd byDecisions() {
        if (last(DecisionKind.COMPLETE).isPresent()) {
            return RolloutEnd.COMPLETED;
        }
        if (last(DecisionKind.ROLLBACK).isPresent()) {
            return byAPerson() ? RolloutEnd.ABORTED : RolloutEnd.ROLLED_BACK;
        }
        return RolloutEnd.UNSEEN;
    }

    private boolean succeeds(RolloutNews news) {
        return news instanceof Moved moved
                && moved.state().service().equals(service)
                && !moved.rolloutId().equals(rolloutId)
                && moved.state().mode() != Mode.SHADOW
                && state.map(own -> moved.state().epoch() > own.epoch()).orElse(false);
    }

    // A reader that begins behind what it was told first meets some of it again.
    private boolean isNew(Decided decided) {
        return decisions.stream()
                .noneMatch(known ->
                        known.decision().decisionId().equals(decided.decision().decisionId()));
    }

    private boolean isNew(Moved moved) {
        return state.map(known -> !moved.state().updatedAt().isBefore(known.updatedAt()))
                .orElse(true);
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
