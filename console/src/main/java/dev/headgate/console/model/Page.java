package dev.headgate.console.model;

import java.util.Optional;

/**
 * Which of many are asked for.
 *
 * @param limit how many at most, 1 to {@value #MOST}
 * @param cursor where they begin: a {@link Slice#next()} of the same question; empty for the first ones
 */
public record Page(int limit, Optional<String> cursor) {

    /** How many at most. */
    public static final int MOST = 1000;

    /** @throws IllegalArgumentException if the limit is none */
    public Page {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ", found " + limit);
        }
    }

    /** The first ones. */
    public static Page first(int limit) {
        return new Page(limit, Optional.empty());
    }
}
