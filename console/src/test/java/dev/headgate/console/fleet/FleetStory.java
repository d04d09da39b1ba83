package dev.headgate.console.fleet;

/** How a rollout goes. */
enum FleetStory {
    /** Stage by stage to the end. */
    HEALTHY,
    /** Requests of the canary fail, and it is rolled back. */
    ERRORS,
    /** The canary is slow, people are told, and it is rolled back. */
    SLOW,
    /** A person rolls it back. */
    ABORTED,
    /** It steps back once, and is completed later. */
    STEPS_BACK,
    /** A person pauses it. */
    PAUSED,
    /** It waits for an approval and a checklist. */
    WAITS,
    /** Its shift is under way, and the runbook asks a person. */
    ASKS,
    /** Its rollback has failed. */
    STUCK,
    /** It is put off. */
    SCHEDULED,
    /** Telemetry is behind. */
    LAGS,
    /** Nothing is touched. */
    OBSERVES
}
