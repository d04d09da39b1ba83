package dev.headgate.cli.kafka;

import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;

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

    /** It has said nothing in time. */
    record Silence() implements Answer {}
}
