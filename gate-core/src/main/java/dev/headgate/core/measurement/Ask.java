package dev.headgate.core.measurement;

import java.util.Set;

/**
 * What a plan wants to know of some series.
 *
 * @param selection which
 * @param stretches over which times; none where the latest value is enough, or it is asked in a later stage
 */
public record Ask(Selection selection, Set<Stretch> stretches) {

    /** Copies the set. */
    public Ask {
        stretches = Set.copyOf(stretches);
    }
}
