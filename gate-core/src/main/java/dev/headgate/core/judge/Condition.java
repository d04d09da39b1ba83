package dev.headgate.core.judge;

/** What a claim is at an instant. */
public enum Condition {
    /** Decided, and it holds. */
    TRUE,
    /** Decided, and it does not hold. */
    FALSE,
    /** Not decided. */
    UNDECIDED
}
