package dev.headgate.schemas.model;

/** From when on something is counted. */
public enum Since implements WireName {
    /** At this instant, or over the criterion's window. */
    NOW("now"),
    /** Since the stage's weight was confirmed. */
    STAGE("stage"),
    /** Since the rollout began. */
    START("start");

    private final String wireName;

    Since(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
