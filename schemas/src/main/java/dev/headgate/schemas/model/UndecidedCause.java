package dev.headgate.schemas.model;

/** Why a verdict is undecided. */
public enum UndecidedCause implements WireName {
    /** It is decided. */
    NONE("none"),
    /** No request in the window. */
    NO_TRAFFIC("no-traffic"),
    /** Fewer requests in the window than the policy asks for. */
    TOO_FEW_REQUESTS("too-few-requests"),
    /** Telemetry is behind or a combiner is quiet: our own outage is never the canary's. */
    LAGGING("lagging"),
    /** The version publishes nothing and nothing shows that it should. */
    PRODUCER_SILENT("producer-silent"),
    /** The baseline has too few requests to compare with. */
    NO_BASELINE("no-baseline"),
    /** Nothing, or too little, is known of the past that the canary is compared with. */
    NO_PAST("no-past"),
    /** A second in the window could not be closed in time. */
    INCOMPLETE("incomplete"),
    /** The evidence does not suffice yet. */
    NOT_YET_SIGNIFICANT("not-yet-significant"),
    /** The stage's settle time is not over. */
    SETTLING("settling"),
    /** True now, but not yet for as long as the policy asks. */
    NOT_HELD_LONG_ENOUGH("not-held-long-enough"),
    /** Nobody has confirmed that the version has traffic. */
    WEIGHT_NOT_CONFIRMED("weight-not-confirmed"),
    /** Too many of a version's requests come late: a comparison would be biased. */
    LATE_TELEMETRY("late-telemetry"),
    /** The canary's share of the requests is not what its weight stands for: a comparison would be biased. */
    SHARE_OFF_WEIGHT("share-off-weight"),
    /** Evidence could not be taken in: a fault of ours. */
    EVIDENCE_FAILED("evidence-failed"),
    /** Nothing was measured that it speaks of. */
    NO_MEASUREMENT("no-measurement"),
    /** The latest measurement is too old to speak of now. */
    MEASUREMENT_TOO_OLD("measurement-too-old"),
    /** It waits for people. */
    WAITING_FOR_PEOPLE("waiting-for-people"),
    /** It waits for a runbook. */
    WAITING_FOR_RUNBOOK("waiting-for-runbook"),
    /** Its latencies are known too coarsely: the limit lies between the bounds of the bucket that decides. */
    TOO_COARSE("too-coarse"),
    /** A word this release does not know. */
    UNKNOWN("unknown");

    private final String wireName;

    UndecidedCause(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
