package dev.headgate.core.telemetry;

/**
 * A place in a ring of requests: a later slot takes the place of the one that fell out of the ring, so that what is kept under these
 * keys is bounded.
 *
 * @param series whose ring
 * @param level how many seconds its slots span: 1, 10, or more for what is kept for longer
 * @param index the place, from 0
 */
public record RequestSlotKey(Series series, int level, int index) implements SlotKey {}
