package dev.headgate.local.demo;

import java.time.Duration;

/** Is told how far a stack has come while it starts. */
@FunctionalInterface
public interface StackProgress {
    /** Tells nobody. */
    StackProgress QUIET = (what, took) -> {};

    /**
     * Something is ready.
     *
     * @param what in words, with where it is
     * @param took how long it took
     */
    void ready(String what, Duration took);
}
