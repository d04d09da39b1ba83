package dev.headgate.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Where log lines go. Processes that stay ({@code gate}, {@code executor}) log to standard output as {@code logback.xml}
 * says; a command that a person waits for answers in its own words and logs nothing, or to standard error with
 * {@code --debug}; {@code demo} and {@code local} log to a file beside their children's.
 */
final class Logging {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0} %msg%n%ex";

    private static volatile boolean debug;

    private Logging() {}

    /** Nothing is logged, or everything to standard error. */
    static void quiet(boolean toStandardError) {
        debug = toStandardError;
        root().detachAndStopAllAppenders();
        if (toStandardError) {
            var console = new ConsoleAppender<ILoggingEvent>();
            console.setTarget("System.err");
            attach(console);
        } else {
            root().setLevel(Level.OFF);
        }
    }

    /** Everything from INFO on is appended to a file. */
    static void toFile(Path file) {
        var appender = new FileAppender<ILoggingEvent>();
        appender.setFile(file.toString());
        attach(appender);
    }

    /** Whether {@code --debug} was given. */
    static boolean isDebug() {
        return debug;
    }

    private static void attach(OutputStreamAppender<ILoggingEvent> appender) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        root().setLevel(Level.INFO);
        root().addAppender(appender);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
