package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.ExecutionStatus;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Why a decision was written, and so what may become of it. */
public enum Sort {
    /** More traffic, or a program in its place. */
    ADVANCE,
    /** A hook. */
    RUN,
    /** Less traffic. */
    STEP_BACK,
    /** No traffic; ends its rollout. */
    ROLLBACK,
    /** An advance or hook that expires soon after it was written. */
    SHORT_LIVED,
    /** An advance that has expired when it is read. */
    EXPIRED(EnumSet.of(ExecutionStatus.EXPIRED)),
    /** An advance with a number before that of one accepted earlier. */
    STALE(EnumSet.of(ExecutionStatus.REFUSED)),
    /** An advance of a rollout that was rolled back. */
    LATE(EnumSet.of(ExecutionStatus.REFUSED)),
    /** One of a rollout that is only observed. */
    OBSERVED(EnumSet.of(ExecutionStatus.REFUSED)),
    /** One of a shadow: it leaves no trace. */
    SHADOW(EnumSet.noneOf(ExecutionStatus.class)),
    /** One that was written before, once more. */
    DUPLICATE("replayed"),
    /** Without a signature. */
    UNSIGNED(DeadLetterCause.UNSIGNED),
    /** Signed by a key that nobody trusts. */
    STRANGER(DeadLetterCause.UNKNOWN_KEY),
    /** Changed after it was signed. */
    TAMPERED(DeadLetterCause.FORGED);

    private final boolean acts;
    private final Set<ExecutionStatus> ends;
    private final Optional<String> deadLetter;

    Sort() {
        this(true, EnumSet.noneOf(ExecutionStatus.class), Optional.empty());
    }

    Sort(Set<ExecutionStatus> ends) {
        this(false, ends, Optional.empty());
    }

    Sort(String deadLetter) {
        this(false, EnumSet.noneOf(ExecutionStatus.class), Optional.of(deadLetter));
    }

    Sort(boolean acts, Set<ExecutionStatus> ends, Optional<String> deadLetter) {
        this.acts = acts;
        this.ends = ends;
        this.deadLetter = deadLetter;
    }

    /** Whether anything of it may be done. */
    public boolean acts() {
        return acts;
    }

    /** As what it may end if nothing of it may be done; none if it must have no outcome. */
    Set<ExecutionStatus> ends() {
        return ends;
    }

    /** As what it must be found among the dead letters. */
    public Optional<String> deadLetter() {
        return deadLetter;
    }

    boolean isRetreat() {
        return this == STEP_BACK || this == ROLLBACK;
    }
}
