package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.RequestEvent;

/** Receives what a telemetry record holds, in its order. */
public interface RequestEventHandler {

    /** A good event. */
    void event(RequestEvent event);

    /**
     * An event of a batch that cannot be used while others can.
     *
     * @param index its place in the batch, from 0
     * @param cause a word of {@link DeadLetterCause}
     * @param detail what was found and what was expected, in a sentence
     */
    void refused(int index, String cause, String detail);
}
