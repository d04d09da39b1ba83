package dev.headgate.schemas.model;

import java.time.Instant;

/**
 * An item of a checklist that somebody has ticked.
 *
 * @param checklist the list's name
 * @param item the item's id
 * @param role the role for which it was ticked
 * @param by who did
 * @param at when
 * @param evidence a link or a note; may be empty
 */
public record TickedItem(String checklist, String item, String role, String by, Instant at, String evidence) {}
