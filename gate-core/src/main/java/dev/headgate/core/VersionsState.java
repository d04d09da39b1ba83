package dev.headgate.core;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a service are known, and the policy by which new ones start.
 *
 * @param binding the policy by which they start by themselves; empty if none is bound
 * @param since when telemetry was first looked at; empty if there was none yet
 * @param seen versions that have had requests, the one that has had none for longest first
 * @param rolledBack versions that were rolled back, oldest first
 * @param requests how many requests each had in each of the last minutes
 */
public record VersionsState(
        Optional<Binding> binding,
        Optional<Instant> since,
        List<String> seen,
        List<String> rolledBack,
        List<Minute> requests) {

    /** Nothing is known yet. */
    public static final VersionsState NONE =
            new VersionsState(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public VersionsState {
        seen = List.copyOf(seen);
        rolledBack = List.copyOf(rolledBack);
        requests = List.copyOf(requests);
    }

    /**
     * Requests of a version in a minute.
     *
     * @param minute minutes since 1970-01-01 UTC
     * @param version the version
     * @param requests how many
     */
    public record Minute(long minute, String version, long requests) {}
}
