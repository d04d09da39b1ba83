package dev.headgate.executor;

import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.HaproxyTrafficShifter;
import dev.headgate.executor.http.ExecutorHttp;
import dev.headgate.executor.http.Health;
import dev.headgate.executor.kafka.ExecutorLoop;
import dev.headgate.executor.kafka.ExecutorTopics;
import dev.headgate.executor.kafka.KafkaClients;
import dev.headgate.executor.kafka.TopicsProblem;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.runbook.RunbookDirectory;
import dev.headgate.executor.settings.ConfigurationException;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.schemas.signing.KeyException;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the executor and runs it until the process is asked to end. */
final class ExecutorProcess {

    static final int FINE = 0;
    static final int FAILED = 1;
    static final int WRONG_CONFIGURATION = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorProcess.class);

    private final PrintStream out;
    private final PrintStream err;

    ExecutorProcess(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs and returns the exit code. */
    int run(List<String> words, Map<String, String> environment) {
        try {
            Arguments arguments = Arguments.parse(words);
            if (arguments.help()) {
                out.print(Arguments.USAGE);
                return FINE;
            }
            ExecutorSettings settings = ExecutorSettings.read(arguments.config(), environment, arguments.settings());
            return run(settings, environment);
        } catch (ConfigurationException wrong) {
            wrong.problems().forEach(err::println);
            return WRONG_CONFIGURATION;
        }
    }

    private int run(ExecutorSettings settings, Map<String, String> environment) {
        Materials materials = Materials.read(settings);
        PrometheusMeterRegistry registry = registry();
        Acceptance acceptance = new Acceptance(materials.runbooks().runbooks());
        Actions actions = new Actions(new HaproxyTrafficShifter(), new CommandAction(environment));
        ExecutorLoop loop = new ExecutorLoop(
                settings,
                materials.keys(),
                acceptance,
                actions,
                new ExecutorMeters(registry),
                ExecutorTopics.of(new TopicCatalogue(settings.topicPrefix())),
                new KafkaClients(settings),
                Clock.systemUTC());
        try (ExecutorHttp http = new ExecutorHttp(
                settings.httpHost(),
                settings.httpPort(),
                registry::scrape,
                () -> health(loop.state().dead()),
                () -> health(loop.state().unready()))) {
            return serve(loop, http.address());
        } catch (IOException taken) {
            err.println("http.host, http.port: " + settings.httpHost() + ":" + settings.httpPort()
                    + " cannot be served (" + taken.getMessage() + ")");
            return WRONG_CONFIGURATION;
        }
    }

    private int serve(ExecutorLoop loop, String address) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(loop), "executor-stop"));
        loop.state().whenReady(() -> {
            out.println("headgate executor ready http=" + address);
            out.flush();
            LOG.info("headgate executor ready http={}", address);
        });
        try {
            loop.run();
            return FINE;
        } catch (TopicsProblem problem) {
            err.println(problem.getMessage());
            return WRONG_CONFIGURATION;
        } catch (RuntimeException unforeseen) {
            LOG.error("the executor ends: {}", unforeseen.toString(), unforeseen);
            return FAILED;
        }
    }

    private static void stopAndWait(ExecutorLoop loop) {
        loop.stop();
        try {
            loop.awaitEnd();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Health health(Optional<String> problem) {
        return new Health(problem.isEmpty(), problem.orElse("ok") + System.lineSeparator());
    }

    private static PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        return registry;
    }

    /** What is read from files at start: problems of both are reported together. */
    private record Materials(TrustedKeys keys, RunbookDirectory runbooks) {

        static Materials read(ExecutorSettings settings) {
            List<String> problems = new ArrayList<>();
            RunbookDirectory runbooks = RunbookDirectory.read(settings.runbooks());
            problems.addAll(runbooks.problems());
            Optional<TrustedKeys> keys = keys(settings, problems);
            if (!problems.isEmpty() || keys.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            return new Materials(keys.get(), runbooks);
        }

        private static Optional<TrustedKeys> keys(ExecutorSettings settings, List<String> problems) {
            try {
                return Optional.of(TrustedKeys.load(settings.trustedKeys()));
            } catch (KeyException unusable) {
                problems.add("trusted.keys: " + unusable.getMessage());
                return Optional.empty();
            }
        }
    }
}
