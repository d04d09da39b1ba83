package dev.headgate.schemas.model;

/** How urgent a failed line is for people. */
public enum Severity implements WireName {
    /** For the record. */
    INFO("info"),
    /** Somebody should look. */
    WARNING("warning"),
    /** Wakes a person. */
    CRITICAL("critical"),
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
}
