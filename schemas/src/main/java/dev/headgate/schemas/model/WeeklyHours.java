package dev.headgate.schemas.model;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of a week, by the clock of a place.
 *
 * @param days on which days they begin; at least one
 * @param from when they begin
 * @param to when they end, exclusive; not after {@code from} for hours that end on the next day, equal for a whole day
 * @param zone whose clock
 */
public record WeeklyHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    /** Copies the set. */
    public WeeklyHours {
        days = Set.copyOf(days);
    }
}
