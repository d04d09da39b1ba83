package dev.headgate.schemas.model;

/** Where a rollout stands. */
public enum Phase implements WireName {
    /** Started, and waits for the hours in which it may begin. */
    SCHEDULED("scheduled"),
    /** Waits for what must be done before the first shift. */
    PREPARING("preparing"),
    /** Everything of the stage passes, and it waits for what must be done before the next one. */
    AWAITING("awaiting"),
    /** A person has paused it: judged and rolled back as ever, never advanced. */
    PAUSED("paused"),
    /** A weight was decided and is not confirmed yet. */
    SHIFTING("shifting"),
    /** The stage's weight is in force and is being judged. */
    OBSERVING("observing"),
    /** At full weight, after the last advance. */
    WATCHING("watching"),
    /** Over: the canary keeps the traffic. */
    COMPLETED("completed"),
    /** A rollback was decided and is not confirmed yet. */
    ROLLING_BACK("rolling-back"),
    /** Over: the baseline has the traffic again. */
    ROLLED_BACK("rolled-back"),
    /** The rollback could not be carried out; a person must act. */
    ROLLBACK_FAILED("rollback-failed"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    Phase(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
