package dev.headgate.schemas.model;

/** Which past a canary is compared with. */
public enum Past implements WireName {
    /** The hours before the rollout, of the version that held the traffic. */
    BEFORE_ROLLOUT("own past"),
    /** The same hour of the week, a week ago. */
    THIS_HOUR_LAST_WEEK("this hour last week"),
    /** The canary's own stage before this one. */
    PREVIOUS_STAGE("previous stage");

    private final String wireName;

    Past(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
