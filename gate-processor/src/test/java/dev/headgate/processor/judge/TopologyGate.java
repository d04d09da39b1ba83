package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.scenario.planned.PlannedGate;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The judge's topology as what a scenario is run against: everything goes through its topics. */
final class TopologyGate implements PlannedGate, AutoCloseable {

    private static final JudgeTopics TOPICS = new JudgeTopics(
            "sketches",
            "commands",
            "executions",
            "decisions",
            "evaluations",
            "rollouts",
            "policies",
            "ticks",
            "dead-letters");
    private static final Set<Phase> OVER =
            Set.of(Phase.COMPLETED, Phase.ROLLED_BACK, Phase.ROLLBACK_FAILED, Phase.UNKNOWN);

    private final JsonCodec json = new JsonCodec();
    private final String service;
    private final AtomicReference<Instant> clock;
    private final SigningKey operator;
    private final TopologyTestDriver driver;
    private final TestOutputTopic<byte[], byte[]> decisions;
    private final TestOutputTopic<byte[], byte[]> rollouts;
    private Optional<RolloutState> state = Optional.empty();

    TopologyGate(String service, Instant beginning, Path keys) throws IOException {
        this.service = service;
        clock = new AtomicReference<>(beginning);
        Files.createDirectories(keys.resolve("operators"));
        KeyFiles.create(keys.resolve("operators"), "ann");
        Files.createDirectories(keys.resolve("gate"));
        KeyFiles.create(keys.resolve("gate"), "gate");
        operator = SigningKey.load(keys.resolve("operators/ann.private.pem"));
        JudgeSettings settings = new JudgeSettings(
                GateSettings.DEFAULTS,
                Duration.ofMillis(200),
                StreamsProperties.LARGEST_RECORD_BYTES,
                SigningKey.load(keys.resolve("gate/gate.private.pem")),
                TrustedKeys.load(keys.resolve("operators")));
        FakeLag lag = new FakeLag().with("sketches", 1).with("commands", 1).with("executions", 1);
        driver = new TopologyTestDriver(
                JudgeTopology.of(
                        TOPICS, settings, () -> lag, new MicrometerJudgeMeter(new SimpleMeterRegistry()), clock::get),
                new Properties(),
                beginning);
        decisions = output("decisions");
        rollouts = output("rollouts");
    }

    @Override
    public TickOutcome tick(Tick tick) {
        Duration passed = Duration.between(clock.get(), tick.now());
        clock.set(tick.now());
        tick.inputs().forEach(this::give);
        sketches(Checkout.caughtUp(tick.now()), Optional.empty());
        if (passed.compareTo(Duration.ZERO) > 0) {
            driver.advanceWallClockTime(passed);
        }
        // A commit later is as good: what this step led to is looked at, whenever it was written.
        List<Decision> decided =
                decisions.readValuesToList().stream().map(json::readDecision).toList();
        Optional<RolloutState> reached =
                rollouts.readValuesToList().stream().map(json::readRolloutState).reduce((before, after) -> after);
        state = reached.or(() -> state);
        return new TickOutcome(decided, Optional.empty(), reached, Optional.empty());
    }

    @Override
    public boolean live() {
        return state.filter(each -> !OVER.contains(each.phase())).isPresent();
    }

    @Override
    public void restart() {
        throw new UnsupportedOperationException("a driver does not restart; GateKillsIT kills real gates");
    }

    @Override
    public void close() {
        driver.close();
    }

    private void give(Input input) {
        if (input instanceof Input.CommandInput command) {
            byte[] value = json.write(command.command());
            RecordHeaders headers = new RecordHeaders();
            operator.sign(value, headers);
            input("commands").pipeInput(new TestRecord<>(bytes(service), value, headers));
        } else if (input instanceof Input.ExecutionInput execution) {
            input("executions").pipeInput(bytes(service), json.write(execution.execution()));
        } else if (input instanceof Input.SketchInput sketch) {
            sketches(sketch.delta(), Optional.of(service));
        } else if (input instanceof Input.MeasurementInput measurement) {
            sketches(measurement.delta(), Optional.of(service));
        }
    }

    private void sketches(SketchMessage message, Optional<String> key) {
        byte[] value = SketchCodec.write(message);
        TestInputTopic<byte[], byte[]> topic = input("sketches");
        if (key.isPresent()) {
            topic.pipeInput(bytes(key.orElseThrow()), value);
        } else {
            topic.pipeInput(value);
        }
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(
                topic, new ByteArraySerializer(), new ByteArraySerializer(), clock.get(), Duration.ZERO);
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
