package dev.headgate.schemas.model;

/** What a rollout may do. */
public enum Mode implements WireName {
    /** Decisions are carried out. */
    ENFORCE("enforce"),
    /** Everything is judged and published, nothing is touched. */
    OBSERVE("observe"),
    /** What another policy would have decided beside the rollout: published, never carried out. */
    SHADOW("shadow"),
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

    /** Whether traffic moves, by this rollout or by the one beside it: a weight is in force when that was confirmed. */
    public boolean followsTraffic() {
        return this == ENFORCE || this == SHADOW;
    }
}
