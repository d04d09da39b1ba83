package dev.headgate.benchmarks.throughput;

import dev.headgate.benchmarks.throughput.input.SeriesSet;
import dev.headgate.documents.PolicyHash;
import dev.headgate.local.process.ChildCommand;
import dev.headgate.local.process.ChildProcess;
import dev.headgate.local.process.ReadyCondition;
import dev.headgate.processor.GateMain;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The gate as anybody starts it: its default configuration, and where it judges, a live rollout of each service. */
final class GateSetup {

    private static final String READY = "headgate gate ready http=(\\S+)";
    private static final Duration UNTIL_READY = Duration.ofMinutes(5);

    /** Six lines, none of which ever ends the rollout. */
    private static final String POLICY = """
            policy: throughput
            mode: observe
            window: 60s
            minRequests: 50
            stop:
              - errorRate > 10% for 1h         -> rollback   critical
              - no success for 4h              -> rollback   critical
              - p99 > 5s for 1h                -> hold       warning
              - throughput < 0.1/s for 4h      -> notify     info
            stages:
              - weight: 10%
                hold: 4h .. 8h
                advance:
                  - errorRate < 2%
                  - p95 < 500ms
              - weight: 100%
                watch: 1h
            """;

    private final Site site;
    private final Cell cell;
    private final TopicCatalogue topics;
    private final JsonCodec json = new JsonCodec();

    GateSetup(Site site, Cell cell, TopicCatalogue topics) {
        this.site = site;
        this.cell = cell;
        this.topics = topics;
    }

    String applicationId(String application) {
        return topics.prefix() + application;
    }

    /**
     * Starts its processes, one after the other.
     *
     * @param options of the JVM, by the process's name
     */
    List<ChildProcess> start(String name, Function<String, List<String>> options) throws InterruptedException {
        boolean judging = cell.contender().isJudging();
        KeyFiles gateKey = key(name, "gate");
        KeyFiles operatorKey = key(name, "operator");
        Path trusted = trusted(name, operatorKey);
        List<ChildProcess> processes = new ArrayList<>();
        for (int instance = 0; instance < cell.contender().instances(); instance++) {
            String of = instance == 0 ? name : name + "-" + instance;
            List<String> arguments = new ArrayList<>(List.of("--config", configuration(of, gateKey, trusted)));
            if (!judging) {
                arguments.addAll(List.of("--only", "combine"));
            }
            processes.add(site.run()
                    .start(ChildCommand.java(
                            of,
                            System.getProperty("java.class.path"),
                            GateMain.class.getName(),
                            options.apply(of),
                            arguments)));
        }
        for (ChildProcess process : processes) {
            process.awaitReady(ReadyCondition.logLine(READY), UNTIL_READY);
        }
        if (judging) {
            startRollouts(SigningKey.load(operatorKey.privateKey()));
            processes
                    .get(0)
                    .awaitReady(
                            ReadyCondition.probe("a rollout of each service to be observing", new Observing()),
                            UNTIL_READY);
        }
        return processes;
    }

    private KeyFiles key(String name, String of) {
        return KeyFiles.create(site.run().directory(name + ".keys").resolve(of), of);
    }

    private Path trusted(String name, KeyFiles operatorKey) {
        Path trusted = site.run().directory(name + ".trusted");
        try {
            Files.copy(
                    operatorKey.publicKey(),
                    trusted.resolve(operatorKey.publicKey().getFileName()));
        } catch (IOException failed) {
            throw new UncheckedIOException("the operator's key could not be copied", failed);
        }
        return trusted;
    }

    private String configuration(String name, KeyFiles gateKey, Path trusted) {
        return site.run()
                .write(name + ".yaml", """
                        bootstrap.servers: %s
                        topic.prefix: %s
                        application.id.prefix: %s
                        signing.key: %s
                        trusted.keys: %s
                        state.dir: %s
                        threads: %d
                        %s
                        """.formatted(
                                site.bootstrapServers(),
                                topics.prefix(),
                                topics.prefix(),
                                gateKey.privateKey(),
                                trusted,
                                site.run().directory(name + ".state"),
                                cell.threads(),
                                cell.input().isForeign()
                                        ? "otlp.spans.topic: " + cell.input().topic(topics)
                                        : ""))
                .toString();
    }

    private void startRollouts(SigningKey operator) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", site.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int service = 0; service < SeriesSet.SERVICES; service++) {
                String of = SeriesSet.service(service);
                var header = new CommandHeader(
                        "start-" + of, "throughput", of, of + "-1", "the benchmark", Instant.now(), "to be measured");
                byte[] value = json.write(new StartRollout(
                        header,
                        SeriesSet.version(0),
                        SeriesSet.version(1),
                        PolicyHash.textOf("throughput.yaml", POLICY)));
                var record = new ProducerRecord<>(topics.name(TopicCatalogue.GATE_COMMANDS), of, value);
                operator.sign(value, record.headers());
                Sending.begin(producer, record);
            }
            producer.flush();
        }
    }

    /** Whether each service's rollout is being judged. */
    private final class Observing implements java.util.function.BooleanSupplier {

        private final Set<String> observed = new HashSet<>();

        @Override
        public boolean getAsBoolean() {
            try (var rollouts = new WholeTopic(
                    site.bootstrapServers(),
                    WholeTopic.partitions(topics.name(TopicCatalogue.GATE_ROLLOUTS), Site.PARTITIONS))) {
                rollouts.read(record -> look(json.readRolloutState(record.value())));
            }
            return observed.size() == SeriesSet.SERVICES;
        }

        private void look(RolloutState rollout) {
            if (rollout.phase() == Phase.OBSERVING) {
                observed.add(rollout.service());
            }
        }
    }
}
