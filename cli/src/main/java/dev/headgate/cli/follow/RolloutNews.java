package dev.headgate.cli.follow;

import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.RolloutState;
import java.time.Instant;

/** Something that was read about a rollout. */
public sealed interface RolloutNews {

    /** Whose it is. */
    String rolloutId();

    /** When the broker had it, by the broker's clock. */
    Instant writtenAt();

    /**
     * A decision.
     *
     * @param decision the decision
     * @param writtenAt when the broker had it
     */
    record Decided(Decision decision, Instant writtenAt) implements RolloutNews {
        @Override
        public String rolloutId() {
            return decision.rolloutId();
        }
    }

    /**
     * Where the rollout stands.
     *
     * @param state the state
     * @param writtenAt when the broker had it
     */
    record Moved(RolloutState state, Instant writtenAt) implements RolloutNews {
        @Override
        public String rolloutId() {
            return state.rolloutId();
        }
    }

    /**
     * How it looked.
     *
     * @param evaluation the look
     * @param writtenAt when the broker had it
     */
    record Evaluated(Evaluation evaluation, Instant writtenAt) implements RolloutNews {
        @Override
        public String rolloutId() {
            return evaluation.rolloutId();
        }
    }

    /**
     * What an executor did.
     *
     * @param execution what it did
     * @param writtenAt when the broker had it
     */
    record Executed(Execution execution, Instant writtenAt) implements RolloutNews {
        @Override
        public String rolloutId() {
            return execution.rolloutId();
        }
    }
}
