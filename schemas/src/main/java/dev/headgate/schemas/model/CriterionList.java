package dev.headgate.schemas.model;

/** Which list of the policy a criterion stands in. */
public enum CriterionList implements WireName {
    /** Any one that fails acts. */
    STOP("stop"),
    /** All must pass to go on. */
    ADVANCE("advance"),
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
