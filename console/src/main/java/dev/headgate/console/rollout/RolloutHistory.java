package dev.headgate.console.rollout;

import dev.headgate.console.view.ExecutionAsk;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What decisions, executions and commands tell of a rollout.
 *
 * @param rolloutId the rollout
 * @param service its service
 * @param epoch offset of the start command
 * @param correlationId the start command's correlation id
 * @param canary the version being rolled out
 * @param baseline the version that held the traffic at the start
 * @param mode the mode's word
 * @param policyHash the policy by which it was decided last
 * @param startedAt when it began
 * @param startedBy who started it; empty if that is not known
 * @param startReason why, in that person's words; may be empty
 * @param phase where it stands, as far as these tell
 * @param stage the stage, counted from 0
 * @param desiredWeight the weight last decided
 * @param confirmedWeight the weight last confirmed
 * @param confirmedAt when it was
 * @param stages since when stages were in force, in order
 * @param decisions how many decisions there are in its sequence
 * @param sequence the gate's last sequence number
 * @param movedSequence that of the last decision by which the phase or a weight changes
 * @param reason why it stands there: the latest decision's reason that says so
 * @param lastAt the time of the newest of these
 * @param ticks items of its checklists that were ticked
 * @param answers what roles have said
 * @param asks what its executions ask people, the worst first
 * @param outcome how it ended, and how long things took
 */
public record RolloutHistory(
        String rolloutId,
        String service,
        long epoch,
        String correlationId,
        String canary,
        String baseline,
        String mode,
        String policyHash,
        Instant startedAt,
        String startedBy,
        String startReason,
        String phase,
        int stage,
        Weight desiredWeight,
        Optional<Weight> confirmedWeight,
        Optional<Instant> confirmedAt,
        List<StageStay> stages,
        int decisions,
        int sequence,
        int movedSequence,
        String reason,
        Instant lastAt,
        List<TickedItem> ticks,
        List<GivenAnswer> answers,
        List<ExecutionAsk> asks,
        RolloutOutcome outcome) {

    /** Copies the lists. */
    public RolloutHistory {
        stages = List.copyOf(stages);
        ticks = List.copyOf(ticks);
        answers = List.copyOf(answers);
        asks = List.copyOf(asks);
    }

    /**
     * That a stage was in force.
     *
     * @param stage the stage, counted from 0
     * @param enteredAt when its weight was confirmed
     * @param leftAt when it was decided to leave it; empty while it is in force
     */
    public record StageStay(int stage, Instant enteredAt, Optional<Instant> leftAt) {}

    /**
     * What somebody said for a role.
     *
     * @param role the role
     * @param by who
     * @param at when
     * @param yes whether it was a yes
     */
    public record GivenAnswer(String role, String by, Instant at, boolean yes) {}

    /** The same with the end that it has come to. */
    public RolloutHistory ended(RolloutOutcome.End end) {
        return new RolloutHistory(
                rolloutId,
                service,
                epoch,
                correlationId,
                canary,
                baseline,
                mode,
                policyHash,
                startedAt,
                startedBy,
                startReason,
                phase,
                stage,
                desiredWeight,
                confirmedWeight,
                confirmedAt,
                stages,
                decisions,
                sequence,
                movedSequence,
                reason,
                lastAt,
                ticks,
                answers,
                asks,
                new RolloutOutcome(end, outcome.detected(), outcome.recovered(), outcome.acknowledged()));
    }

    /** Whether these tell that it is over. */
    public boolean over() {
        return Words.over(phase);
    }

    /** Whether it is over without anything having been decided or confirmed: a start that was cancelled. */
    boolean cancelled() {
        return over() && movedSequence == 0 && confirmedAt.isEmpty();
    }
}
