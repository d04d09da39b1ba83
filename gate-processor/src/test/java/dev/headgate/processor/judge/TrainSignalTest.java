package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.TickOutcome;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gates of a train tell each other goes through the commands' topic and back into a gate. */
class TrainSignalTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
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

    private final JsonCodec json = new JsonCodec();
    private final List<Command> heard = new ArrayList<>();
    private final List<Input.CommandInput> inputs = new ArrayList<>();

    @TempDir
    Path keys;

    private SigningKey operator;
    private SigningKey otherGate;
    private TrustedKeys gateKeys;
    private TopologyTestDriver driver;

    static TrainSignal signal(String to, String from) {
        return new TrainSignal(
                new CommandHeader("cmd-2", "c-1", to, "r-1", "gate", NOW, ""), "shop-and-cart", from, 1, false);
    }

    @BeforeEach
    void start() {
        KeyFiles.create(keys.resolve("operators"), "ann");
        KeyFiles.create(keys.resolve("gate"), "gate");
        KeyFiles.create(keys.resolve("others"), "other");
        operator = SigningKey.load(keys.resolve("operators/ann.private.pem"));
        otherGate = SigningKey.load(keys.resolve("others/other.private.pem"));
        gateKeys = TrustedKeys.load(keys.resolve("gate"));
        JudgeSettings settings = new JudgeSettings(
                GateSettings.DEFAULTS,
                Duration.ofMillis(200),
                StreamsProperties.LARGEST_RECORD_BYTES,
                SigningKey.load(keys.resolve("gate/gate.private.pem")),
                TrustedKeys.load(keys.resolve("operators")),
                Optional.of(TrustedKeys.load(keys.resolve("others"))));
        FakeLag lag = new FakeLag().with("sketches", 1).with("commands", 1).with("executions", 1);
        GateStep tellsTheCartWhenTheShopStarts = (gate, tick, unjudged) -> {
            List<Input.CommandInput> found = tick.inputs().stream()
                    .filter(Input.CommandInput.class::isInstance)
                    .map(Input.CommandInput.class::cast)
                    .toList();
            inputs.addAll(found);
            List<Command> commands =
                    found.stream().map(Input.CommandInput::command).toList();
            heard.addAll(commands);
            boolean starts = commands.stream().anyMatch(StartRollout.class::isInstance);
            return new TickOutcome(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    starts ? List.of(signal("cart", "shop")) : List.of());
        };
        driver = new TopologyTestDriver(
                JudgeTopology.of(
                        TOPICS,
                        settings,
                        () -> lag,
                        new MicrometerJudgeMeter(new SimpleMeterRegistry()),
                        () -> NOW,
                        tellsTheCartWhenTheShopStarts),
                new Properties(),
                NOW);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aSignalIsASignedCommandToTheOtherServiceAndItsGateHearsIt() {
        command(Checkout.start("cmd-1", "r-1", Checkout.POLICY), operator);
        driver.advanceWallClockTime(Duration.ofMillis(200));

        TestRecord<byte[], byte[]> record = driver.createOutputTopic(
                        "commands", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("cart");
        assertThat(json.readCommand(record.value())).isEqualTo(signal("cart", "shop"));
        assertThat(gateKeys.verify(record.value(), record.headers())).isInstanceOf(Verification.Valid.class);
        assertThat(record.headers().lastHeader(SignatureHeaders.CORRELATION_ID).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("c-1");
        assertThat(heard).contains(signal("cart", "shop"));
    }

    @Test
    void aSignalOfAnotherTrustedGateIsHeard() {
        command(signal("shop", "cart"), otherGate);

        assertThat(heard).containsExactly(signal("shop", "cart"));
    }

    @Test
    void aStartSaysWhetherAGateHasSignedItAlone() {
        command(Checkout.start("cmd-1", "r-1", Checkout.POLICY), otherGate);
        command(Checkout.start("cmd-2", "r-2", Checkout.POLICY), operator);

        assertThat(inputs)
                .filteredOn(input -> input.command() instanceof StartRollout)
                .extracting(Input.CommandInput::byGate)
                .containsExactly(true, false);
    }

    private void command(Command command, SigningKey key) {
        byte[] value = json.write(command);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        driver.createInputTopic("commands", new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO)
                .pipeInput(
                        new TestRecord<>(command.header().service().getBytes(StandardCharsets.UTF_8), value, headers));
    }
}
