package dev.headgate.schemas.model;

/** What the failure of a stage does. */
public enum StageFailure implements WireName {
    /** All traffic back to the baseline. */
    ROLLBACK("rollback"),
    /** Back to the previous stage's weight. */
    STEP_BACK("step-back"),
    /** Stay, and tell people. */
    HOLD("hold"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    StageFailure(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
