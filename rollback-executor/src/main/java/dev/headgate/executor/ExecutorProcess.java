package dev.headgate.executor;

import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.executor.acceptance.Acceptance;
import dev.headgate.executor.action.Actions;
import dev.headgate.executor.action.CommandAction;
import dev.headgate.executor.action.DryRun;
import dev.headgate.executor.action.http.HttpAction;
import dev.headgate.executor.action.http.HttpRequests;
import dev.headgate.executor.action.traffic.TrafficShifter;
import dev.headgate.executor.action.traffic.TrafficTargets;
import dev.headgate.executor.action.traffic.kubernetes.Cluster;
import dev.headgate.executor.kafka.DecisionKeys;
import dev.headgate.executor.kafka.ExecutorLoop;
import dev.headgate.executor.kafka.ExecutorTopics;
import dev.headgate.executor.kafka.KafkaClients;
import dev.headgate.executor.kafka.TopicsProblem;
import dev.headgate.executor.metrics.ExecutorMeters;
import dev.headgate.executor.notice.channel.Secrets;
import dev.headgate.executor.notice.kafka.NoticeClients;
import dev.headgate.executor.notice.kafka.NoticeFile;
import dev.headgate.executor.notice.kafka.NoticeMeters;
import dev.headgate.executor.notice.kafka.NoticeService;
import dev.headgate.executor.runbook.RunbookDirectory;
import dev.headgate.executor.settings.ExecutorSettings;
import dev.headgate.process.CommandLine;
import dev.headgate.process.Health;
import dev.headgate.process.MonitoringServer;
import dev.headgate.process.ProcessMeters;
import dev.headgate.process.Program;
import dev.headgate.schemas.model.notice.NoticePlan;
import dev.headgate.schemas.signing.KeyException;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the executor and runs it until the process is asked to end. */
final class ExecutorProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorProcess.class);

    private static final String USAGE = """
            Usage: executor [--config FILE] [--set KEY=VALUE]...
              --config FILE     settings in YAML, or properties if the name ends in .properties
              --set KEY=VALUE   a single setting; overrides the file and the environment (HEADGATE_*)
              --help            this text
            Settings and their defaults: docs/CONFIGURATION.md
            """;

    private final Program program;

    ExecutorProcess(PrintStream out, PrintStream err) {
        program = new Program("executor", USAGE, out, err);
    }

    /** Runs and returns the exit code, one of {@link Program}'s. */
    int run(List<String> words, Map<String, String> environment) {
        return program.run(CommandLine.parse(words, List.of()), line -> run(line, environment));
    }

    private int run(CommandLine line, Map<String, String> environment) {
        if (!line.problems().isEmpty()) {
            throw new ConfigurationException(line.problems());
        }
        ExecutorSettings settings = ExecutorSettings.read(line.config(), environment, line.settings());
        Materials materials = Materials.read(settings, environment);
        if (settings.scope().dryRun()) {
            LOG.warn(
                    "dry.run: every decision is taken and recorded in {}, and nothing is done",
                    settings.topicPrefix() + settings.scope().executions());
        }
        try (ProcessMeters meters = new ProcessMeters()) {
            ExecutorLoop loop = loop(settings, materials, environment, meters);
            try (NoticeService notices = notices(settings, materials, environment, meters);
                    MonitoringServer monitoring = new MonitoringServer(
                            settings.httpHost(),
                            settings.httpPort(),
                            settings.httpToken(),
                            meters::scrape,
                            () -> health(loop.state().dead()),
                            () -> health(loop.state().unready()))) {
                notices.start();
                return serve(loop, meters, monitoring.address());
            }
        }
    }

    private static ExecutorLoop loop(
            ExecutorSettings settings, Materials materials, Map<String, String> environment, ProcessMeters meters) {
        ExecutorMeters own = new ExecutorMeters(meters.registry());
        return new ExecutorLoop(
                settings,
                materials.keys(),
                new Acceptance(materials.runbooks().runbooks(), settings.scope()),
                settings.scope().dryRun() ? new DryRun() : actions(settings, materials, environment, own),
                own,
                ExecutorTopics.of(new TopicCatalogue(settings.topicPrefix()), settings.scope()),
                new KafkaClients(settings),
                Clock.systemUTC());
    }

    private static Actions actions(
            ExecutorSettings settings, Materials materials, Map<String, String> environment, ExecutorMeters meters) {
        Cluster cluster = new Cluster(settings.kubernetes(), environment);
        if (materials.runbooks().runbooks().needCluster()) {
            cluster.prepare();
        }
        return new Actions(
                new TrafficShifter(new TrafficTargets(cluster), meters::breaker),
                new CommandAction(environment),
                new HttpAction(new HttpRequests(environment)));
    }

    private static NoticeService notices(
            ExecutorSettings settings, Materials materials, Map<String, String> environment, ProcessMeters meters) {
        KafkaClients clients = new KafkaClients(settings);
        return new NoticeService(
                materials.notices().filter(plan -> !settings.scope().dryRun()),
                new NoticeService.Place(
                        settings.topicPrefix(),
                        ExecutorTopics.of(new TopicCatalogue(settings.topicPrefix())),
                        materials.keys(),
                        settings.startFrom()),
                new NoticeClients() {
                    @Override
                    public Consumer<byte[], byte[]> ofChannel(String channel) {
                        return clients.notices(settings.noticesGroupId() + "-" + channel);
                    }

                    @Override
                    public Producer<byte[], byte[]> ofDeadLetters() {
                        return clients.aside();
                    }
                },
                new Secrets(environment),
                new NoticeMeters(meters.registry()),
                Clock.systemUTC());
    }

    private int serve(ExecutorLoop loop, ProcessMeters meters, String address) {
        program.whenTold(loop::stop, loop::awaitEnd);
        loop.state().whenReady(() -> {
            meters.ready();
            program.ready(address);
        });
        try {
            loop.run();
            return Program.STOPPED;
        } catch (TopicsProblem problem) {
            throw new ConfigurationException(List.of(String.valueOf(problem.getMessage())));
        } catch (RuntimeException unforeseen) {
            LOG.error("the executor ends: {}", unforeseen.toString(), unforeseen);
            return Program.FAILED;
        }
    }

    private static Health health(Optional<String> problem) {
        return new Health(problem.isEmpty(), problem.orElse("ok") + System.lineSeparator());
    }

    /** What is read from files at start: problems of both are reported together. */
    private record Materials(DecisionKeys keys, RunbookDirectory runbooks, Optional<NoticePlan> notices) {

        static Materials read(ExecutorSettings settings, Map<String, String> environment) {
            List<String> problems = new ArrayList<>();
            RunbookDirectory runbooks =
                    RunbookDirectory.read(settings.runbooks(), settings.scope().allowed());
            problems.addAll(runbooks.problems());
            Optional<TrustedKeys> keys = keys("trusted.keys", settings.trustedKeys(), problems);
            Optional<TrustedKeys> operators = settings.trustedOperatorKeys()
                    .flatMap(directory -> keys("trusted.operator.keys", directory, problems));
            Optional<NoticePlan> notices =
                    settings.notices().flatMap(file -> NoticeFile.read(file, new Secrets(environment), problems));
            if (!problems.isEmpty() || keys.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            return new Materials(new DecisionKeys(keys.get(), operators), runbooks, notices);
        }

        private static Optional<TrustedKeys> keys(String setting, Path directory, List<String> problems) {
            try {
                return Optional.of(TrustedKeys.following(directory, LOG::warn));
            } catch (KeyException unusable) {
                problems.add(setting + ": " + unusable.getMessage());
                return Optional.empty();
            }
        }
    }
}
