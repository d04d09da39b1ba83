package dev.headgate.executor.dispatch;

import java.time.Duration;

/** How long a retreat waits after a failure: 1 s, 2 s, 4 s and so on, at most 30 s. */
final class BackOff {

    static final Duration LONGEST = Duration.ofSeconds(30);

    private BackOff() {}

    /** The pause after this attempt, counted from 1. */
    static Duration after(int attempt) {
        Duration pause = Duration.ofSeconds(1L << Math.min(attempt - 1, 10));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
