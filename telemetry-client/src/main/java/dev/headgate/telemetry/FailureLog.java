package dev.headgate.telemetry;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Logs failures at most once a minute, and that they are over: a lost broker must not flood the application's log.
 * Thread-safe.
 */
final class FailureLog {

    private static final long QUIET_MILLIS = 60_000;

    private final Logger log;
    private final InstantSource clock;
    private final AtomicLong lastMillis = new AtomicLong(-QUIET_MILLIS);
    private final AtomicBoolean failing = new AtomicBoolean();

    FailureLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    void report(String what, Exception failure) {
        long now = clock.millis();
        long last = lastMillis.get();
        if (now - last >= QUIET_MILLIS && lastMillis.compareAndSet(last, now)) {
            failing.set(true);
            log.warn(
                    "Telemetry: {} ({}); further failures are counted, and logged once a minute",
                    what,
                    failure.toString());
        }
    }

    /** It works (again): told once after a failure that was logged. */
    void works() {
        if (failing.get() && failing.compareAndSet(true, false)) {
            log.info("Telemetry: Kafka takes requests again");
        }
    }
}
