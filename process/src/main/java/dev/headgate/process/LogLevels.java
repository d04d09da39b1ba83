package dev.headgate.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * The levels of log lines, changed while the process runs, until it ends: {@code dev.headgate=DEBUG}. Thread-safe.
 */
final class LogLevels {

    private static final List<String> WORDS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
    private static final Pattern CHANGE = Pattern.compile("([A-Za-z0-9_.$]{1,200})=([A-Za-z]{1,10})");
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LogLevels.class);

    private LogLevels() {}

    /** Every logger whose level was set, one in a line. */
    static String all() {
        return context().getLoggerList().stream()
                .filter(logger -> logger.getLevel() != null)
                .map(logger -> logger.getName() + "=" + logger.getLevel() + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /**
     * Changes one.
     *
     * @param change {@code LOGGER=LEVEL}
     * @return what is wrong with it; empty if it was done
     */
    static Optional<String> set(String change) {
        Matcher parts = CHANGE.matcher(change.strip());
        if (!parts.matches() || !WORDS.contains(parts.group(2))) {
            return Optional.of("expected LOGGER=LEVEL, as dev.headgate=DEBUG; levels are " + String.join(", ", WORDS));
        }
        Logger logger = context().getLogger(parts.group(1));
        Level before = logger.getEffectiveLevel();
        logger.setLevel(Level.valueOf(parts.group(2)));
        LOG.atInfo()
                .addKeyValue("logger", parts.group(1))
                .log("log level changed from {} to {}, until the process ends", before, parts.group(2));
        return Optional.empty();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
