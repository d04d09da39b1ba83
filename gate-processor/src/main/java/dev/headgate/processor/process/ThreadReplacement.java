package dev.headgate.processor.process;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a thread that failed; gives up when threads keep failing, so that whoever watches the process sees it.
 *
 * <p>Nothing is lost either way: the failed thread's transaction is aborted and its input is read again. Thread safe.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {

    static final int MOST_FAILURES = 5;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ThreadReplacement.class);

    private final String application;
    private final InstantSource clock;
    private final Deque<Long> failures = new ArrayDeque<>();

    ThreadReplacement(String application) {
        this(application, InstantSource.system());
    }

    ThreadReplacement(String application, InstantSource clock) {
        this.application = application;
        this.clock = clock;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        return mayReplace(failure)
                ? StreamThreadExceptionResponse.REPLACE_THREAD
                : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Takes note of a thread's failure, and says whether another may take its place. */
    synchronized boolean mayReplace(Throwable failure) {
        long now = clock.millis();
        failures.removeIf(instant -> instant < now - WITHIN.toMillis());
        failures.add(now);
        if (failures.size() > MOST_FAILURES) {
            log.error("{}: more than {} failures within {}, stopping", application, MOST_FAILURES, WITHIN, failure);
            return false;
        }
        log.error("{}: a thread failed and is replaced; its input is read again", application, failure);
        return true;
    }
}
