package dev.headgate.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.Outcome;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.StepResult;
import dev.headgate.schemas.model.Summary;
import dev.headgate.schemas.model.UnknownCommand;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

    private final JsonCodec codec = new JsonCodec();

    @Test
    void whatIsWrittenIsReadAsTheSameRecord() {
        assertThat(codec.readDecision(codec.write(Samples.decision()))).isEqualTo(Samples.decision());
        assertThat(codec.readCommand(codec.write(Samples.start()))).isEqualTo(Samples.start());
        assertThat(codec.readCommand(codec.write(Samples.abort()))).isEqualTo(Samples.abort());
        assertThat(codec.readExecution(codec.write(Samples.execution()))).isEqualTo(Samples.execution());
        assertThat(codec.readEvaluation(codec.write(Samples.evaluation()))).isEqualTo(Samples.evaluation());
        assertThat(codec.readRolloutState(codec.write(Samples.rolloutState()))).isEqualTo(Samples.rolloutState());
        assertThat(codec.readMeasurement(codec.write(Samples.measurement()))).isEqualTo(Samples.measurement());
        assertThat(codec.readSummary(codec.write(Samples.summary()))).isEqualTo(Samples.summary());
        assertThat(codec.readTick(codec.write(Samples.tick()))).isEqualTo(Samples.tick());
    }

    @Test
    void writesTheSchemaFirstThenTheComponentsInTheirOrderAndNoResultsWhereThereAreNone() {
        Execution full = Samples.execution();
        Execution withoutResults = new Execution(
                full.executionId(),
                full.decisionId(),
                full.rolloutId(),
                full.service(),
                full.correlationId(),
                full.attempt(),
                full.status(),
                full.runbook(),
                full.steps(),
                full.confirmedWeight(),
                full.reason(),
                full.startedAt(),
                full.finishedAt(),
                full.executor());

        String json = new String(codec.write(withoutResults), UTF_8);

        assertThat(json)
                .isEqualTo("{\"schema\":1,\"executionId\":\"shop-241/3#1\",\"decisionId\":\"shop-241/3\","
                        + "\"rolloutId\":\"shop-241\",\"service\":\"shop\",\"correlationId\":\"c-1\",\"attempt\":1,"
                        + "\"status\":\"succeeded\",\"runbook\":\"shift-traffic\",\"steps\":[{\"name\":\"weight\","
                        + "\"status\":\"succeeded\",\"startedAt\":\"2026-11-22T12:00:00Z\","
                        + "\"finishedAt\":\"2026-11-22T12:00:00.012Z\",\"exitCode\":0,"
                        + "\"output\":\"weights 0 and 100\",\"budget\":\"PT10S\"}],\"confirmedWeight\":0,\"reason\":\"all steps done\","
                        + "\"startedAt\":\"2026-11-22T12:00:00Z\",\"finishedAt\":\"2026-11-22T12:00:00.013Z\","
                        + "\"executor\":\"executor-1\"}");
    }

    @Test
    void writesACommandsKindRightAfterTheSchema() {
        assertThat(new String(codec.write(Samples.abort()), UTF_8))
                .startsWith("{\"schema\":1,\"kind\":\"abort\",\"header\":{\"commandId\":\"cmd-1\"");
    }

    @Test
    void writesAndReadsCommandsOfEveryKind() {
        for (Command command : Samples.commands()) {
            byte[] json = codec.write(command);

            assertThat(new String(json, UTF_8)).startsWith("{\"schema\":1,\"kind\":\"" + command.kind() + "\",");
            assertThat(codec.readCommand(json)).isEqualTo(command);
        }
    }

    @Test
    void leavesOutEmptyRecipientsResultsAndSituationsAndReadsThemAsEmpty() {
        Decision decision = Samples.decision().to(List.of());
        RolloutState state = Samples.rolloutState().in(RolloutSituation.NONE);

        byte[] decisionJson = codec.write(decision);
        byte[] stateJson = codec.write(state);

        assertThat(new String(decisionJson, UTF_8)).doesNotContain("recipients");
        assertThat(new String(stateJson, UTF_8)).doesNotContain("situation");
        assertThat(codec.readDecision(decisionJson)).isEqualTo(decision);
        assertThat(codec.readRolloutState(stateJson)).isEqualTo(state);
    }

    @Test
    void leavesOutWhatIsAbsentAndReadsItAsAbsent() {
        StepResult step =
                new StepResult("tell", ExecutionStatus.FAILED, Samples.NOON, Samples.NOON, OptionalInt.empty(), "");
        Measurement gauge = new Measurement(
                Measurement.Kind.GAUGE, "shop", Optional.empty(), "queue", Labels.NONE, 1, 2.5, OptionalDouble.empty());

        String json = new String(codec.write(gauge), UTF_8);

        assertThat(json)
                .isEqualTo("{\"schema\":1,\"kind\":\"gauge\",\"service\":\"shop\",\"name\":\"queue\",\"labels\":{},"
                        + "\"measuredAtMillis\":1,\"value\":2.5}");
        assertThat(codec.readMeasurement(json.getBytes(UTF_8))).isEqualTo(gauge);
        assertThat(step.exitCode()).isEmpty();
    }

    @Test
    void readsWhatEarlierReleasesWroteAsNamingNoCommandNoQuestionAndNoStage() {
        byte[] decision = changed(Samples.decision(), ",\"command\":\"cmd-1\"", "");
        Command approve = new Approve(Samples.header(), "lead").to("shop-241/2").in(1);
        byte[] bare = changed(approve, ",\"question\":\"shop-241/2\",\"stage\":1", "");
        byte[] advance = changed(new AdvanceRollout(Samples.header()).from(1), ",\"stage\":1", "");

        assertThat(codec.readDecision(decision).command()).isEmpty();
        assertThat(codec.readCommand(bare)).isEqualTo(new Approve(Samples.header(), "lead"));
        assertThat(codec.readCommand(advance)).isEqualTo(new AdvanceRollout(Samples.header()));
        assertThat(codec.write(new Approve(Samples.header(), "lead"))).isEqualTo(bare);
    }

    @Test
    void aDecisionNamesNoCommandWhoseIdIsLongerThanItsRoom() {
        Decision decision = Samples.decision();

        assertThat(decision.becauseOf("c".repeat(Decision.LONGEST_COMMAND)).command())
                .isPresent();
        assertThat(decision.becauseOf("c".repeat(Decision.LONGEST_COMMAND + 1)).command())
                .isEmpty();
    }

    @Test
    void readsAMeasurementWithoutLabels() {
        Measurement read = codec.readMeasurement(
                "{\"schema\":1,\"kind\":\"gauge\",\"service\":\"s\",\"name\":\"n\",\"measuredAtMillis\":1,\"value\":2}"
                        .getBytes(UTF_8));

        assertThat(read.labels()).isEmpty();
    }

    @Test
    void writesWeightsAsPlainPercent() {
        assertThat(new String(codec.write(Samples.evaluation()), UTF_8)).contains("\"weight\":12.5,");
        assertThat(new String(codec.write(Samples.rolloutState()), UTF_8)).contains("\"desiredWeight\":25,");
    }

    @Test
    void ignoresFieldsItDoesNotKnow() {
        byte[] json = changed(Samples.decision(), "{\"schema\":1,", "{\"schema\":1,\"invented\":{\"a\":[1]},");

        assertThat(codec.readDecision(json)).isEqualTo(Samples.decision());
    }

    @Test
    void readsAnUnknownWordAsUnknown() {
        Decision read = codec.readDecision(changed(Samples.decision(), "\"rollback\"", "\"teleport\""));

        assertThat(read.kind()).isEqualTo(DecisionKind.UNKNOWN);
    }

    @Test
    void readsACommandOfAnUnknownKindWithItsHeader() {
        assertThat(codec.readCommand(changed(Samples.abort(), "\"abort\"", "\"teleport\"")))
                .isEqualTo(new UnknownCommand(Samples.header(), "teleport"));
    }

    @Test
    void writesAnUnknownCommandWithItsWord() {
        CommandHeader header = Samples.header();
        UnknownCommand command = new UnknownCommand(header, "pa\"use");

        assertThat(codec.readCommand(codec.write(command))).isEqualTo(command);
    }

    @Test
    void refusesAWordThatAClosedVocabularyDoesNotHave() {
        byte[] json = changed(Samples.summary(), "\"outcome\":\"error\"", "\"outcome\":\"odd\"");

        CodecException problem = refusal(() -> codec.readSummary(json));

        assertThat(problem.cause()).isEqualTo("invalid-value");
        assertThat(problem)
                .hasMessageContaining("seconds[0].exemplars[0].outcome")
                .hasMessageContaining("odd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"schema\":1`             | `\"schema\":2`             | unsupported-schema | schema",
                "`\"schema\":1`             | `\"schema\":9999999999999999999999` | unsupported-schema | schema",
                "`\"schema\":1`             | `\"schema\":0`             | invalid-value      | schema",
                "`\"schema\":1`             | `\"schema\":\"1\"`         | wrong-type         | schema",
                "`\"schema\":1,`            | ``                         | missing-field      | schema",
                "`\"service\":\"shop\",\"epoch\"` | `\"epoch\"`           | missing-field      | service",
                "`\"epoch\":17,`            | ``                         | missing-field      | epoch",
                "`\"epoch\":17,`            | `\"epoch\":null,`          | missing-field      | epoch",
                "`\"epoch\":17,`            | `\"epoch\":\"17\",`        | wrong-type         | epoch",
                "`\"epoch\":17,`            | `\"epoch\":1.5,`           | wrong-type         | epoch",
                "`\"epoch\":17,`            | `\"epoch\":99999999999999999999,` | invalid-value | epoch",
                "`\"from\":5`               | `\"from\":101`             | invalid-value      | from",
                "`\"from\":5`               | `\"from\":\"5\"`           | wrong-type         | from",
                "`\"kind\":\"rollback\"`    | `\"kind\":7`               | wrong-type         | kind",
                "`\"reason\":\"errorRate`   | `\"reason\":7,\"x\":\"`    | wrong-type         | reason",
                "`\"verdicts\":[`           | `\"verdicts\":[null,`      | invalid-value      | ``",
                "`\"observed\":0.125`       | `\"observed\":\"much\"`    | wrong-type         | verdicts[0].observed",
                "`\"trueFor\":\"PT3S\"`     | `\"trueFor\":\"soon\"`     | wrong-type         | verdicts[0].trueFor",
                "`\"evaluatedAt\":\"2026`   | `\"evaluatedAt\":\"x2026`  | wrong-type         | evaluatedAt",
                "`{\"schema\":1`            | `{\"schema\":1,\"schema\":1` | not-json         | schema",
                "`{\"schema\":1,`           | `{`                        | missing-field      | schema",
                "`\"schema\":1,`            | `\"schema\":1`             | not-json           | ``",
            })
    void saysWhatIsWrongAndWhere(String found, String replacement, String cause, String where) {
        byte[] json = changed(Samples.decision(), found, replacement);

        CodecException problem = refusal(() -> codec.readDecision(json));

        assertThat(problem).hasMessageContaining(where);
        assertThat(problem.cause()).as(problem.getMessage()).isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nonsense", "{", "{\"schema\":1}}", "\u0000", "{\"schema\":1}{}"})
    void refusesWhatIsNotJson(String text) {
        assertThat(refusal(() -> codec.readTick(text.getBytes(UTF_8))).cause()).isIn("not-json", "wrong-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "7", "\"text\""})
    void refusesWhatIsNotAnObject(String text) {
        assertThat(refusal(() -> codec.readTick(text.getBytes(UTF_8))).cause()).isEqualTo("wrong-type");
    }

    @Test
    void refusesACommandWithoutAKind() {
        assertThat(refusal(() -> codec.readCommand(changed(Samples.abort(), "\"kind\":\"abort\",", "")))
                        .cause())
                .isEqualTo("missing-field");
        assertThat(refusal(() -> codec.readCommand(changed(Samples.abort(), "\"kind\":\"abort\"", "\"kind\":1")))
                        .cause())
                .isEqualTo("wrong-type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"kind\":\"summary\"`   | `\"kind\":\"request\"`   | unknown-kind  | kind",
                "`\"service\":\"shop\"`   | `\"service\":\"sh op\"`  | invalid-value | service",
                "`\"version\":\"2.4.1\"`  | `\"version\":\"\"`       | invalid-value | seconds[0].version",
                "`\"operation\":\"checkout\"` | `\"operation\":\"\"` | invalid-value | seconds[0].operation",
                "`\"region\":`            | `\"re gion\":`           | invalid-value | seconds[0].labels.re gion",
                "`\"second\":1795348800`  | `\"second\":-1`          | invalid-value | seconds[0].second",
                "`\"requests\":3`         | `\"requests\":0`         | invalid-value | seconds[0].requests",
                "`\"requests\":3`         | `\"requests\":4`         | invalid-value | seconds[0].latencies",
                "`\"errors\":1`           | `\"errors\":4`           | invalid-value | seconds[0].errors",
                "`\"latencySumMicros\":6` | `\"latencySumMicros\":-6`| invalid-value | seconds[0].latencySumMicros",
                "`\"requestId\":\"r-1\"`  | `\"requestId\":\"\"`     | invalid-value | seconds[0].exemplars",
                "`\"latencies\":\"`       | `\"latencies\":\"AAAA`   | not-a-sketch  | form",
                "`\"latencies\":\"`       | `\"latencies\":\"?`      | wrong-type    | seconds[0].latencies",
            })
    void refusesSummariesThatContradictThemselves(String found, String replacement, String cause, String where) {
        byte[] json = changed(Samples.summary(), found, replacement);

        CodecException problem = refusal(() -> codec.readSummary(json));

        assertThat(problem).hasMessageContaining(where);
        assertThat(problem.cause()).as(problem.getMessage()).isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource({"1000000000000, true", "1000000000001, false"})
    void aSecondOfASummaryHoldsABillionTimesAThousandRequestsAndNotOneMore(long requests, boolean readable) {
        LatencySketch latencies = new LatencySketch();
        latencies.record(1, requests);
        SeriesSecond second = new SeriesSecond(
                new SeriesKey("2", "checkout", Labels.NONE), 1_800_000_000, requests, 0, 1, latencies, List.of());
        byte[] json = codec.write(new Summary("shop", List.of(second)));

        if (readable) {
            assertThat(codec.readSummary(json).seconds().get(0).requests()).isEqualTo(requests);
        } else {
            assertThat(refusal(() -> codec.readSummary(json)))
                    .hasMessageContaining("seconds[0].requests: must be 1 to 1000000000000");
        }
    }

    @Test
    void writesOnlyDocuments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.write(Outcome.ERROR))
                .withMessageContaining("is not a document");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAnythingButACodecExceptionForDamagedDocuments(long seed) {
        Random random = new Random(seed);
        byte[] damaged = damaged(
                codec.write(Stream.of(
                                Samples.decision(),
                                Samples.start(),
                                Samples.summary(),
                                Samples.execution(),
                                Samples.rolloutState())
                        .toList()
                        .get(random.nextInt(5))),
                random);

        for (Consumer<byte[]> reader : readers()) {
            try {
                reader.accept(damaged);
            } catch (CodecException expected) {
                assertThat(expected.cause()).isNotEmpty();
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(500);
    }

    static byte[] damaged(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            String other = "{}[]\",:0-9.eE\\u null";
            bytes[at] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) other.charAt(random.nextInt(other.length()));
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private Iterable<Consumer<byte[]>> readers() {
        return List.of(
                codec::readDecision,
                codec::readCommand,
                codec::readExecution,
                codec::readEvaluation,
                codec::readRolloutState,
                codec::readMeasurement,
                codec::readSummary,
                codec::readTick);
    }

    private byte[] changed(Object document, String found, String replacement) {
        String json = new String(codec.write(document), UTF_8);
        assertThat(json).contains(found);
        return json.replace(found, replacement).getBytes(UTF_8);
    }

    private static CodecException refusal(Runnable reading) {
        assertThatExceptionOfType(CodecException.class).isThrownBy(reading::run);
        return catchThrowableOfType(CodecException.class, reading::run);
    }
}
