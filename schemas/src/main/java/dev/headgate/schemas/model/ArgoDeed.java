package dev.headgate.schemas.model;

/** What can be done with an Argo Rollout. */
public enum ArgoDeed implements WireName {
    /** Ends its pauses until the step that sets the weight is passed. */
    PROMOTE("promote"),
    /** Gives the canary all traffic and leaves the remaining steps out. */
    PROMOTE_FULL("promote-full"),
    /** Gives the baseline all traffic. */
    ABORT("abort");

    private final String wireName;

    ArgoDeed(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
