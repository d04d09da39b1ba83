package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a service, and of the others, when judging it fails. Failures come after the gate has been changed. */
class JudgingFailureTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final long POISON = 13;
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
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final FakeLag lag =
            new FakeLag().with("sketches", 1).with("commands", 1).with("executions", 1);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<Long> attempts = new ArrayList<>();
    private long offset;
    private boolean judgingShopFails;

    @TempDir
    Path keys;

    private SigningKey key;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> sketches;
    private TestOutputTopic<byte[], byte[]> decisions;
    private TestOutputTopic<byte[], byte[]> deadLetters;
    private TestOutputTopic<byte[], byte[]> rollouts;

    @BeforeEach
    void start() throws Exception {
        KeyFiles.create(keys, "ann");
        key = SigningKey.load(keys.resolve("ann.private.pem"));
        JudgeSettings settings = new JudgeSettings(
                GateSettings.DEFAULTS,
                Duration.ofMillis(200),
                StreamsProperties.LARGEST_RECORD_BYTES,
                key,
                TrustedKeys.load(keys));
        driver = new TopologyTestDriver(
                JudgeTopology.of(
                        TOPICS, settings, () -> lag, new MicrometerJudgeMeter(meters), clock::get, this::failing),
                new Properties(),
                NOW);
        sketches = input("sketches");
        decisions = output("decisions");
        deadLetters = output("dead-letters");
        rollouts = output("rollouts");
        startAndConfirm("shop");
        startAndConfirm("mail");
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void othersAreJudgedAsEverAndTheServiceIsNotPromoted() {
        judgingShopFails = true;
        for (int second = 1; second <= 10; second++) {
            healthy("shop", second);
            healthy("mail", second);
        }

        assertThat(decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.service()).isEqualTo("mail");
            assertThat(decision.kind()).isEqualTo(DecisionKind.PROMOTE);
        });
        assertThat(meters.get("headgate.judge.services.unjudged").gauge().value())
                .isEqualTo(1);
        assertThat(latestRollout("shop").reason())
                .contains("judging failed at 2026-11-22T12:00:01Z")
                .contains("the test lets judging fail")
                .contains("nothing is promoted until it works again");
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void anAbortIsCarriedOut() {
        judgingShopFails = true;
        healthy("shop", 1);

        command(Checkout.abort("cmd-2", "r-shop"), "shop");

        assertThat(decisions()).extracting(Decision::kind).containsExactly(DecisionKind.ROLLBACK);
        assertThat(meters.get("headgate.judge.services.unjudged").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void aStartIsRefusedOnTheRecordWithTheReason() {
        judgingShopFails = true;
        command(Checkout.abort("cmd-2", "r-shop"), "shop");
        execution(Checkout.confirmed(decisions().get(0), clock.get()));

        command(startOf("cmd-3", "shop", "r-next"), "shop");

        assertThat(decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.kind()).isEqualTo(DecisionKind.REFUSE);
            assertThat(decision.reason()).contains("judging this service, or by this policy, fails");
        });
        assertThat(meters.get("headgate.judge.services.unjudged").gauge().value())
                .isZero();
    }

    @Test
    void whenJudgingWorksAgainItKnowsWhatCameMeanwhile() {
        healthy("shop", 1);
        judgingShopFails = true;
        telemetry("shop", 2, 50, 25);
        telemetry("shop", 3, 50, 25);
        judgingShopFails = false;

        healthy("shop", 6);

        assertThat(decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.kind()).isEqualTo(DecisionKind.ROLLBACK);
            assertThat(decision.reason()).contains("50 of 200 requests failed");
        });
        assertThat(meters.get("headgate.judge.services.unjudged").gauge().value())
                .isZero();
    }

    @Test
    void itIsTriedAgainLessAndLessOften() {
        judgingShopFails = true;
        for (int second = 1; second <= 60; second++) {
            healthy("shop", second);
        }

        assertThat(attempts).containsExactly(1L, 2L, 4L, 8L, 16L, 32L);
    }

    @Test
    void aRecordThatCannotBeTakenInIsSetAsideAndTheOthersOfItsTickCount() {
        healthy("shop", 1);
        clock.set(NOW.plusSeconds(2));
        telemetry("shop", 2, POISON, 0);

        DeadLetter letter = DeadLetterHeaders.read(deadLetters.readRecord().headers());
        assertThat(letter.cause()).isEqualTo("unjudgeable");
        assertThat(letter.topic()).isEqualTo("sketches");
        assertThat(letter.offset()).isEqualTo(offset - 2);
        assertThat(letter.detail()).contains("poison");
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(meters.counter("headgate.judge.refused", "cause", "unjudgeable")
                        .count())
                .isEqualTo(1);
        telemetry("shop", 4, 50, 25);
        assertThat(decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.reason()).contains("25 of 100 requests failed"));
    }

    private TickOutcome failing(ServiceGate gate, Tick tick, Optional<String> unjudgedBecause) {
        boolean shop = gate.state().service().equals("shop");
        TickOutcome outcome = GateStep.OF_CORE.take(gate, tick, unjudgedBecause);
        if (tick.inputs().stream().anyMatch(JudgingFailureTest::poisonous)) {
            throw new IllegalStateException("poison");
        }
        if (shop && judgingShopFails && unjudgedBecause.isEmpty()) {
            attempts.add(Duration.between(NOW, tick.now()).toSeconds());
            throw new IllegalStateException("the test lets judging fail");
        }
        return outcome;
    }

    private static boolean poisonous(Input input) {
        return input instanceof Input.SketchInput sketch
                && sketch.delta().seconds().get(0).requests() == POISON;
    }

    private void startAndConfirm(String service) {
        progress();
        command(startOf("cmd-1-" + service, service, "r-" + service), service);
        execution(Checkout.confirmed(decisions().get(0), NOW));
    }

    private static StartRollout startOf(String commandId, String service, String rolloutId) {
        StartRollout start = Checkout.start(commandId, rolloutId, Checkout.POLICY);
        CommandHeader header = start.header();
        return new StartRollout(
                new CommandHeader(
                        header.commandId(),
                        header.correlationId(),
                        service,
                        header.rolloutId(),
                        header.issuedBy(),
                        header.issuedAt(),
                        header.reason()),
                start.canary(),
                start.baseline(),
                start.policy());
    }

    private void healthy(String service, int second) {
        telemetry(service, second, 50, 0);
    }

    /** One second's telemetry of the canary, complete when the clock is at its end. */
    private void telemetry(String service, int second, long requests, long errors) {
        clock.set(NOW.plusSeconds(second));
        SketchDelta delta =
                Checkout.requests(Checkout.CANARY, NOW.plusSeconds(second - 1), (int) requests, (int) errors, 20_000);
        sketches.pipeInput(bytes(service), SketchCodec.write(new SketchDelta(service, delta.seconds())));
        offset++;
        progress();
    }

    private void progress() {
        offset++;
        input("sketches").pipeInput(null, SketchCodec.write(Checkout.caughtUp(clock.get())));
    }

    private void command(Command command, String service) {
        byte[] value = json.write(command);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        input("commands").pipeInput(new TestRecord<>(bytes(service), value, headers));
    }

    private void execution(dev.headgate.schemas.model.Execution execution) {
        input("executions").pipeInput(bytes(execution.service()), json.write(execution));
    }

    private List<Decision> decisions() {
        return decisions.readRecordsToList().stream()
                .map(record -> json.readDecision(record.value()))
                .toList();
    }

    private RolloutState latestRollout(String service) {
        return rollouts.readRecordsToList().stream()
                .map(record -> json.readRolloutState(record.value()))
                .filter(state -> state.service().equals(service))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer(), NOW, Duration.ZERO);
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
