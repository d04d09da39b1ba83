package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.headgate.local.process.ChildProcessException;
import dev.headgate.local.process.RunDirectory;
import dev.headgate.local.proxy.SplitterKind;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DemoStageIT {
    private static final Logger LOG = LoggerFactory.getLogger(DemoStageIT.class);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Pattern EVENT = Pattern.compile("\"completedAtMillis\"");
    private static final RunDirectory RUN = RunDirectory.create();
    private static final List<String> PROGRESS = new ArrayList<>();
    private static LocalStack stack;
    private static DemoStage stage;

    @BeforeAll
    static void startStage() throws InterruptedException {
        StackProgress progress = (what, took) -> {
            LOG.info("{} after {} ms", what, took.toMillis());
            PROGRESS.add(what);
        };
        var cast = new DemoStage.Cast("shop", "1.0.0", "2.0.0", Behaviour.SILENT, 11);
        stack = LocalStack.start(StackOptions.quick(), RUN, progress);
        stage = DemoStage.start(stack, cast, SplitterKind.best(), progress);
    }

    @AfterAll
    static void stopStage() {
        RUN.close();
    }

    @Test
    void saysHowFarItHasCome() {
        assertThat(PROGRESS).hasSize(3);
        assertThat(PROGRESS.get(0)).isEqualTo("broker on " + stack.broker().bootstrapServers());
        assertThat(PROGRESS.get(1)).endsWith(" topics");
        assertThat(PROGRESS.get(2)).startsWith("shop 1.0.0, 2.0.0 behind ");
    }

    @Test
    void theVersionsTellOfTheirRequestsExceptWhileSilent() throws Exception {
        weigh(50, 50);
        try (var load = stage.startLoad(100, LONG)) {
            await().atMost(LONG).until(() -> load.report().of("2.0.0").answered() >= 20);
            assertThat(load.report().of("2.0.0").firstBad()).isPresent();
            await().atMost(LONG).until(() -> published("1.0.0") >= 20);
            assertThat(published("2.0.0")).isZero();

            stage.change(stage.canary(), Behaviour.HEALTHY);

            await().atMost(LONG).until(() -> published("2.0.0") >= 20);
            assertThat(load.report().of("1.0.0").firstBad()).isEmpty();
        }
        assertThat(stage.canaryPercent()).isEqualTo(50.0);
        assertThat(stage.requestsTo("1.0.0")).isGreaterThanOrEqualTo(20);
    }

    @Test
    void aVersionThatWasKilledComesBackOnItsPort() throws Exception {
        var address = stage.baseline().http();

        stage.baseline().kill();
        stage.baseline().restart();
        stage.baseline().awaitReady();

        assertThat(stage.baseline().http()).isEqualTo(address);
        assertThatThrownBy(stage.baseline()::restart).hasMessageContaining("is running");
    }

    @Test
    void writesTheRunbookThatMovesItsSplitter() throws Exception {
        String runbook = Files.readString(stack.runbooks().resolve("shift-traffic.yaml"));

        assertThat(runbook)
                .contains("address: \"" + stage.splitter().runtimeApiAddress() + "\"")
                .contains("backend: shop")
                .contains("canaryServer: \"${canary}\"");
    }

    @Test
    void gateAndExecutorTrustEachOthersKeysAndNoOthers() {
        assertThat(RUN.path().resolve("trusted-by-executor")).isDirectoryContaining("glob:**/gate.public.pem");
        assertThat(RUN.path().resolve("trusted-by-gate")).isDirectoryContaining("glob:**/operator.public.pem");
        assertThat(stack.gateKey().keyId()).isNotEqualTo(stack.operatorKey().keyId());
    }

    // The real gate and executor are tested where they are on the class path, in integration-tests.
    @Test
    void aGateThatDoesNotStartIsShownWithItsLastWords() {
        var gate = stack.startGate("gate", "--only", "combine");
        var executor = stack.startExecutor("executor");

        assertThatThrownBy(gate::awaitReady)
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("gate ended with exit code 1")
                .hasMessageContaining(LocalStack.GATE);
        assertThatThrownBy(gate::http).hasMessageContaining("is not ready yet");
        assertThatThrownBy(executor::awaitReady).hasMessageContaining(LocalStack.EXECUTOR);
        assertThat(RUN.path().resolve("gate.properties"))
                .content()
                .contains("bootstrap.servers=" + stack.broker().bootstrapServers())
                .contains("signing.key=" + stack.gateKey().privateKey())
                .contains("session.timeout=1500ms");
        assertThat(RUN.path().resolve("executor.properties"))
                .content()
                .contains("runbooks=" + stack.runbooks())
                .contains("executor.name=executor");
        gate.close();
    }

    private static void weigh(int baseline, int canary) {
        stage.splitter()
                .runtimeApi()
                .ask("set server shop/1.0.0 weight %d;set server shop/2.0.0 weight %d".formatted(baseline, canary));
    }

    private static long published(String version) {
        String topic = stack.topics().name(TopicCatalogue.TELEMETRY_REQUESTS);
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", stack.broker().bootstrapServers());
        long count = 0;
        try (var consumer =
                new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            var ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var polled : consumer.poll(Duration.ofMillis(200))) {
                    String value = new String(polled.value(), StandardCharsets.UTF_8);
                    boolean ofVersion = value.contains("\"version\":\"" + version + "\"");
                    count += ofVersion ? EVENT.matcher(value).results().count() : 0;
                }
            }
        }
        return count;
    }
}
