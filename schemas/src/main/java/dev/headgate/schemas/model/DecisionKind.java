package dev.headgate.schemas.model;

/** What a decision does. A reader that meets {@link #UNKNOWN} refuses to act and says so. */
public enum DecisionKind implements WireName {
    /** Shift traffic forward, to the first or the next stage's weight. */
    PROMOTE("promote"),
    /** Stay where it is, and say why. */
    HOLD("hold"),
    /** Shift traffic back to an earlier stage's weight. */
    STEP_BACK("step-back"),
    /** Shift all traffic back to the baseline. */
    ROLLBACK("rollback"),
    /** The rollout is over and the canary keeps the traffic; nothing to carry out. */
    COMPLETE("complete"),
    /** Tell people; nothing to carry out. */
    NOTIFY("notify"),
    /** A command did not fit the state and changed nothing; nothing to carry out. */
    REFUSE("refuse"),
    /** Run a runbook that moves no traffic: a hook, a mitigation, or the undoing of one. */
    RUN("run"),
    /** Ask a role; nothing to carry out. */
    ASK("ask"),
    /** A command was taken that moves no traffic; nothing to carry out. */
    RECORD("record"),
    /** A word this release does not know: never acted on. */
    UNKNOWN("unknown");

    private final String wireName;

    DecisionKind(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
