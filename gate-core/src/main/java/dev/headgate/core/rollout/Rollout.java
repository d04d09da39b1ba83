package dev.headgate.core.rollout;

import dev.headgate.core.judge.StageClock;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A rollout as it stands: what has to be remembered to go on with it.
 *
 * @param identity what it is a rollout of, and by what it is judged
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
 * @param affairs what people and runbooks have to do with it
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
        String reason,
        Affairs affairs) {

    /** Copies the list. */
    public Rollout {
        actedLines = List.copyOf(actedLines);
    }

    /** A rollout that nothing has been decided about yet. */
    static Rollout begun(RolloutIdentity identity) {
        return new Rollout(
                identity,
                Phase.PREPARING,
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
                "",
                Affairs.NONE);
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
        return phase == Phase.SHIFTING || staying();
    }

    /** Whether its lines are acted upon and no shift is under way. */
    public boolean staying() {
        return switch (phase) {
            case PREPARING, OBSERVING, AWAITING, PAUSED, WATCHING -> true;
            case SCHEDULED, SHIFTING, COMPLETED, ROLLING_BACK, ROLLED_BACK, ROLLBACK_FAILED, UNKNOWN -> false;
        };
    }

    /** The stage whose weight is in force, counted from 0, also while a shift is under way; −1 before the first. */
    public int stageInForce() {
        return clock.map(StageClock::stage).orElse(-1);
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
                        reason)
                .in(affairs.situation());
    }

    /** Where it stands when it neither waits nor shifts: that follows from the weight in force, or from a pause. */
    Phase resting() {
        if (affairs.paused()) {
            return Phase.PAUSED;
        }
        if (clock.isEmpty()) {
            return Phase.PREPARING;
        }
        return clock.get().stage() == identity.stages() - 1 ? Phase.WATCHING : Phase.OBSERVING;
    }

    /** Whether the decided shift is one within the stage in force. */
    boolean withinStage() {
        return clock.map(running -> running.stage() == stage).orElse(false);
    }

    Rollout decided(String why) {
        return with(copy -> {
            copy.sequence = sequence + 1;
            copy.reason = Reasons.whole(why);
        });
    }

    Rollout by(Move move, Phase next) {
        return with(copy -> copy.phase = move.lead(phase, next));
    }

    Rollout shifting(Move move, Phase next, int nextStage, PendingShift shift) {
        return with(copy -> {
            copy.phase = move.lead(phase, next);
            copy.stage = nextStage;
            copy.desiredWeight = shift.to();
            copy.pending = Optional.of(shift);
        });
    }

    Rollout steppedBack() {
        return with(copy -> copy.stepBacks = stepBacks + 1);
    }

    Rollout withPending(Optional<PendingShift> other) {
        return with(copy -> copy.pending = other);
    }

    /** The decided weight is in force: the stage's clock starts, or goes on where the shift was one within the stage. */
    Rollout confirmed(Weight found, Instant startedAt) {
        boolean back = phase == Phase.ROLLING_BACK || phase == Phase.ROLLBACK_FAILED;
        boolean within = withinStage();
        Rollout inForce = with(copy -> {
            copy.clock = back || within ? clock : Optional.of(new StageClock(stage, startedAt));
            copy.confirmedWeight = Optional.of(found);
            copy.carriesTrafficSince =
                    found.percent() > 0 ? Optional.of(carriesTrafficSince.orElse(startedAt)) : Optional.empty();
            copy.pending = Optional.empty();
            copy.actedLines = within && !back ? withoutExpiries() : List.of();
            copy.deadlineTold = within && !back && deadlineTold;
            copy.affairs = back || within ? affairs.weighing(startedAt) : affairs.inStage(stage, startedAt);
        });
        return back
                ? inForce.by(Move.CONFIRM_ROLLBACK, Phase.ROLLED_BACK)
                : inForce.by(Move.CONFIRM, inForce.resting());
    }

    /** Somebody else has rolled it back: whatever was under way does not count any more. */
    Rollout rolledBackDirectly(Instant at) {
        return with(copy -> {
                    copy.desiredWeight = Weight.NONE;
                    copy.confirmedWeight = Optional.of(Weight.NONE);
                    copy.carriesTrafficSince = Optional.empty();
                    copy.pending = Optional.empty();
                    copy.actedLines = List.of();
                    copy.deadlineTold = false;
                    copy.affairs = affairs.weighing(at);
                })
                .by(Move.CONFIRM_DIRECT_ROLLBACK, Phase.ROLLED_BACK);
    }

    /** The shift under way is not made: it stands where it stood, and its clock has gone on. */
    Rollout takenBack(Weight inForce, List<String> acting) {
        Rollout stays = with(copy -> {
            copy.stage = clock.map(StageClock::stage).orElse(stage);
            copy.desiredWeight = inForce;
            copy.pending = Optional.empty();
            copy.actedLines = acting;
        });
        return stays.by(Move.EXPIRE, stays.resting());
    }

    Rollout acting(List<String> lines) {
        return with(copy -> copy.actedLines = lines);
    }

    Rollout toldDeadline() {
        return with(copy -> copy.deadlineTold = true);
    }

    Rollout because(String why) {
        return with(copy -> copy.reason = Reasons.whole(why));
    }

    Rollout with(Affairs other) {
        return with(copy -> copy.affairs = other);
    }

    /** Judged by another policy from now on: what was said of the lines before does not count any more. */
    Rollout judgedBy(RolloutIdentity other, Optional<StageClock> running, Affairs then) {
        Rollout changed = with(copy -> {
            copy.identity = other;
            copy.clock = running;
            copy.actedLines = List.of();
            copy.deadlineTold = false;
            copy.affairs = then;
        });
        return changed.by(Move.CHANGE_POLICY, changed.resting());
    }

    private List<String> withoutExpiries() {
        return actedLines.stream()
                .filter(key -> !key.startsWith(Course.TAKEN_BACK))
                .toList();
    }

    private Rollout with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** All that can change, while it does. */
    private static final class Copy {
        private RolloutIdentity identity;
        private Phase phase;
        private int stage;
        private Optional<StageClock> clock;
        private Weight desiredWeight;
        private Optional<Weight> confirmedWeight;
        private Optional<Instant> carriesTrafficSince;
        private Optional<PendingShift> pending;
        private int stepBacks;
        private List<String> actedLines;
        private boolean deadlineTold;
        private int sequence;
        private String reason;
        private Affairs affairs;

        private Copy(Rollout of) {
            identity = of.identity;
            phase = of.phase;
            stage = of.stage;
            clock = of.clock;
            desiredWeight = of.desiredWeight;
            confirmedWeight = of.confirmedWeight;
            carriesTrafficSince = of.carriesTrafficSince;
            pending = of.pending;
            stepBacks = of.stepBacks;
            actedLines = of.actedLines;
            deadlineTold = of.deadlineTold;
            sequence = of.sequence;
            reason = of.reason;
            affairs = of.affairs;
        }

        private Rollout done() {
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
                    reason,
                    affairs);
        }
    }
}
