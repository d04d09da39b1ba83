package dev.headgate.schemas.model;

import java.util.List;

/**
 * When a rollout may start and advance. Never keeps a rollback from being made.
 *
 * @param allow the hours in which it may; at least one entry
 * @param onWindowClose what is done when they end while the rollout is under way, below its full weight
 */
public record Calendar(List<WeeklyHours> allow, Response onWindowClose) {

    /** Copies the list. */
    public Calendar {
        allow = List.copyOf(allow);
    }
}
