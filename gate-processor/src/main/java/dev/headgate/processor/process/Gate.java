package dev.headgate.processor.process;

import dev.headgate.documents.configuration.ConfigurationException;
import dev.headgate.process.Health;
import dev.headgate.process.MonitoringServer;
import dev.headgate.process.ProcessMeters;
import dev.headgate.processor.combine.CombineSettings;
import dev.headgate.processor.combine.CombineTopics;
import dev.headgate.processor.combine.Timeliness;
import dev.headgate.processor.config.GateConfiguration;
import dev.headgate.processor.judge.JudgeSettings;
import dev.headgate.processor.judge.JudgeTopics;
import dev.headgate.processor.judge.JudgeTopology;
import dev.headgate.processor.metrics.MicrometerCombineMeter;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.signing.KeyException;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate's applications in one process, with their metrics and health.
 *
 * <p>Thread safe.
 */
final class Gate implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final GateConfiguration configuration;
    private final TopicCatalogue topics;
    private final Set<GateApplication> chosen;
    private final ProcessMeters meters = new ProcessMeters();
    private final List<RunningApplication> applications = new ArrayList<>();
    private final MonitoringServer monitoring;

    /**
     * Starts the applications chosen.
     *
     * @throws ConfigurationException if keys or topics are missing or wrong, or the HTTP address is taken
     * @throws IOException if the state directory cannot be used
     */
    Gate(GateConfiguration configuration, Set<GateApplication> chosen) throws IOException {
        this.configuration = configuration;
        this.chosen = chosen;
        topics = new TopicCatalogue(configuration.topicPrefix());
        showSettings();
        Optional<JudgeSettings> judgeSettings =
                chosen.contains(GateApplication.JUDGE) ? Optional.of(judgeSettings()) : Optional.empty();
        try (Admin admin = Admin.create(KafkaClients.admin(configuration))) {
            TopicCheck check = new TopicCheck(admin);
            monitoring = new MonitoringServer(
                    configuration.httpHost(),
                    configuration.httpPort(),
                    configuration.httpToken(),
                    meters::scrape,
                    () -> health(RunningApplication::live),
                    () -> health(RunningApplication::ready));
            try {
                if (chosen.contains(GateApplication.COMBINE)) {
                    applications.add(combine(check, admin));
                }
                if (judgeSettings.isPresent()) {
                    applications.add(judge(judgeSettings.get(), check, admin));
                }
            } catch (IOException | RuntimeException failed) {
                close();
                throw failed;
            }
        }
    }

    /** Where metrics and health are served, {@code host:port}. */
    String httpAddress() {
        return monitoring.address();
    }

    /** Whether every application can still do its work. */
    Health live() {
        return health(RunningApplication::live);
    }

    /** Takes note that every application does its work for the first time. */
    void isReady() {
        meters.ready();
    }

    /** Whether every application is doing its work. */
    Health ready() {
        return health(RunningApplication::ready);
    }

    /** Stops everything in order; what was done until then is committed. */
    @Override
    public void close() {
        for (RunningApplication application : List.copyOf(applications)) {
            try {
                application.close();
            } catch (IOException unclean) {
                log.warn("Not stopped in order", unclean);
            }
        }
        monitoring.close();
        meters.close();
    }

    private Health health(Function<RunningApplication, Health> of) {
        List<Health> each = List.copyOf(applications).stream().map(of).toList();
        boolean well = each.size() == chosen.size() && each.stream().allMatch(Health::well);
        return new Health(well, each.stream().map(Health::text).collect(Collectors.joining("\n", "", "\n")));
    }

    /** What docs/METRICS.md compares meters with. */
    private void showSettings() {
        meters.setting("threads", configuration.threads());
        meters.setting("commit.interval", configuration.commitInterval());
        meters.setting("tick.interval", configuration.tickInterval());
        meters.setting("transaction.timeout", configuration.transactionTimeout());
    }

    private RunningApplication combine(TopicCheck check, Admin admin) throws IOException {
        CombineTopics names = new CombineTopics(
                topics.name(TopicCatalogue.TELEMETRY_REQUESTS),
                topics.name(TopicCatalogue.TELEMETRY_SUMMARIES),
                topics.name(TopicCatalogue.TELEMETRY_MEASUREMENTS),
                configuration.otlp().spansTopic(),
                configuration.otlp().metricsTopic(),
                topics.name(TopicCatalogue.GATE_SKETCHES),
                topics.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
        List<String> needed = Stream.concat(names.own().stream(), Stream.of(names.sketches(), names.deadLetters()))
                .toList();
        check.check(needed, List.of(), names.otlp());
        CombineSettings settings = new CombineSettings(
                new Timeliness(configuration.skewAllowed(), configuration.latenessAllowed()),
                configuration.operationCap(),
                configuration.commitInterval(),
                configuration.progressInterval(),
                StreamsProperties.LARGEST_RECORD_BYTES,
                configuration.otlp().mapping());
        MicrometerCombineMeter meter = new MicrometerCombineMeter(meters.registry());
        return new CombineApplication(configuration, names, settings, meter, admin, meters.registry());
    }

    private RunningApplication judge(JudgeSettings settings, TopicCheck check, Admin admin) throws IOException {
        JudgeTopics names = new JudgeTopics(
                topics.name(TopicCatalogue.GATE_SKETCHES),
                topics.name(TopicCatalogue.GATE_COMMANDS),
                topics.name(TopicCatalogue.EXECUTIONS),
                topics.name(TopicCatalogue.GATE_DECISIONS),
                topics.name(TopicCatalogue.GATE_EVALUATIONS),
                topics.name(TopicCatalogue.GATE_ROLLOUTS),
                topics.name(TopicCatalogue.GATE_POLICIES),
                topics.name(TopicCatalogue.GATE_TICKS),
                topics.name(TopicCatalogue.TELEMETRY_DEAD_LETTERS));
        List<String> needed = Stream.concat(
                        names.partitionedAlike().stream(), Stream.of(names.policies(), names.deadLetters()))
                .toList();
        SortedMap<String, Integer> partitions = check.check(needed, names.partitionedAlike(), List.of());
        MicrometerJudgeMeter meter = new MicrometerJudgeMeter(meters.registry());
        meter.topicPartitions(partitions.getOrDefault(names.sketches(), 0));
        return new StreamsApplication(
                GateApplication.JUDGE.wireName(),
                configuration,
                clients -> JudgeTopology.of(names, settings, clients::ofThisThread, meter, InstantSource.system()),
                admin,
                meters.registry());
    }

    private JudgeSettings judgeSettings() {
        List<String> problems = new ArrayList<>();
        Optional<SigningKey> signingKey = load("signing.key", configuration.signingKey(), SigningKey::load, problems);
        Optional<TrustedKeys> trustedKeys = load("trusted.keys", configuration.trustedKeys(), Gate::followed, problems);
        Optional<TrustedKeys> gateKeys = configuration.trustedGateKeys().isEmpty()
                ? Optional.empty()
                : load("trusted.gate.keys", configuration.trustedGateKeys(), Gate::followed, problems);
        if (!problems.isEmpty() || signingKey.isEmpty() || trustedKeys.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new JudgeSettings(
                configuration.core(),
                configuration.tickInterval(),
                StreamsProperties.LARGEST_RECORD_BYTES,
                signingKey.get(),
                trustedKeys.get(),
                gateKeys);
    }

    private static TrustedKeys followed(Path directory) {
        return TrustedKeys.following(directory, log::warn);
    }

    private static <T> Optional<T> load(
            String setting, Optional<Path> path, Function<Path, T> load, List<String> problems) {
        if (path.isEmpty()) {
            problems.add(
                    setting + " is missing: the judge signs its decisions and obeys signed commands only; make keys"
                            + " with `headgate keys create`");
            return Optional.empty();
        }
        try {
            return Optional.of(load.apply(path.get()));
        } catch (KeyException unusable) {
            problems.add(setting + ": " + unusable.getMessage());
            return Optional.empty();
        }
    }
}
