package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.model.ExecutionStatus;
import java.util.EnumSet;
import java.util.Set;

/** What a decision has done: which runbook, how its programs behave, and so how it may end. */
public enum Procedure {
    /** Shares traffic at a HAProxy. */
    SHIFT("shift", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED)),
    /** A program that may run twice. */
    RERUN("rerun", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED)),
    /** One that fails at its first attempt and is tried again, unless a later decision has come. */
    FLAKY("rerun", "flaky", EnumSet.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED)),
    /** A program that may run twice and always fails. */
    FAILING("rerun", "fail", EnumSet.of(ExecutionStatus.FAILED)),
    /** A program that must not run twice. */
    ASK("ask", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED)),
    /** One that hangs, with a child of its own, far beyond its budget. */
    HANGING("hang", "hang", EnumSet.of(ExecutionStatus.FAILED)),
    /** A program that must not run twice; a probe finds out whether it ran. */
    PROBED("probed", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED)),
    /** A program that must not run twice; another program finds out whether it ran. */
    VERIFIED("verified", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED)),
    /** Three steps: one that fails and is passed over, one with an output, one that is given it. */
    PREPARED("prepared", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED)),
    /** The same, but its last step fails, and what the second did is undone. */
    COMPENSATED("prepared", "fail", EnumSet.of(ExecutionStatus.FAILED)),
    /** A program that takes back, tried until it succeeds. */
    BACK("back", "ok", EnumSet.of(ExecutionStatus.SUCCEEDED)),
    /** The same, whose first attempt fails; it is tried again, unless a later decision has come. */
    FLAKY_BACK("back", "flaky", EnumSet.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED));

    private final String runbook;
    private final String mode;
    private final Set<ExecutionStatus> ends;

    Procedure(String runbook, String mode, Set<ExecutionStatus> ends) {
        this.runbook = runbook;
        this.mode = mode;
        this.ends = ends;
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
        return ends;
    }

    /** Whether its program must have begun once at most, whatever happens. */
    boolean onceAtMost() {
        return this == ASK || this == HANGING || this == PROBED || this == VERIFIED;
    }
}
