package dev.headgate.executor.kafka;

import static dev.headgate.executor.Decisions.decision;
import static dev.headgate.executor.Decisions.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.ExecutionWord;
import dev.headgate.schemas.model.ExecutorHold;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {

    private static final byte[] VALUE = new JsonCodec().write(decision(DecisionKind.PROMOTE, 7, 1, 5));
    private static final byte[] SHOP = "shop".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private SigningKey gate;
    private SigningKey stranger;
    private SigningKey operator;
    private Intake intake;

    @BeforeEach
    void keys() {
        gate = SigningKey.load(
                KeyFiles.create(directory.resolve("trusted"), "gate").privateKey());
        stranger = SigningKey.load(
                KeyFiles.create(directory.resolve("other"), "stranger").privateKey());
        operator = SigningKey.load(
                KeyFiles.create(directory.resolve("operators"), "jane").privateKey());
        intake = new Intake(
                new DecisionKeys(
                        TrustedKeys.load(directory.resolve("trusted")),
                        Optional.of(TrustedKeys.load(directory.resolve("operators")))),
                1);
    }

    @Test
    void readsASignedDecisionWithTheLogsOwnTime() {
        Intake.Reading reading = intake.read(message(SHOP, VALUE, signed(gate, VALUE)));

        assertThat(reading).isInstanceOfSatisfying(Intake.Reading.Usable.class, usable -> {
            assertThat(usable.received().decision().decisionId()).isEqualTo("r7/1");
            assertThat(usable.received().appendedAt()).isPresent();
            assertThat(intake.trusts(usable.received())).isTrue();
        });
    }

    @Test
    void aDecisionWithoutAValidSignatureIsADeadLetterBeforeItIsParsed() {
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);

        assertThat(cause(message(SHOP, garbage, new RecordHeaders()))).isEqualTo("unsigned");
        assertThat(cause(message(SHOP, VALUE, signed(stranger, VALUE)))).isEqualTo("unknown-key");
        assertThat(cause(message(SHOP, VALUE, signed(gate, garbage)))).isEqualTo("forged");
    }

    @Test
    void anOperatorMayRollBackDirectly() {
        byte[] direct = new JsonCodec().write(Decisions.direct(7, 1, 1_003));

        assertThat(intake.read(message(SHOP, direct, signed(operator, direct))))
                .isInstanceOfSatisfying(Intake.Reading.Usable.class, usable -> {
                    assertThat(usable.received().isDirect()).isTrue();
                    assertThat(intake.trusts(usable.received())).isTrue();
                });
    }

    @Test
    void anythingElseThatAnOperatorSignsIsForged() {
        Decision promotion = decision(DecisionKind.PROMOTE, 7, 1_003, 50);
        List<Decision> forged = List.of(
                promotion,
                decision(DecisionKind.ROLLBACK, 7, 1_003, 0),
                Decisions.with(promotion, "r7/direct-1", Map.of(), Optional.empty()),
                Decisions.with(decision(DecisionKind.ROLLBACK, 7, 4, 50), "r7/direct-1", Map.of(), Optional.empty()),
                Decisions.with(decision(DecisionKind.ROLLBACK, 7, 4, 0), "r8/direct-1", Map.of(), Optional.empty()),
                Decisions.with(decision(DecisionKind.ROLLBACK, 7, 4, 0), "r7/direct-", Map.of(), Optional.empty()),
                Decisions.run(7, 1_003, "smoke-tests"));

        for (Decision decision : forged) {
            byte[] value = new JsonCodec().write(decision);

            assertThat(intake.read(message(SHOP, value, signed(operator, value))))
                    .as(decision.toString())
                    .isInstanceOfSatisfying(Intake.Reading.Unusable.class, unusable -> {
                        assertThat(unusable.cause()).isEqualTo("forged");
                        assertThat(unusable.detail()).contains("operator's key").contains("direct rollbacks alone");
                    });
        }
    }

    @Test
    void anOperatorMayHoldAndReleaseAndNobodyUnknownMay() {
        for (boolean held : List.of(true, false)) {
            Decision order = ExecutorHold.of(held, ExecutorHold.service(0), "jane", "a freeze", "c", Decisions.NOON);
            byte[] value = new JsonCodec().write(order);
            byte[] key = order.service().getBytes(StandardCharsets.UTF_8);

            assertThat(intake.read(message(key, value, signed(operator, value))))
                    .isInstanceOfSatisfying(
                            Intake.Reading.Usable.class,
                            usable -> assertThat(usable.received().isHoldOrRelease())
                                    .isTrue());
            assertThat(cause(message(key, value, signed(stranger, value)))).isEqualTo("unknown-key");
        }
        byte[] promotion = new String(
                        new JsonCodec()
                                .write(ExecutorHold.of(
                                        true, ExecutorHold.service(0), "jane", "why", "c", Decisions.NOON)),
                        StandardCharsets.UTF_8)
                .replace("\"kind\":\"hold\"", "\"kind\":\"promote\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(cause(message(SHOP, promotion, signed(operator, promotion)))).isEqualTo("forged");
    }

    @Test
    void anOperatorMaySayAWordAboutAnExecutionAndNothingElseInItsName() {
        Decision word = new ExecutionWord(
                        ExecutionWord.Says.YES,
                        "r7/1",
                        1,
                        Optional.of("replica"),
                        Optional.of(Decisions.NOON),
                        "jane",
                        "I have looked")
                .decision(Decisions.run(7, 1, "smoke-tests"), "0123abcd-1", Decisions.NOON);
        byte[] value = new JsonCodec().write(word);

        assertThat(intake.read(message(SHOP, value, signed(operator, value))))
                .isInstanceOfSatisfying(Intake.Reading.Usable.class, usable -> {
                    assertThat(usable.received().isWord()).isTrue();
                    assertThat(intake.trusts(usable.received())).isTrue();
                });
        assertThat(cause(message(SHOP, value, signed(stranger, value)))).isEqualTo("unknown-key");
        for (List<String> change : List.of(
                List.of("\"kind\":\"record\"", "\"kind\":\"rollback\""),
                List.of("\"mode\":\"enforce\"", "\"mode\":\"observe\""),
                List.of("\"says\":\"yes\"", "\"says\":\"perhaps\""),
                List.of("\"attempt\":\"1\"", "\"attempt\":\"first\""),
                List.of("2026-11-22T12:00:00Z\",\"attempt", "noon\",\"attempt"))) {
            byte[] other = new String(value, StandardCharsets.UTF_8)
                    .replace(change.get(0), change.get(1))
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(other).as(change.toString()).isNotEqualTo(value);
            assertThat(cause(message(SHOP, other, signed(operator, other))))
                    .as(change.toString())
                    .isEqualTo("forged");
        }
    }

    @Test
    void whatAnOperatorDecidesIsForgedIfAGateHasSignedIt() {
        List<Decision> operators = List.of(
                Decisions.direct(7, 1, 1_003),
                ExecutorHold.of(false, ExecutorHold.service(0), "gate", "go on", "c", Decisions.NOON),
                new ExecutionWord(
                                ExecutionWord.Says.RETRY,
                                "r7/1",
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                "gate",
                                "go on")
                        .decision(Decisions.run(7, 1, "smoke-tests"), "0123abcd-1", Decisions.NOON));

        for (Decision decision : operators) {
            byte[] value = new JsonCodec().write(decision);

            assertThat(intake.read(message(bytes(decision.service()), value, signed(gate, value))))
                    .isInstanceOfSatisfying(Intake.Reading.Unusable.class, unusable -> {
                        assertThat(unusable.cause()).isEqualTo("forged");
                        assertThat(unusable.detail()).contains("the gate's key", "trusted.operator.keys");
                    });
        }
    }

    @Test
    void aKeyThatIsTheGatesAndAnOperatorsCountsForBoth() {
        intake = new Intake(
                new DecisionKeys(
                        TrustedKeys.load(directory.resolve("trusted")),
                        Optional.of(TrustedKeys.load(directory.resolve("trusted")))),
                1);
        byte[] direct = new JsonCodec().write(Decisions.direct(7, 1, 1_003));

        assertThat(intake.read(message(SHOP, direct, signed(gate, direct)))).isInstanceOf(Intake.Reading.Usable.class);
        assertThat(intake.read(message(SHOP, VALUE, signed(gate, VALUE)))).isInstanceOf(Intake.Reading.Usable.class);
    }

    @Test
    void withoutOperatorsKeysNobodyButTheGateDecides() {
        byte[] direct = new JsonCodec().write(Decisions.direct(7, 1, 1_003));
        intake = new Intake(DecisionKeys.of(TrustedKeys.load(directory.resolve("trusted"))), 1);

        assertThat(cause(message(SHOP, direct, signed(operator, direct)))).isEqualTo("unknown-key");
    }

    @Test
    void aShadowsDecisionThatIsGivenAnotherModeIsForged() {
        byte[] shadow = new JsonCodec().write(shadow(decision(DecisionKind.ROLLBACK, 7, 1, 0), Mode.SHADOW));
        byte[] told = new String(shadow, StandardCharsets.UTF_8)
                .replace("\"mode\":\"shadow\"", "\"mode\":\"enforce\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(told).isNotEqualTo(shadow);
        assertThat(cause(message(SHOP, told, signed(gate, shadow)))).isEqualTo("forged");
        assertThat(intake.read(message(SHOP, shadow, signed(gate, shadow)))).isInstanceOf(Intake.Reading.Usable.class);
    }

    @Test
    void aSignedValueThatIsNoDecisionIsADeadLetter() {
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        byte[] endless = new byte[Intake.LARGEST_DECISION + 1];

        assertThat(cause(message(SHOP, garbage, signed(gate, garbage)))).isEqualTo("not-json");
        assertThat(cause(message(SHOP, endless, signed(gate, endless)))).isEqualTo("too-large");
        assertThat(cause(message(SHOP, null, new RecordHeaders()))).isEqualTo("not-json");
    }

    @Test
    void aDecisionWhereItsServiceDoesNotBelongIsADeadLetter() {
        byte[] till = "till".getBytes(StandardCharsets.UTF_8);

        assertThat(cause(message(till, VALUE, signed(gate, VALUE)))).isEqualTo("wrong-partition");
        assertThat(cause(message(null, VALUE, signed(gate, VALUE)))).isEqualTo("wrong-partition");
    }

    private String cause(ConsumerRecord<byte[], byte[]> message) {
        return ((Intake.Reading.Unusable) intake.read(message)).cause();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static RecordHeaders signed(SigningKey key, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        return headers;
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] key, byte[] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                "decisions", 0, 3, 1_000, TimestampType.LOG_APPEND_TIME, 4, 4, key, value, headers, Optional.empty());
    }
}
