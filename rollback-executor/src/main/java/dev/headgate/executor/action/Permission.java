package dev.headgate.executor.action;

import java.util.Optional;

/**
 * Whether this process may act right now. Kafka cannot take back an effect, so every action asks immediately before
 * each one. Thread-safe.
 */
@FunctionalInterface
public interface Permission {

    /** Why it may not act, in a sentence; empty if it may. */
    Optional<String> missing();
}
