package dev.headgate.processor.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.core.GateSettings;
import dev.headgate.processor.metrics.MicrometerJudgeMeter;
import dev.headgate.processor.streams.FakeLag;
import dev.headgate.processor.streams.StreamsProperties;
import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.codec.SketchCodec;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.SketchMessage;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SignatureHeaders;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.signing.Verification;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** The wiring; what is judged is the pure core's to test, commits and kills are a real broker's. */
class JudgeTopologyTest {

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
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
    private final FakeLag lag =
            new FakeLag().with("sketches", 1).with("commands", 1).with("executions", 1);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path keys;

    private SigningKey operator;
    private TrustedKeys gateKeys;
    private TopologyTestDriver driver;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(keys.resolve("operators"));
        KeyFiles.create(keys.resolve("operators"), "ann");
        operator = SigningKey.load(keys.resolve("operators/ann.private.pem"));
        Files.createDirectories(keys.resolve("gate"));
        KeyFiles.create(keys.resolve("gate"), "gate");
        gateKeys = TrustedKeys.load(keys.resolve("gate"));
        JudgeSettings settings = new JudgeSettings(
                GateSettings.DEFAULTS,
                Duration.ofMillis(200),
                StreamsProperties.LARGEST_RECORD_BYTES,
                SigningKey.load(keys.resolve("gate/gate.private.pem")),
                TrustedKeys.load(keys.resolve("operators")));
        var topology = JudgeTopology.of(TOPICS, settings, () -> lag, new MicrometerJudgeMeter(meters), clock::get);
        driver = new TopologyTestDriver(topology, new Properties(), NOW);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aStartBecomesASignedDecisionToShiftTrafficWithItsStateItsPolicyAndItsTick() {
        command(Checkout.start("cmd-1", "r-1", Checkout.POLICY), operator);

        TestRecord<byte[], byte[]> record = output("decisions").readRecord();
        Decision decision = json.readDecision(record.value());
        assertThat(decision.kind()).isEqualTo(DecisionKind.PROMOTE);
        assertThat(decision.to().percent()).isEqualTo(10);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("shop");
        assertThat(gateKeys.verify(record.value(), record.headers())).isInstanceOf(Verification.Valid.class);
        assertThat(record.headers().lastHeader(SignatureHeaders.CORRELATION_ID).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("c-r-1");
        assertThat(json.readRolloutState(output("rollouts").readRecord().value())
                        .phase())
                .isEqualTo(Phase.SHIFTING);
        TestRecord<byte[], byte[]> policy = output("policies").readRecord();
        assertThat(policy.key()).asString(StandardCharsets.UTF_8).isEqualTo(decision.policyHash());
        assertThat(policy.value()).asString(StandardCharsets.UTF_8).isEqualTo(Checkout.POLICY);
        TestRecord<byte[], byte[]> tick = output("ticks").readRecord();
        assertThat(tick.key()).isNull();
        assertThat(json.readTick(tick.value()))
                .isEqualTo(new RecordedTick(NOW, List.of(new InputOffset("gate.commands", 0, 0))));
        assertThat(meters.counter("headgate.judge.decisions", "kind", "promote", "mode", "enforce")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aShadowsDecisionsAreSignedAsAShadowsAndItsStateStandsBesideTheRollouts() {
        StartRollout start = Checkout.start("cmd-1", "r-1", Checkout.POLICY);
        String strict = Checkout.POLICY.replace("policy: checkout", "policy: strict");
        command(
                new StartRollout(
                        start.header(),
                        start.canary(),
                        start.baseline(),
                        start.policy(),
                        Optional.of(Checkout.text(strict))),
                operator);

        List<TestRecord<byte[], byte[]>> decisions = output("decisions").readRecordsToList();
        TestRecord<byte[], byte[]> shadow = decisions.get(1);
        assertThat(decisions).hasSize(2);
        assertThat(json.readDecision(decisions.get(0).value()).mode()).isEqualTo(Mode.ENFORCE);
        assertThat(json.readDecision(shadow.value()).mode()).isEqualTo(Mode.SHADOW);
        assertThat(json.readDecision(shadow.value()).decisionId()).isEqualTo("r-1.shadow/1");
        assertThat(shadow.key()).asString(StandardCharsets.UTF_8).isEqualTo("shop");
        assertThat(gateKeys.verify(shadow.value(), shadow.headers())).isInstanceOf(Verification.Valid.class);
        byte[] forged = new String(shadow.value(), StandardCharsets.UTF_8)
                .replace("\"mode\":\"shadow\"", "\"mode\":\"enforce\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(forged).isNotEqualTo(shadow.value());
        assertThat(gateKeys.verify(forged, shadow.headers())).isInstanceOf(Verification.Forged.class);
        assertThat(output("rollouts").readRecordsToList())
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("shop", "shop/shadow");
        assertThat(output("policies").readRecordsToList())
                .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                .containsExactly(Checkout.POLICY, strict);
        assertThat(meters.counter("headgate.judge.decisions", "kind", "promote", "mode", "shadow")
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("headgate.judge.shadows.live").gauge().value()).isEqualTo(1);
        assertThat(meters.get("headgate.decision.time").gauges()).hasSize(1);
    }

    @Test
    void theGaugesOfARolloutAreNotThoseOfItsShadow() {
        StartRollout start = Checkout.start("cmd-1", "r-1", Checkout.POLICY);
        Optional<PolicyText> elsewhere =
                Optional.of(Checkout.text(Checkout.POLICY.replace("weight: 10%", "weight: 40%")));
        sketches(Checkout.caughtUp(NOW), null);
        command(
                new StartRollout(start.header(), start.canary(), start.baseline(), start.policy(), elsewhere),
                operator);
        execution(Checkout.confirmed(
                json.readDecision(output("decisions").readRecord().value()), NOW));
        clock.set(NOW.plusSeconds(2));

        driver.advanceWallClockTime(Duration.ofMillis(200));

        assertThat(output("evaluations").readRecordsToList())
                .extracting(record -> json.readEvaluation(record.value()).rolloutId())
                .contains("r-1", "r-1.shadow");
        assertThat(meters.get("headgate.rollout.weight").gauges())
                .singleElement()
                .satisfies(gauge -> assertThat(gauge.value()).isEqualTo(10));
    }

    @Test
    void rollsBackWhenTheCanaryFailsTooOften() {
        startAndConfirm();
        clock.set(NOW.plusSeconds(3));

        sketches(Checkout.caughtUp(clock.get()), null);
        sketches(Checkout.requests(Checkout.CANARY, NOW.plusSeconds(2), 50, 25, 20_000), "shop");

        Decision decision = json.readDecision(output("decisions").readRecord().value());
        assertThat(decision.kind()).isEqualTo(DecisionKind.ROLLBACK);
        assertThat(decision.decidingCriterion())
                .hasValueSatisfying(line -> assertThat(line).contains("errorRate"));
        assertThat(decision.inputOffsets()).contains(new InputOffset("gate.sketches", 0, 2));
    }

    @Test
    void judgesSilenceByTheClockAlone() {
        startAndConfirm();
        output("evaluations").readRecordsToList();
        clock.set(NOW.plusSeconds(2));

        driver.advanceWallClockTime(Duration.ofMillis(200));

        assertThat(output("evaluations").readRecordsToList()).isNotEmpty();
    }

    @Test
    void anIdleGateRecordsNoTicks() {
        driver.advanceWallClockTime(Duration.ofSeconds(2));

        assertThat(output("ticks").isEmpty()).isTrue();
    }

    @Test
    void telemetryOfAServiceThatNobodyRollsOutOpensNoGate() {
        sketches(Checkout.requests(Checkout.CANARY, NOW, 50, 25, 20_000), "shop");

        assertThat(driver.<String, byte[]>getKeyValueStore(JudgeTopology.STATE).get("gate/shop"))
                .isNull();
    }

    @Test
    void anUnusablePolicyIsRefusedOnTheRecord() {
        command(Checkout.start("cmd-1", "r-1", "policy: x\ncalendar: {}\n"), operator);

        Decision decision = json.readDecision(output("decisions").readRecord().value());
        assertThat(decision.kind()).isEqualTo(DecisionKind.REFUSE);
        assertThat(decision.reason()).contains("calendar");
    }

    @Test
    void whatIsSignedNamesTheCommandThatItCameOf() {
        startAndConfirm();
        output("decisions").readRecordsToList();

        command(new AdvanceRollout(reasoned("a-1")).from(1), operator);
        command(new AdvanceRollout(reasoned("a-2")).from(0), operator);
        driver.advanceWallClockTime(Duration.ofMillis(200));

        List<Decision> decisions = output("decisions").readRecordsToList().stream()
                .map(record -> json.readDecision(record.value()))
                .toList();
        assertThat(decisions)
                .extracting(Decision::kind, Decision::command)
                .containsExactly(
                        tuple(DecisionKind.REFUSE, Optional.of("a-1")),
                        tuple(DecisionKind.PROMOTE, Optional.of("a-2")));
    }

    @Test
    void measurementsOfAServiceUnderAnotherKeyAreSetAsideAndItsOwnAreTakenIn() {
        startAndConfirm();
        MeasurementDelta measurements = new MeasurementDelta("shop", List.of());

        sketches(measurements, "other");
        sketches(measurements, "shop");

        assertThat(deadLetter().detail()).isEqualTo("the key must be the service, shop, found other");
        assertThat(json.readTick(output("ticks").readRecordsToList().stream()
                                .reduce((before, after) -> after)
                                .orElseThrow()
                                .value())
                        .offsets())
                .contains(new InputOffset("gate.sketches", 0, 2));
    }

    @Test
    void measurementsOfAServiceThatNobodyRollsOutOpenNoGate() {
        sketches(new MeasurementDelta("shop", List.of()), "shop");

        assertThat(driver.<String, byte[]>getKeyValueStore(JudgeTopology.STATE).get("gate/shop"))
                .isNull();
    }

    @Test
    void aPersonsKeyDoesNotCountForWhatATrainsGatesTellEachOther() {
        command(TrainSignalTest.signal("shop", "cart"), operator);

        assertThat(deadLetter().cause()).isEqualTo("unknown-key");
    }

    @Test
    void aGatesKeyCountsForNothingElse() throws Exception {
        command(Checkout.abort("cmd-1", "r-1"), SigningKey.load(keys.resolve("gate/gate.private.pem")));

        DeadLetter why = deadLetter();
        assertThat(why.cause()).isEqualTo("unknown-key");
        assertThat(why.detail()).contains("a gate's key, which counts for a train's signals and for starts");
    }

    @Test
    void aCommandThatNobodySignedIsSetAside() {
        byte[] value = json.write(Checkout.start("cmd-1", "r-1", Checkout.POLICY));

        input("commands").pipeInput(new TestRecord<>(bytes("shop"), value));

        assertThat(deadLetter().cause()).isEqualTo("unsigned");
        assertThat(output("decisions").isEmpty()).isTrue();
    }

    @Test
    void aCommandSignedByAStrangerIsSetAside() throws Exception {
        Path stranger = Files.createDirectories(keys.resolve("stranger"));
        KeyFiles.create(stranger, "eve");

        command(Checkout.start("cmd-1", "r-1", Checkout.POLICY), SigningKey.load(stranger.resolve("eve.private.pem")));

        assertThat(deadLetter().cause()).isEqualTo("unknown-key");
    }

    @Test
    void aCommandThatWasChangedAfterItWasSignedIsSetAside() {
        byte[] value = json.write(Checkout.abort("cmd-1", "r-1"));
        RecordHeaders headers = new RecordHeaders();
        operator.sign(value, headers);
        byte[] changed = new String(value, StandardCharsets.UTF_8)
                .replace("release", "RELEASE")
                .getBytes(StandardCharsets.UTF_8);

        input("commands").pipeInput(new TestRecord<>(bytes("shop"), changed, headers));

        assertThat(deadLetter().cause()).isEqualTo("forged");
        assertThat(meters.counter("headgate.judge.refused", "cause", "forged").count())
                .isEqualTo(1);
    }

    @Test
    void garbageOnAnyInputIsSetAsideAndJudgingGoesOn() {
        input("sketches").pipeInput(bytes("shop"), bytes("garbage"));
        input("executions").pipeInput(bytes("shop"), bytes("garbage"));
        input("executions").pipeInput(new TestRecord<>(bytes("shop"), null));

        assertThat(deadLetters()).extracting(DeadLetter::topic).containsExactly("sketches", "executions", "executions");
        command(Checkout.start("cmd-1", "r-1", Checkout.POLICY), operator);
        assertThat(output("decisions").isEmpty()).isFalse();
    }

    @Test
    void aRecordInAnotherPartitionThanItsServicesIsSetAside() {
        lag.with("sketches", 1_000_000);

        sketches(Checkout.requests(Checkout.CANARY, NOW, 1, 0, 20_000), "shop");

        DeadLetter why = deadLetter();
        assertThat(why.cause()).isEqualTo("wrong-partition");
        assertThat(why.detail()).contains("murmur2");
    }

    @Test
    void aRecordUnderAnotherKeyThanItsServiceIsSetAside() {
        sketches(Checkout.requests(Checkout.CANARY, NOW, 1, 0, 20_000), "other");

        assertThat(deadLetter().detail()).isEqualTo("the key must be the service, shop, found other");
    }

    private static CommandHeader reasoned(String commandId) {
        return new CommandHeader(commandId, commandId, "shop", "r-1", "ada", NOW, "seen by hand");
    }

    private void startAndConfirm() {
        sketches(Checkout.caughtUp(NOW), null);
        command(Checkout.start("cmd-1", "r-1", Checkout.POLICY), operator);
        Decision promote = json.readDecision(output("decisions").readRecord().value());
        execution(Checkout.confirmed(promote, NOW));
    }

    private void command(Command command, SigningKey key) {
        byte[] value = json.write(command);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        input("commands").pipeInput(new TestRecord<>(bytes("shop"), value, headers));
    }

    private void execution(Execution execution) {
        input("executions").pipeInput(bytes(execution.service()), json.write(execution));
    }

    private void sketches(SketchMessage message, String key) {
        input("sketches").pipeInput(key == null ? null : bytes(key), SketchCodec.write(message));
    }

    private DeadLetter deadLetter() {
        List<DeadLetter> letters = deadLetters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private List<DeadLetter> deadLetters() {
        return output("dead-letters").readRecordsToList().stream()
                .map(record -> DeadLetterHeaders.read(record.headers()))
                .toList();
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
