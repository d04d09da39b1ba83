package dev.headgate.executor.action.traffic;

/** What a look at a shift that ought to be in force found. */
public sealed interface Look {

    /** It is set. */
    record InForce() implements Look {}

    /**
     * It was not, and is again.
     *
     * @param found what was found instead
     */
    record Reasserted(String found) implements Look {}

    /**
     * It cannot be said, or was not put right.
     *
     * @param reason why
     */
    record Unknown(String reason) implements Look {}
}
