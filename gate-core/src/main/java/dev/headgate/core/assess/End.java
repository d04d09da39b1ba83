package dev.headgate.core.assess;

/** How a simulated rollout stood when it was left. */
public enum End {
    /** The gate rolled it back. */
    ROLLED_BACK,
    /** It is over and the canary keeps the traffic. */
    COMPLETED,
    /** It is live, and the last thing decided was to hold. */
    HELD,
    /** It is live and on its way. */
    UNDER_WAY
}
