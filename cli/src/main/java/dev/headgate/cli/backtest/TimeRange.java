package dev.headgate.cli.backtest;

import java.util.OptionalLong;

/**
 * A half-open stretch of time, milliseconds since 1970-01-01 UTC.
 *
 * @param from its beginning; empty for the oldest
 * @param to its end; empty for the newest
 */
public record TimeRange(OptionalLong from, OptionalLong to) {

    boolean holds(long millis) {
        return millis >= from.orElse(Long.MIN_VALUE) && millis < to.orElse(Long.MAX_VALUE);
    }
}
