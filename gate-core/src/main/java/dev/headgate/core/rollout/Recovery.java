package dev.headgate.core.rollout;

import java.time.Instant;
import java.util.List;

/**
 * What the service still has to show after a rollback.
 *
 * @param since when the rollback was confirmed
 * @param open which lines of {@code afterRollback} have neither come true nor run out of time, counted from 0
 */
public record Recovery(Instant since, List<Integer> open) {

    /** Copies the list. */
    public Recovery {
        open = List.copyOf(open);
    }

    Recovery without(int line) {
        return new Recovery(since, open.stream().filter(each -> each != line).toList());
    }
}
