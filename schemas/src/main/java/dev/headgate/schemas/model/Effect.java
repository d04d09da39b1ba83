package dev.headgate.schemas.model;

/** What a stop line does when its criterion has failed. */
public enum Effect implements WireName {
    /** Tell people. */
    NOTIFY("notify"),
    /** Do not advance while it lasts. */
    HOLD("hold"),
    /** Back to the previous stage's weight. */
    STEP_BACK("step-back"),
    /** All traffic back to the baseline. */
    ROLLBACK("rollback"),
    /** Run a runbook, undone when the line is clear again. */
    MITIGATE("mitigate"),
    /** Ask a role, and do something else if it does not agree in time. */
    ASK("ask"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    Effect(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
