package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.Set;

/** What a decision has done: which runbook, how its programs behave, and so how it may end. */
public enum Procedure {
    /** Shares traffic at a HAProxy. */
    SHIFT("shift", "ok", End.SUCCEEDS),
    /** A program that may run twice. */
    RERUN("rerun", "ok", End.SUCCEEDS),
    /** One that fails at its first attempt and is tried again, unless a later decision has come. */
    FLAKY("rerun", "flaky", End.EITHER),
    /** A program that may run twice and always fails. */
    FAILING("rerun", "fail", End.FAILS),
    /** A program that must not run twice. */
    ASK("ask", "ok", End.EITHER),
    /** One that hangs, with a child of its own, far beyond its budget. */
    HANGING("hang", "hang", End.FAILS),
    /** A program that must not run twice; a probe finds out whether it ran. */
    PROBED("probed", "ok", End.EITHER),
    /** A program that must not run twice; another program finds out whether it ran. */
    VERIFIED("verified", "ok", End.EITHER),
    /** Three steps: one that fails and is passed over, one with an output, one that is given it. */
    PREPARED("prepared", "ok", End.SUCCEEDS),
    /** The same, but its last step fails, and what the second did is undone. */
    COMPENSATED("prepared", "fail", End.FAILS),
    /** A program that takes back, tried until it succeeds. */
    BACK("back", "ok", End.SUCCEEDS),
    /** The same, whose first attempt fails; it is tried again, unless a later decision has come. */
    FLAKY_BACK("back", "flaky", End.EITHER);

    private final String runbook;
    private final String mode;
    private final End end;

    Procedure(String runbook, String mode, End end) {
        this.runbook = runbook;
        this.mode = mode;
        this.end = end;
    }

    /** The runbook for a service. */
    public String runbook(String service) {
        return this == SHIFT ? runbook + "-" + service : runbook;
    }

    /** How its programs behave. */
    public String mode() {
        return mode;
    }

    Set<ExecutionStatus> ends() {
        return switch (end) {
            case SUCCEEDS -> Set.of(ExecutionStatus.SUCCEEDED);
            case FAILS -> Set.of(ExecutionStatus.FAILED);
            case EITHER -> Set.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED);
        };
    }

    private enum End {
        SUCCEEDS,
        FAILS,
        EITHER
    }

    /** Whether its program must have begun once at most, whatever happens. */
    boolean onceAtMost() {
        return this == ASK || this == HANGING || this == PROBED || this == VERIFIED;
    }
}
