package dev.headgate.processor.process;

import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.process.CommandLine;
import dev.headgate.process.Program;
import dev.headgate.processor.config.GateConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate's life as a process: read the configuration, start, tell that it is ready, wait, stop. */
public final class GateProcess {

    private static final Logger log = LoggerFactory.getLogger(GateProcess.class);
    private static final Duration HEALTH_INTERVAL = Duration.ofMillis(100);

    private static final String ONLY = "--only";
    private static final String USAGE = """
            Usage: gate [--config FILE] [--only combine|judge] [--set KEY=VALUE]...
              --config FILE     settings in YAML, or properties if the name ends in .properties
              --only NAME       run only combine or only judge; both otherwise
              --set KEY=VALUE   a single setting; overrides the file and the environment (HEADGATE_*)
              --help            this text
            Settings and their defaults: docs/CONFIGURATION.md
            """;

    private final Program program;

    /**
     * @param out is told one line when the gate is ready
     * @param err is told what is wrong with the configuration
     */
    public GateProcess(PrintStream out, PrintStream err) {
        program = new Program("gate", USAGE, out, err);
    }

    /**
     * Runs until the process is told to stop or the gate cannot go on.
     *
     * @return the exit code, one of {@link Program}'s
     */
    public int run(List<String> words, Map<String, String> environment) {
        return program.run(CommandLine.parse(words, List.of(ONLY)), line -> run(line, environment));
    }

    private int run(CommandLine line, Map<String, String> environment) {
        Set<GateApplication> applications = applications(line);
        GateConfiguration configuration = GateConfiguration.read(line.config(), environment, line.settings());
        try {
            return run(new Gate(configuration, applications));
        } catch (IOException failed) {
            return program.cannotStart(List.of(String.valueOf(failed.getMessage())), Program.FAILED);
        }
    }

    private static Set<GateApplication> applications(CommandLine line) {
        List<String> problems = new ArrayList<>(line.problems());
        Set<GateApplication> chosen = EnumSet.allOf(GateApplication.class);
        String only = line.own().get(ONLY);
        if (only != null) {
            chosen.removeIf(application -> !application.name().equals(only.toUpperCase(Locale.ROOT)));
        }
        if (chosen.isEmpty()) {
            problems.add(ONLY + " " + only + ": expected combine or judge");
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return chosen;
    }

    private int run(Gate gate) {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        program.whenTold(stop::countDown, stopped::await);
        try (gate) {
            return watch(gate, stop);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Program.STOPPED;
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
                return Program.FAILED;
            }
            if (!told && gate.ready().well()) {
                gate.isReady();
                program.ready(gate.httpAddress());
                told = true;
            }
        }
        log.info("The gate was told to stop");
        return Program.STOPPED;
    }
}
