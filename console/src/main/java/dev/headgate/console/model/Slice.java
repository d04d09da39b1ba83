package dev.headgate.console.model;

import java.util.List;
import java.util.Optional;

/**
 * Some of many, in order.
 *
 * @param items these
 * @param next where the next ones begin, for {@link Page}; empty if these are the last
 */
public record Slice<T>(List<T> items, Optional<String> next) {

    /** Copies the list. */
    public Slice {
        items = List.copyOf(items);
    }
}
