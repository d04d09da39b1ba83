package dev.headgate.schemas.model;

/** What became of a decision at the executor. */
public enum ExecutionStatus implements WireName {
    /** Its runbook has begun. */
    STARTED("started"),
    /** Every step did what it should. */
    SUCCEEDED("succeeded"),
    /** A step failed or its outcome is not known; the reason says which. */
    FAILED("failed"),
    /** It was not carried out; the reason says why. */
    REFUSED("refused"),
    /** An advance that had grown too old before anything of it was begun: the weight in force is what it was. */
    EXPIRED("expired"),
    /** A later decision of the same rollout took its place. */
    SUPERSEDED("superseded"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    ExecutionStatus(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
