package dev.headgate.schemas.model;

/** What a rollout may do. */
public enum Mode implements WireName {
    /** Decisions are carried out. */
    ENFORCE("enforce"),
    /** Everything is judged and published, nothing is touched. */
    OBSERVE("observe"),
    /** A word this release does not know: never acted on. */
    UNKNOWN("unknown");

    private final String wireName;

    Mode(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
