package dev.headgate.it.harness.guarantees;

import dev.headgate.schemas.codec.DeadLetterCause;
import dev.headgate.schemas.model.ExecutionStatus;
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
    EXPIRED(ExecutionStatus.EXPIRED),
    /** An advance with a number before that of one accepted earlier. */
    STALE(ExecutionStatus.REFUSED),
    /** An advance of a rollout that was rolled back. */
    LATE(ExecutionStatus.REFUSED),
    /** One of a rollout that is only observed. */
    OBSERVED(ExecutionStatus.REFUSED),
    /** One of a shadow: it leaves no trace. */
    SHADOW(Optional.empty(), Optional.empty()),
    /** One that was written before, once more. */
    DUPLICATE("replayed"),
    /** Without a signature. */
    UNSIGNED(DeadLetterCause.UNSIGNED),
    /** Signed by a key that nobody trusts. */
    STRANGER(DeadLetterCause.UNKNOWN_KEY),
    /** Changed after it was signed. */
    TAMPERED(DeadLetterCause.FORGED);

    private final boolean acts;
    private final Optional<ExecutionStatus> end;
    private final Optional<String> deadLetter;

    Sort() {
        this(true, Optional.empty(), Optional.empty());
    }

    Sort(ExecutionStatus end) {
        this(Optional.of(end), Optional.empty());
    }

    Sort(String deadLetter) {
        this(Optional.empty(), Optional.of(deadLetter));
    }

    Sort(Optional<ExecutionStatus> end, Optional<String> deadLetter) {
        this(false, end, deadLetter);
    }

    Sort(boolean acts, Optional<ExecutionStatus> end, Optional<String> deadLetter) {
        this.acts = acts;
        this.end = end;
        this.deadLetter = deadLetter;
    }

    /** Whether anything of it may be done. */
    public boolean acts() {
        return acts;
    }

    /** As what it may end if nothing of it may be done; none if it must have no outcome. */
    Set<ExecutionStatus> ends() {
        return end.map(Set::of).orElseGet(Set::of);
    }

    /** As what it must be found among the dead letters. */
    public Optional<String> deadLetter() {
        return deadLetter;
    }

    boolean isRetreat() {
        return this == STEP_BACK || this == ROLLBACK;
    }
}
