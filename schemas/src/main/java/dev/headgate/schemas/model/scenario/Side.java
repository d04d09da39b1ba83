package dev.headgate.schemas.model.scenario;

/** Which version something is about. */
public enum Side {
    /** The one that is rolled out. */
    CANARY,
    /** The one that held the traffic before. */
    BASELINE,
    /** Both. */
    BOTH;

    /** Whether the one is among these. */
    public boolean includes(Side one) {
        return this == BOTH || this == one;
    }
}
