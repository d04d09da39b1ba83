package dev.headgate.it.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Waiting for a condition; nothing here sleeps for a time that somebody guessed. */
public final class Await {

    /** Longer than anything takes on a busy machine, short enough to end a hung test. */
    public static final Duration LONG = Duration.ofSeconds(90);

    private static final Duration POLL = Duration.ofMillis(25);

    private Await() {}

    /** Waits until the condition holds; it is named in the failure if it does not. */
    public static void until(String what, Duration atMost, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(condition);
    }

    /** The same with {@link #LONG}. */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, LONG, condition);
    }

    /** Waits until an assertion passes. */
    public static void untilAsserted(String what, Duration atMost, org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await(what)
                .atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .untilAsserted(assertion);
    }

    /** Lets an instant come that a seed has chosen. */
    public static void instant(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("Interrupted before the chosen instant");
            }
        }
    }
}
