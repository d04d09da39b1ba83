package dev.headgate.core.judge;

import dev.headgate.schemas.model.Stage;
import java.time.Instant;

/**
 * Since when a stage's weight has been in force.
 *
 * @param stage the stage, counted from 0
 * @param startedAt when its weight was confirmed
 */
public record StageClock(int stage, Instant startedAt) {

    /** The first whole second after the confirmed start, seconds since 1970-01-01 UTC. */
    public long startSecond() {
        return ceilSecond(startedAt);
    }

    /** The first whole second after the stage has settled. */
    public long settledSecond(Stage its) {
        return ceilSecond(startedAt.plus(its.settle()));
    }

    /** The first second that begins at or after an instant. */
    public static long ceilSecond(Instant instant) {
        return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    }
}
