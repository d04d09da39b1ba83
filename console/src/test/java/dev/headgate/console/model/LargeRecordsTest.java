package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.fleet.Enlarged;
import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as large as topics let them be, and larger than a column. */
final class LargeRecordsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final long SEED = 21;
    private static final JsonCodec CODEC = new JsonCodec();
    private static final List<FleetRecord> PAST =
            new FleetLog(FleetSettings.of(SEED, 3, 1, NOW).points(3)).past();

    /** A fleet in which an execution asks something. */
    private static final List<FleetRecord> PAST_OF_ASKING =
            new FleetLog(FleetSettings.of(7, 12, 0, NOW).points(3)).past();

    @TempDir
    private Path directory;

    private final FleetFeed feed = new FleetFeed(4);

    @ParameterizedTest
    @ValueSource(ints = {Documents.PIECE - 1, Documents.PIECE, Documents.PIECE + 1, 2 * Documents.PIECE})
    void keepsAnyLengthAroundAPiece(int bytes) {
        FleetRecord decision = enlarged(TopicCatalogue.GATE_DECISIONS, bytes);
        FleetRecord state = enlarged(TopicCatalogue.GATE_ROLLOUTS, bytes);
        try (ReadModel model = ReadModel.inMemory()) {
            feed.feed(model, List.of(decision, state), 10);

            assertThat(reasonShown(model, decision))
                    .isEqualTo(decision(decision).reason());
            assertThat(model.rollout(state(state).rolloutId())
                            .orElseThrow()
                            .row()
                            .reason())
                    .isEqualTo(state(state).reason());
            assertThat(model.unreadable()).isZero();
        }
    }

    @Test
    void showsWholeWhatIsAsLargeAsTopicsLetItBe() {
        List<FleetRecord> large = Stream.of(
                        TopicCatalogue.GATE_POLICIES,
                        TopicCatalogue.GATE_COMMANDS,
                        TopicCatalogue.GATE_DECISIONS,
                        TopicCatalogue.EXECUTIONS,
                        TopicCatalogue.GATE_ROLLOUTS,
                        TopicCatalogue.GATE_EVALUATIONS)
                .map(topic -> enlarged(topic, TopicCatalogue.LARGEST_RECORD_BYTES))
                .toList();
        List<String> before;
        try (ReadModel model = ReadModel.open(directory)) {
            // A gate writes each decision once: what comes under its id later stands for it nowhere.
            feed.feed(
                    model,
                    PAST.stream()
                            .filter(record -> !record.equals(last(TopicCatalogue.GATE_DECISIONS)))
                            .toList(),
                    700);
            feed.feed(model, large, 700);
            before = Dump.of(model);

            assertThat(large)
                    .allSatisfy(record ->
                            assertThat(record.value().orElseThrow()).hasSize(TopicCatalogue.LARGEST_RECORD_BYTES));
            assertThat(model.unreadable()).isZero();
            String policy = new String(large.get(0).value().orElseThrow(), StandardCharsets.UTF_8);
            assertThat(model.policy(large.get(0).key()).orElseThrow().text()).isEqualTo(policy);
            assertThat(reasonShown(model, large.get(2)))
                    .isEqualTo(decision(large.get(2)).reason());
            Execution execution = CODEC.readExecution(large.get(3).value().orElseThrow());
            assertThat(model.executions(execution.rolloutId()))
                    .anySatisfy(row -> assertThat(row.execution()).isEqualTo(execution));
            assertThat(model.rollout(state(large.get(4)).rolloutId())
                            .orElseThrow()
                            .row()
                            .reason())
                    .isEqualTo(state(large.get(4)).reason());
        }
        try (ReadModel model = ReadModel.open(directory)) {
            assertThat(Dump.of(model)).isEqualTo(before);
        }
    }

    @Test
    void clipsInRowsWhatOnlyTheRecordTellsWhole() {
        FleetRecord decision = enlarged(TopicCatalogue.GATE_DECISIONS, TopicCatalogue.LARGEST_RECORD_BYTES);
        FleetRecord command = enlarged(TopicCatalogue.GATE_COMMANDS, TopicCatalogue.LARGEST_RECORD_BYTES);
        try (ReadModel model = ReadModel.inMemory()) {
            feed.feed(model, List.of(decision, command), 10);

            DecisionRow row =
                    model.decisions(DecisionFilter.ALL, Page.first(5)).items().get(0);
            CommandRow commandRow =
                    model.commands(CommandFilter.ALL, Page.first(5)).items().get(0);
            assertThat(row.reason()).endsWith("…").hasSize(10_001);
            assertThat(decision(decision).reason()).startsWith(row.reason().substring(0, 10_000));
            assertThat(commandRow.reason()).endsWith("…").hasSize(10_001);
        }
    }

    /** What is asked, or has failed, stands in every row and event of its rollout. */
    @Test
    void clipsInRowsWhatExecutionsAndStatesTell() {
        String question = "q".repeat(200_000);
        FleetRecord asking = PAST_OF_ASKING.stream()
                .filter(record -> record.topic().equals(TopicCatalogue.EXECUTIONS)
                        && CODEC.readExecution(record.value().orElseThrow())
                                .question()
                                .isPresent())
                .reduce((earlier, later) -> later)
                .orElseThrow();
        Execution execution = CODEC.readExecution(asking.value().orElseThrow());
        String text = execution.question().orElseThrow().text();
        FleetRecord longer = with(asking, "\"text\":\"" + text, "\"text\":\"" + question + text);
        FleetRecord state = enlarged(TopicCatalogue.GATE_ROLLOUTS, TopicCatalogue.LARGEST_RECORD_BYTES);
        try (ReadModel model = ReadModel.inMemory()) {
            feed.feed(model, PAST_OF_ASKING, 700);
            feed.feed(model, List.of(longer), 10);

            assertThat(model.unreadable()).isZero();
            RolloutRow row = model.rollout(execution.rolloutId()).orElseThrow().row();
            assertThat(row.asks())
                    .singleElement()
                    .satisfies(ask -> assertThat(ask.text()).endsWith("…").hasSize(10_001));
            assertThat(model.executions(execution.rolloutId()))
                    .anySatisfy(each -> assertThat(
                                    each.execution().question().orElseThrow().text())
                            .isEqualTo(question + text));
        }
        try (ReadModel model = ReadModel.inMemory()) {
            feed.feed(model, List.of(state), 10);

            assertThat(model.rollouts(RolloutFilter.ALL, Page.first(5)).items())
                    .singleElement()
                    .satisfies(each -> assertThat(each.reason()).endsWith("…").hasSize(10_001));
        }
    }

    @Test
    void aStateWithNamesThatNobodyCanHaveGivenIsNoRecord() {
        String endless = "a".repeat(1_001);
        FleetRecord known = last(TopicCatalogue.GATE_ROLLOUTS);
        List<FleetRecord> records = Stream.of("phase", "mode", "canary", "baseline", "policyName")
                .map(field -> with(known, "\"" + field + "\":\"", "\"" + field + "\":\"" + endless))
                .toList();
        try (ReadModel model = ReadModel.inMemory()) {
            feed.feed(model, records, 10);

            assertThat(model.unreadable()).isEqualTo(5);
            assertThat(model.services()).isEmpty();
        }
    }

    @Test
    void aShorterDocumentTakesTheWholePlaceOfALongerOne() {
        FleetRecord state = last(TopicCatalogue.GATE_ROLLOUTS);
        try (ReadModel model = ReadModel.inMemory()) {
            for (int bytes : new int[] {3 * Documents.PIECE, Documents.PIECE + 5, 2 * Documents.PIECE, 5_000}) {
                FleetRecord next = Enlarged.to(state, bytes, new SplittableRandom(bytes));
                feed.feed(model, List.of(next), 10);

                assertThat(model.rollout(state(next).rolloutId())
                                .orElseThrow()
                                .row()
                                .reason())
                        .as("of %d bytes", bytes)
                        .isEqualTo(state(next).reason());
            }
        }
    }

    @Test
    void aNameThatNobodyCanHaveGivenIsNoRecord() {
        String endless = "a".repeat(1_001);
        List<FleetRecord> records = new ArrayList<>();
        for (String topic : List.of(
                TopicCatalogue.GATE_DECISIONS,
                TopicCatalogue.EXECUTIONS,
                TopicCatalogue.GATE_ROLLOUTS,
                TopicCatalogue.GATE_EVALUATIONS,
                TopicCatalogue.GATE_COMMANDS)) {
            FleetRecord known = last(topic);
            String text = new String(known.value().orElseThrow(), StandardCharsets.UTF_8)
                    .replaceFirst("\"rolloutId\":\"", "\"rolloutId\":\"" + endless);
            records.add(new FleetRecord(
                    topic,
                    known.key(),
                    Optional.of(text.getBytes(StandardCharsets.UTF_8)),
                    known.at(),
                    known.headers()));
        }
        try (ReadModel model = ReadModel.inMemory()) {
            feed.feed(model, records, 10);

            assertThat(model.unreadable()).isEqualTo(5);
            assertThat(model.services()).isEmpty();
        }
    }

    @Test
    void whatTheLogHoldsNoMoreLeavesNothingBehind() {
        try (Database database = Database.inMemory()) {
            database.change(handle -> {
                Documents.DECISION.write(handle, "a place", new byte[TopicCatalogue.LARGEST_RECORD_BYTES]);
                Documents.POLICY.write(handle, "a place", new byte[5]);
                Documents.ANSWER.write(handle, "a key", new byte[3]);

                Documents.DECISION.remove(handle, "a place");
                assertThat(Documents.DECISION.read(handle, "a place")).isEmpty();
                assertThat(Documents.POLICY.read(handle, "a place")).hasSize(5);

                Documents.removeOfTheLog(handle);
                assertThat(Documents.POLICY.read(handle, "a place")).isEmpty();
                assertThat(Documents.ANSWER.read(handle, "a key")).hasSize(3);
            });
        }
    }

    private static FleetRecord with(FleetRecord record, String said, String instead) {
        String text = new String(record.value().orElseThrow(), StandardCharsets.UTF_8);
        assertThat(text).contains(said);
        return new FleetRecord(
                record.topic(),
                record.key(),
                Optional.of(text.replace(said, instead).getBytes(StandardCharsets.UTF_8)),
                record.at(),
                record.headers());
    }

    private static String reasonShown(ReadModel model, FleetRecord record) {
        return model.decision(decision(record).decisionId())
                .orElseThrow()
                .decision()
                .get("reason")
                .stringValue();
    }

    private static FleetRecord enlarged(String topic, int bytes) {
        return Enlarged.to(last(topic), bytes, new SplittableRandom(SEED));
    }

    private static FleetRecord last(String topic) {
        return PAST.stream()
                .filter(record -> record.topic().equals(topic))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private static Decision decision(FleetRecord record) {
        return CODEC.readDecision(record.value().orElseThrow());
    }

    private static RolloutState state(FleetRecord record) {
        return CODEC.readRolloutState(record.value().orElseThrow());
    }
}
