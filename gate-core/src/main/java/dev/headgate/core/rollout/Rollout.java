package dev.headgate.core.rollout;

import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rollout as it stands: what has to be remembered to go on with it.
 *
 * @param identity what about it never changes
 * @param phase where it stands
 * @param stage the stage, counted from 0; while shifting the one to come
 * @param clock which stage's weight is in force and since when; stays while the next shift is under way
 * @param desiredWeight the weight last decided
 * @param confirmedWeight the weight last confirmed
 * @param carriesTrafficSince since when the canary's confirmed weight has been above 0 without a break
 * @param pending the shift under way
 * @param stepBacks how often it has stepped back
 * @param actedLines lines whose notice or hold has been given and that have not been clear since
 * @param deadlineTold whether it was said that the stage is over its maximum hold
 * @param sequence the last decision's sequence number
 * @param reason why it stands where it stands, in a sentence
 */
public record Rollout(
        RolloutIdentity identity,
        Phase phase,
        int stage,
        Optional<StageClock> clock,
        Weight desiredWeight,
        Optional<Weight> confirmedWeight,
        Optional<Instant> carriesTrafficSince,
        Optional<PendingShift> pending,
        int stepBacks,
        List<String> actedLines,
        boolean deadlineTold,
        int sequence,
        String reason) {

    /** Copies the list. */
    public Rollout {
        actedLines = List.copyOf(actedLines);
    }

    /** A rollout that nothing has been decided about yet. */
    static Rollout begun(RolloutIdentity identity) {
        return new Rollout(
                identity,
                Phase.SHIFTING,
                0,
                Optional.empty(),
                Weight.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                false,
                0,
                "");
    }

    /** Whether the canary may get or keep traffic through it: until it is completed or rolled back. */
    public boolean open() {
        return phase != Phase.COMPLETED && phase != Phase.ROLLED_BACK && phase != Phase.UNKNOWN;
    }

    /** Whether it goes on with time alone: not when it is over, nor when only a person can help. */
    public boolean live() {
        return open() && phase != Phase.ROLLBACK_FAILED;
    }

    /** Whether its lines are acted upon: not when all traffic is already on its way back. */
    public boolean judged() {
        return phase == Phase.SHIFTING || phase == Phase.OBSERVING || phase == Phase.WATCHING;
    }

    /** Where it stands, for everybody. */
    public RolloutState state(Instant now) {
        return new RolloutState(
                identity.rolloutId(),
                identity.service(),
                identity.epoch(),
                identity.correlationId(),
                identity.policyName(),
                identity.policyText().hash(),
                identity.mode(),
                identity.canary(),
                identity.baseline(),
                phase,
                stage,
                identity.stages(),
                desiredWeight,
                confirmedWeight,
                phase == Phase.SHIFTING ? Optional.empty() : clock.map(StageClock::startedAt),
                identity.startedAt(),
                now,
                sequence,
                reason);
    }

    Rollout decided(String why) {
        return new Rollout(
                identity,
                phase,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                pending,
                stepBacks,
                actedLines,
                deadlineTold,
                sequence + 1,
                why);
    }

    Rollout in(Phase next) {
        return new Rollout(
                identity,
                next,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                pending,
                stepBacks,
                actedLines,
                deadlineTold,
                sequence,
                reason);
    }

    Rollout shifting(Phase next, int nextStage, PendingShift shift) {
        return new Rollout(
                identity,
                next,
                nextStage,
                clock,
                shift.to(),
                confirmedWeight,
                carriesTrafficSince,
                Optional.of(shift),
                stepBacks,
                actedLines,
                deadlineTold,
                sequence,
                reason);
    }

    Rollout steppedBack() {
        return new Rollout(
                identity,
                phase,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                pending,
                stepBacks + 1,
                actedLines,
                deadlineTold,
                sequence,
                reason);
    }

    Rollout withPending(Optional<PendingShift> other) {
        return new Rollout(
                identity,
                phase,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                other,
                stepBacks,
                actedLines,
                deadlineTold,
                sequence,
                reason);
    }

    /** The decided weight is in force: the stage's clock starts. */
    Rollout confirmed(Weight found, Instant startedAt) {
        Optional<Instant> carries =
                found.percent() > 0 ? Optional.of(carriesTrafficSince.orElse(startedAt)) : Optional.empty();
        Phase next = phase == Phase.ROLLING_BACK || phase == Phase.ROLLBACK_FAILED
                ? Phase.ROLLED_BACK
                : stage == identity.stages() - 1 ? Phase.WATCHING : Phase.OBSERVING;
        return new Rollout(
                identity,
                next,
                stage,
                next == Phase.ROLLED_BACK ? clock : Optional.of(new StageClock(stage, startedAt)),
                desiredWeight,
                Optional.of(found),
                carries,
                Optional.empty(),
                stepBacks,
                List.of(),
                false,
                sequence,
                reason);
    }

    Rollout acting(List<String> lines) {
        return new Rollout(
                identity,
                phase,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                pending,
                stepBacks,
                lines,
                deadlineTold,
                sequence,
                reason);
    }

    Rollout toldDeadline() {
        return new Rollout(
                identity,
                phase,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                pending,
                stepBacks,
                actedLines,
                true,
                sequence,
                reason);
    }

    Rollout because(String why) {
        return new Rollout(
                identity,
                phase,
                stage,
                clock,
                desiredWeight,
                confirmedWeight,
                carriesTrafficSince,
                pending,
                stepBacks,
                actedLines,
                deadlineTold,
                sequence,
                why);
    }
}
