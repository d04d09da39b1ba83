package dev.headgate.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.cli.CommandFailure;
import dev.headgate.cli.replay.Replayed.Compared;
import dev.headgate.cli.replay.Replayed.Result;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.core.GateSettings;
import dev.headgate.documents.PolicyHash;
import dev.headgate.processor.judge.ReplayedJudge;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The comparison, the file and the words; that a live judge's recording replays is shown with the judge. */
class ReplayTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String POLICY = """
            policy: tried
            window: 10s
            minRequests: 20
            stop:
              - errorRate > 10%
            stages:
              - weight: 10%
                hold: 30s
                advance: [ errorRate < 5% ]
              - weight: 100%
                watch: 1h
            """;

    private final JsonCodec json = new JsonCodec();
    private final List<ConsumerRecord<byte[], byte[]>> entries = new ArrayList<>();

    @TempDir
    Path directory;

    private SigningKey key;
    private TrustedKeys trusted;
    private List<ConsumerRecord<byte[], byte[]>> decisions = List.of();

    @BeforeEach
    void recordARolloutThatIsStartedAndAborted() throws Exception {
        Path keys = Files.createDirectories(directory.resolve("keys"));
        KeyFiles.create(keys, "ann");
        key = SigningKey.load(keys.resolve("ann.private.pem"));
        trusted = TrustedKeys.load(keys);
        command(0, new StartRollout(header("start"), "2.0", "1.0", PolicyHash.textOf("tried.yaml", POLICY)));
        tick(0, 0);
        command(3, new AbortRollout(header("abort")));
        entries.add(record(TopicCatalogue.EXECUTIONS, 0, "garbage".getBytes(StandardCharsets.UTF_8)));
        tick(5, 3);
        decisions = decided();
    }

    @Test
    void decisionsThatAreTakenAgainAreIdentical() {
        Replayed replayed = replay(recording(decisions), Optional.of(trusted));

        assertThat(replayed.identical()).isTrue();
        assertThat(replayed.decisions())
                .extracting(Compared::result)
                .containsExactly(Result.IDENTICAL, Result.IDENTICAL);
        assertThat(replayed.refused()).isEqualTo(1);
        assertThat(ReplayLines.text(replayed, Palette.PLAIN))
                .anySatisfy(line -> assertThat(line).contains("r-1/1", "promote", "0% → 10%", "identical"))
                .last()
                .isEqualTo(
                        "2 of 2 decisions are identical, after 3 records in 2 ticks; 1 records were refused, as the gate"
                                + " refuses them.");
    }

    @Test
    void aDifferenceIsShownByItsField() {
        byte[] other = new String(decisions.get(1).value(), StandardCharsets.UTF_8)
                .replace("aborted by ann", "aborted by eve")
                .getBytes(StandardCharsets.UTF_8);
        Replayed replayed = replay(
                recording(List.of(decisions.get(0), record(TopicCatalogue.GATE_DECISIONS, 1, other))),
                Optional.empty());

        assertThat(replayed.identical()).isFalse();
        assertThat(replayed.decisions().get(1).difference()).hasValueSatisfying(found -> {
            assertThat(found.at()).isEqualTo("reason");
            assertThat(found.recorded()).contains("eve");
            assertThat(found.replayed()).contains("ann");
        });
        List<JsonNode> documents = ReplayLines.json(replayed).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(documents.get(1).path("difference").path("at").asString()).isEqualTo("reason");
        assertThat(documents.get(2).path("identical").asBoolean()).isFalse();
    }

    @Test
    void decisionsThatOnlyOneSideHasAreToldApart() {
        byte[] unknown = new String(decisions.get(1).value(), StandardCharsets.UTF_8)
                .replace("r-1/2", "r-1/9")
                .getBytes(StandardCharsets.UTF_8);

        Replayed replayed = replay(
                recording(List.of(decisions.get(0), record(TopicCatalogue.GATE_DECISIONS, 1, unknown))),
                Optional.empty());

        assertThat(replayed.decisions())
                .extracting(Compared::result)
                .containsExactly(Result.IDENTICAL, Result.MISSING, Result.EXTRA);
    }

    @Test
    void aDecisionThatNobodyTrustedHasSignedIsDoubtful() {
        ConsumerRecord<byte[], byte[]> unsigned =
                record(TopicCatalogue.GATE_DECISIONS, 0, decisions.get(0).value());

        Replayed replayed = replay(recording(List.of(unsigned, decisions.get(1))), Optional.of(trusted));

        assertThat(replayed.identical()).isFalse();
        assertThat(ReplayLines.text(replayed, Palette.PLAIN))
                .anySatisfy(line -> assertThat(line).contains("r-1/1", "identical", "unsigned"));
    }

    @Test
    void aRecordingThatWasSavedIsReplayedAsTheFirstTime() {
        Path file = directory.resolve("r-1.rec");
        var tick = new RecordedTick(NOW.minusSeconds(1), List.of());
        var beginning = new ReplayedJudge.Beginning(tick, List.of("shop"));
        try (RecordingFile saving =
                RecordingFile.of(new Recorded(about(decisions, Optional.of(beginning)), entries), file)) {
            assertThat(replay(saving, Optional.of(trusted)).identical()).isTrue();
        }

        try (RecordedFile saved = RecordedFile.open(file)) {
            assertThat(saved.about().beginning()).contains(beginning);
            assertThat(saved.about().decisions()).hasSize(2);
            Replayed replayed = replay(saved, Optional.of(trusted));
            assertThat(replayed.identical()).isTrue();
            assertThat(ReplayLines.text(replayed, Palette.PLAIN))
                    .last()
                    .asString()
                    .startsWith("What was before 2026-11-22T11:59:59Z is not retained");
        }
    }

    @Test
    void aFileThatIsNoRecordingIsSaidToBeNone() throws Exception {
        Path file = Files.writeString(directory.resolve("other.rec"), "{}");

        assertThatThrownBy(() -> RecordedFile.open(file))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cannot read the recording");
    }

    private Replayed replay(RolloutRecording recording, Optional<TrustedKeys> gateKeys) {
        List<Instant> seen = new ArrayList<>();
        Replayed replayed = new Replay(recording, settings(), gateKeys).run(seen::add);
        assertThat(seen).hasSize((int) replayed.ticks());
        return replayed;
    }

    private RolloutRecording recording(List<ConsumerRecord<byte[], byte[]>> published) {
        return new Recorded(about(published, Optional.empty()), entries);
    }

    private static RolloutRecording.About about(
            List<ConsumerRecord<byte[], byte[]>> published, Optional<ReplayedJudge.Beginning> beginning) {
        return new RolloutRecording.About("r-1", "shop", 0, 1, beginning, published);
    }

    private ReplayedJudge.Settings settings() {
        return new ReplayedJudge.Settings(GateSettings.DEFAULTS, 1, trusted);
    }

    private List<ConsumerRecord<byte[], byte[]>> decided() {
        ReplayedJudge judge = new ReplayedJudge(0, settings(), Optional.empty());
        List<ConsumerRecord<byte[], byte[]>> published = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> entry : entries) {
            if (entry.topic().equals(TopicCatalogue.GATE_TICKS)) {
                judge.tick(json.readTick(entry.value())).forEach(decided -> {
                    var record = record(TopicCatalogue.GATE_DECISIONS, published.size(), decided.value());
                    key.sign(decided.value(), record.headers());
                    published.add(record);
                });
            } else {
                judge.take(entry.topic(), entry);
            }
        }
        return published;
    }

    private void command(long offset, Command command) {
        var record = record(TopicCatalogue.GATE_COMMANDS, offset, json.write(command));
        key.sign(record.value(), record.headers());
        entries.add(record);
    }

    private void tick(long second, long commands) {
        var offsets = new ArrayList<>(List.of(new InputOffset(TopicCatalogue.GATE_COMMANDS, 0, commands)));
        if (second > 0) {
            offsets.add(0, new InputOffset(TopicCatalogue.EXECUTIONS, 0, 0));
        }
        var tick = new RecordedTick(NOW.plusSeconds(second), offsets);
        entries.add(record(TopicCatalogue.GATE_TICKS, second, json.write(tick)));
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, byte[] value) {
        return Records.of(topic, 0, offset, 0, "shop".getBytes(StandardCharsets.UTF_8), value, new RecordHeaders());
    }

    private static CommandHeader header(String id) {
        return new CommandHeader(id, "c-1", "shop", "r-1", "ann", NOW, "release");
    }

    private static final class Recorded implements RolloutRecording {

        private final About about;
        private final Iterator<ConsumerRecord<byte[], byte[]>> entries;

        Recorded(About about, List<ConsumerRecord<byte[], byte[]>> entries) {
            this.about = about;
            this.entries = entries.iterator();
        }

        @Override
        public About about() {
            return about;
        }

        @Override
        public Optional<ConsumerRecord<byte[], byte[]>> next() {
            return entries.hasNext() ? Optional.of(entries.next()) : Optional.empty();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
