package dev.headgate.core.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * A runbook that was run because of a line, and is to be undone when the line is clear again.
 *
 * @param line the line
 * @param runbook the runbook
 * @param since when it was decided
 * @param clearSince since when the line has been clear without a break; empty while it is not
 */
public record Mitigation(String line, String runbook, Instant since, Optional<Instant> clearSince) {

    Mitigation clearSince(Optional<Instant> other) {
        return new Mitigation(line, runbook, since, other);
    }
}
