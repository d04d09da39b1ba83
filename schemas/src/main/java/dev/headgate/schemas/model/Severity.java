package dev.headgate.schemas.model;

/** How urgent a failed line is for people. */
public enum Severity implements WireName {
    /** For the record. */
    INFO("info"),
    /** Somebody should look. */
    WARNING("warning"),
    /** Wakes a person. */
    CRITICAL("critical"),
    /** The first of four levels with times of their own to answer. */
    P0("P0"),
    /** The second. */
    P1("P1"),
    /** The third. */
    P2("P2"),
    /** The last. */
    P3("P3"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    Severity(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Whether it wakes a person at once. */
    public boolean isCritical() {
        return this == CRITICAL || this == P0;
    }
}
