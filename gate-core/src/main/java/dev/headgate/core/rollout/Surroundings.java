package dev.headgate.core.rollout;

import dev.headgate.schemas.model.OpenNotice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What surrounds a rollout.
 *
 * @param scheduledFor when it is to begin; empty for at once
 */
public record Surroundings(Optional<Instant> scheduledFor) {

    /** Nothing. */
    public static final Surroundings NONE = new Surroundings(Optional.empty());

    /** What nobody has acknowledged yet. */
    List<OpenNotice> openNotices() {
        return List.of();
    }
}
