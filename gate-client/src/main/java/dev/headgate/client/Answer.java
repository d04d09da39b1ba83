package dev.headgate.client;

import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.RolloutState;

/** What a gate says to a command. */
public sealed interface Answer {

    /**
     * It decided.
     *
     * @param decision its decision, perhaps a refusal
     */
    record Decided(Decision decision) implements Answer {}

    /**
     * It could not use the command, and put it among the dead letters.
     *
     * @param letter why
     */
    record Unusable(DeadLetter letter) implements Answer {}

    /**
     * It has taken a start, and waits before it decides anything.
     *
     * @param state for what
     */
    record Waits(RolloutState state) implements Answer {}

    /** It has said nothing in time. */
    record Silence() implements Answer {}
}
