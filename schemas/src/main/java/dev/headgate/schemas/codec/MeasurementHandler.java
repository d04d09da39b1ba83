package dev.headgate.schemas.codec;

import dev.headgate.schemas.model.Measurement;

/** Receives what a record of measurements holds, in its order. */
public interface MeasurementHandler {

    /** A good measurement. */
    void measurement(Measurement measurement);

    /**
     * A measurement of a batch that cannot be used while others can.
     *
     * @param index its place in the batch, from 0
     * @param cause a word of {@link DeadLetterCause}
     * @param detail what was found and what was expected, in a sentence
     */
    void refused(int index, String cause, String detail);
}
