package dev.headgate.schemas.model;

/** Which list of the policy a criterion stands in. */
public enum CriterionList implements WireName {
    /** Any one that fails acts. */
    STOP("stop"),
    /** All must pass to go on. */
    ADVANCE("advance"),
    /** All must be done before traffic is shifted to the stage. */
    ENTER("enter"),
    /** Hooks that are run again and again. */
    DURING("during"),
    /** All must be done before the stage is left. */
    EXIT("exit"),
    /** Must become true once a rollback is confirmed. */
    AFTER_ROLLBACK("after-rollback"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    CriterionList(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
