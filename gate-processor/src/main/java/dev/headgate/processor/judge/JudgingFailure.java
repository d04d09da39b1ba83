package dev.headgate.processor.judge;

import java.time.Duration;
import java.time.Instant;

/**
 * That a service cannot be judged at present. Remembered with the service, so that a replay and the next owner try again at
 * the same ticks.
 *
 * @param attempts how many ticks have failed in a row
 * @param retryAt when the next tick judges again, unless a command or an execution asks for it earlier
 * @param why what fails, for people: the same as long as it fails
 */
record JudgingFailure(int attempts, Instant retryAt, String why) {

    private static final int MOST_DOUBLINGS = 6;

    static JudgingFailure first(Instant now, RuntimeException failure) {
        return new JudgingFailure(
                1,
                now.plusSeconds(1),
                "judging failed at " + now + " (" + failure + "); nothing is promoted until it works again");
    }

    /** Twice as long until the next try, up to about a minute. */
    JudgingFailure again(Instant now) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempts, MOST_DOUBLINGS));
        return new JudgingFailure(attempts + 1, now.plus(wait), why);
    }
}
