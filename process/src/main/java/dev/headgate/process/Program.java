package dev.headgate.process;

import dev.headgate.documents.configuration.ConfigurationException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process talks to whoever started it: usage, problems with its configuration, the line that says it is ready, and
 * its exit code. Thread-safe.
 */
public final class Program {

    /** It was stopped from outside. */
    public static final int STOPPED = 0;

    /** It cannot go on, or could not start. */
    public static final int FAILED = 1;

    /** The command line or the configuration is wrong. */
    public static final int MISCONFIGURED = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);

    private final String name;
    private final String usage;
    private final PrintStream out;
    private final PrintStream err;

    /** The work of a process. */
    @FunctionalInterface
    public interface Body {

        /**
         * Runs until the process is told to stop or cannot go on.
         *
         * @return the exit code
         * @throws ConfigurationException if it cannot start with this configuration
         */
        int run(CommandLine line);
    }

    /** The end of a process in order. */
    @FunctionalInterface
    public interface End {

        /** Waits until it has come. */
        void await() throws InterruptedException;
    }

    /**
     * A program.
     *
     * @param name a word, as {@code gate}
     * @param usage printed when help is asked for
     * @param out is told the usage and one line when it is ready
     * @param err is told what is wrong with the configuration
     */
    public Program(String name, String usage, PrintStream out, PrintStream err) {
        this.name = name;
        this.usage = usage;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs, unless only help was asked for.
     *
     * @return the exit code
     */
    public int run(CommandLine line, Body body) {
        if (line.help() && line.problems().isEmpty()) {
            out.print(usage);
            return STOPPED;
        }
        try {
            return body.run(line);
        } catch (ConfigurationException wrong) {
            return cannotStart(wrong.problems(), MISCONFIGURED);
        }
    }

    /** Says why it cannot start, and gives the exit code back. */
    public int cannotStart(List<String> problems, int exitCode) {
        err.println("The " + name + " cannot start:");
        problems.forEach(problem -> err.print(problem.indent(2)));
        return exitCode;
    }

    /** How long the process, with its JVM, has run until now. */
    static Duration coldStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    /** Tells that the process is ready, and where its metrics and health are served. */
    public void ready(String address) {
        out.println("headgate " + name + " ready http=" + address);
        out.flush();
        LOG.atInfo()
                .addKeyValue("coldStartMillis", coldStart().toMillis())
                .log("headgate {} ready http={}", name, address);
    }

    /**
     * When the process is told to stop, asks for the end and holds the process until it has come.
     *
     * @param ask asks for the end and returns at once
     */
    public void whenTold(Runnable ask, End end) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(ask, end), name + "-stop"));
    }

    private static void stop(Runnable ask, End end) {
        ask.run();
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
