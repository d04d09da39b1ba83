package dev.headgate.cli.follow;

/** What came of waiting for a rollout, and the exit code that says so to a pipeline. */
public enum RolloutEnd {
    /** The canary keeps the traffic. */
    COMPLETED("completed", 0),
    /** Its end was not seen: a later rollout of the service has begun meanwhile. */
    UNSEEN("unseen", 1),
    /** The policy has rolled it back. */
    ROLLED_BACK("rolled-back", 10),
    /** It was to be rolled back and that could not be carried out: a person must act. */
    ROLLBACK_FAILED("rollback-failed", 11),
    /** A person has ended it, or it ended before anything was shifted. */
    ABORTED("aborted", 12),
    /** The gate has refused to start it. */
    REFUSED("refused", 13),
    /** The waiting is over, the rollout is not. */
    STILL_RUNNING("still-running", 14),
    /** Nothing was heard of it for too long. */
    SILENT("silent", 15);

    private final String word;
    private final int exitCode;

    RolloutEnd(String word, int exitCode) {
        this.word = word;
        this.exitCode = exitCode;
    }

    /** As programs read it. */
    public String word() {
        return word;
    }

    /** As a shell reads it. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether the rollout goes on by itself. */
    public boolean goesOn() {
        return this == STILL_RUNNING || this == SILENT;
    }
}
