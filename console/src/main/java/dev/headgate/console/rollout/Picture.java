package dev.headgate.console.rollout;

import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.Optional;

/**
 * All that is known of a rollout, and which of it counts. What the gate says itself counts, unless later decisions or their
 * executions tell that it has gone on since.
 *
 * @param rolloutId the rollout
 * @param history what decisions, executions and commands tell
 * @param state what the gate has said last
 * @param evaluation how it looked last
 * @param policy its policy, if this release can read it
 * @param followed whether the service's next rollout has begun; of a shadow whether the rollout beside it is over
 */
public record Picture(
        String rolloutId,
        Optional<RolloutHistory> history,
        Optional<StateDocument> state,
        Optional<Evaluation> evaluation,
        Optional<Policy> policy,
        boolean followed) {

    /** A picture of the records alone. */
    public static Picture of(
            String rolloutId,
            Optional<RolloutHistory> history,
            Optional<StateDocument> state,
            Optional<Evaluation> evaluation) {
        return new Picture(rolloutId, history, state, evaluation, Optional.empty(), false);
    }

    /** The same with what others tell of it. */
    public Picture with(Optional<Policy> its, boolean isFollowed) {
        return new Picture(rolloutId, history, state, evaluation, its, isFollowed);
    }

    /** Its service; empty if nothing is known of it. */
    public Optional<String> service() {
        return state.map(said -> said.state().service()).or(() -> history.map(RolloutHistory::service));
    }

    /** The offset of its start command; −1 if nothing is known of it. */
    public long epoch() {
        return state.map(said -> said.state().epoch())
                .or(() -> history.map(RolloutHistory::epoch))
                .orElse(-1L);
    }

    /** Whether anything is known that makes it a rollout. */
    public boolean known() {
        return history.isPresent() || state.isPresent();
    }

    /** Whether it is a shadow. */
    public boolean shadow() {
        return ShadowId.isShadow(rolloutId);
    }

    /** Where it stands, in the word that stands in the log. */
    public String phase() {
        String phase = current()
                .map(StateDocument::phase)
                .or(() -> history.map(RolloutHistory::phase))
                .orElse("");
        // The gate takes no other start while a rollout is open: one that never got traffic was cancelled.
        boolean cancelled = followed
                && !shadow()
                && !Words.over(phase)
                && history.map(known -> known.movedSequence() == 0).orElse(false)
                && whole();
        return cancelled ? Phase.ROLLED_BACK.wireName() : phase;
    }

    /** Whether it may still go on. */
    public boolean live() {
        return !followed && !Words.over(phase());
    }

    /** How it ended: what is over although no decision tells an end was ended by a person, or never began. */
    public RolloutOutcome.End end() {
        RolloutOutcome.End told = history.map(known -> known.outcome().end()).orElse(RolloutOutcome.End.RUNNING);
        if (told != RolloutOutcome.End.RUNNING || live() || shadow()) {
            return told;
        }
        boolean moved = history.map(known -> known.movedSequence() > 0).orElse(false);
        return switch (Words.phase(phase())) {
            case COMPLETED -> RolloutOutcome.End.COMPLETED;
            // Decisions that are missing, or not believed, may have moved any traffic.
            case ROLLED_BACK -> moved || !whole() ? RolloutOutcome.End.ROLLED_BACK : RolloutOutcome.End.ABORTED;
            default -> RolloutOutcome.End.ABORTED;
        };
    }

    /** Whether as many decisions are known as the gate has made: what it has decided is not concluded from fewer. */
    private boolean whole() {
        int told = current().map(said -> said.state().sequence()).orElse(0);
        return history.map(known -> known.decisions() >= Math.max(told, known.sequence()))
                .orElse(told == 0);
    }

    /** What the gate says itself, where that counts. */
    Optional<StateDocument> current() {
        return state.filter(
                said -> history.map(known -> !overtaken(said, known)).orElse(true));
    }

    RolloutSituation situation() {
        return state.map(said -> said.state().situation()).orElse(RolloutSituation.NONE);
    }

    /** The weight last confirmed, by whatever tells of it last. */
    Optional<Weight> weight() {
        Optional<Weight> said = current().flatMap(found -> found.state().confirmedWeight());
        Optional<Instant> saidAt = current().map(found -> found.state().updatedAt());
        boolean later = history.flatMap(RolloutHistory::confirmedAt)
                .map(at -> saidAt.map(at::isAfter).orElse(true))
                .orElse(false);
        return later ? history.flatMap(RolloutHistory::confirmedWeight) : said;
    }

    /** The hash of its policy; empty if nothing tells it. */
    public String policyHash() {
        return current()
                .map(found -> found.state().policyHash())
                .or(() -> history.map(RolloutHistory::policyHash))
                .orElse("");
    }

    private static boolean overtaken(StateDocument said, RolloutHistory known) {
        boolean sameStart = said.state().epoch() == known.epoch();
        boolean decidedSince = known.movedSequence() > said.state().sequence();
        // The gate says itself that a start was cancelled; a record alone never outweighs its word.
        boolean overSince = known.over() && !known.cancelled() && !Words.over(said.phase());
        return known.epoch() > said.state().epoch() || (sameStart && (decidedSince || overSince));
    }
}
