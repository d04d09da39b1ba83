package dev.headgate.schemas.model;

/** The judge's result on one criterion. */
public enum Judgement implements WireName {
    /** Decided, and as the policy wishes. */
    PASS("pass"),
    /** Decided, and not as the policy wishes. */
    FAIL("fail"),
    /** Not decided, for the stated cause; never counts as a pass. */
    UNDECIDED("undecided"),
    /** A word this release does not know: treated as undecided. */
    UNKNOWN("unknown");

    private final String wireName;

    Judgement(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
