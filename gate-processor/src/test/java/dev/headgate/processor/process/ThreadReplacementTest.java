package dev.headgate.processor.process;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    private final ThreadReplacement replacement = new ThreadReplacement("combine", clock::get);

    @Test
    void replacesAThreadThatFailedNowAndThen() {
        for (int i = 0; i < 50; i++) {
            assertThat(replacement.handle(failure())).isEqualTo(REPLACE_THREAD);
            clock.updateAndGet(now -> now.plusSeconds(13));
        }
    }

    @Test
    void givesUpWhenThreadsKeepFailing() {
        for (int i = 0; i < ThreadReplacement.MOST_FAILURES; i++) {
            assertThat(replacement.handle(failure())).isEqualTo(REPLACE_THREAD);
        }

        assertThat(replacement.handle(failure())).isEqualTo(SHUTDOWN_CLIENT);
    }

    private static Throwable failure() {
        return new IllegalStateException("on purpose, in a test");
    }
}
