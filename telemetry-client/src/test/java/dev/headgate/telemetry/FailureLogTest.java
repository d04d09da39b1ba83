package dev.headgate.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class FailureLogTest {

    private final Lines lines = new Lines();
    private long millis = 1_000_000;
    private final FailureLog log = new FailureLog(lines, () -> Instant.ofEpochMilli(millis));

    @Test
    void tellsOnceThatAFailureIsOver() {
        log.works();
        log.report("Kafka takes nothing", new IllegalStateException("away"));
        log.works();
        log.works();

        assertThat(lines.written)
                .containsExactly(
                        "WARN Telemetry: Kafka takes nothing (java.lang.IllegalStateException: away); further failures"
                                + " are counted, and logged once a minute",
                        "INFO Telemetry: Kafka takes requests again");
    }

    @Test
    void whatComesAndGoesWritesOneFailureAMinute() {
        for (int second = 0; second < 120; second++) {
            log.report("Kafka takes nothing", new IllegalStateException("away"));
            log.works();
            millis += 1_000;
        }

        assertThat(lines.written)
                .extracting(line -> line.substring(0, 4))
                .containsExactly("WARN", "INFO", "WARN", "INFO");
    }

    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        private final transient List<String> written = new ArrayList<>();

        @Override
        protected String getFullyQualifiedCallerName() {
            return Lines.class.getName();
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            written.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments));
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
