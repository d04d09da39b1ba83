package dev.headgate.processor.process;

import dev.headgate.processor.config.ConfigurationException;
import dev.headgate.processor.config.GateConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate's life as a process: read the configuration, start, tell that it is ready, wait, stop. */
public final class GateProcess {

    /** The gate was stopped from outside. */
    public static final int STOPPED = 0;

    /** The gate cannot go on, or could not start. */
    public static final int FAILED = 1;

    /** The command line or the configuration is wrong. */
    public static final int MISCONFIGURED = 2;

    private static final Logger log = LoggerFactory.getLogger(GateProcess.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofMillis(100);

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out is told one line when the gate is ready
     * @param err is told what is wrong with the configuration
     */
    public GateProcess(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until the process is told to stop or the gate cannot go on.
     *
     * @return the exit code
     */
    public int run(List<String> words, Map<String, String> environment) {
        try {
            Arguments arguments = Arguments.parse(words);
            if (arguments.help()) {
                out.print(Arguments.USAGE);
                return STOPPED;
            }
            GateConfiguration configuration =
                    GateConfiguration.read(arguments.config(), environment, arguments.settings());
            return run(new Gate(configuration, arguments.applications()));
        } catch (ConfigurationException wrong) {
            err.println("The gate cannot start:");
            wrong.problems().forEach(problem -> err.println("  " + problem));
            return MISCONFIGURED;
        } catch (IOException failed) {
            err.println("The gate cannot start: " + failed.getMessage());
            return FAILED;
        }
    }

    private int run(Gate gate) {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopInOrder(stop, stopped), "gate-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (gate) {
            return watch(gate, stop);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return STOPPED;
        } finally {
            stopped.countDown();
        }
    }

    /** Tells once that the gate is ready, then looks after it until it is told to stop or dies. */
    private int watch(Gate gate, CountDownLatch stop) throws InterruptedException {
        boolean told = false;
        while (!stop.await(HEALTH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
            if (!gate.live().well()) {
                log.error("The gate cannot go on: {}", gate.live().text());
                return FAILED;
            }
            if (!told && gate.ready().well()) {
                out.println("headgate gate ready http=" + gate.httpAddress());
                out.flush();
                log.info("headgate gate ready http={}", gate.httpAddress());
                told = true;
            }
        }
        log.info("The gate was told to stop");
        return STOPPED;
    }

    private static void stopInOrder(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
