package dev.headgate.processor.judge;

import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;

/**
 * A decision as it is signed. One with more evidence than executors take is written with the verdict that decided alone: it
 * must be carried out, and the evaluation of that instant has the others.
 */
final class DecisionBytes {

    private DecisionBytes() {}

    static byte[] of(JsonCodec json, Decision decision) {
        byte[] whole = json.write(decision);
        return whole.length <= Decision.LARGEST_BYTES ? whole : json.write(decision.withDecidingVerdict());
    }
}
