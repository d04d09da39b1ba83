package dev.headgate.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.codec.DeadLetterHeaders;
import dev.headgate.schemas.codec.ReplayHeaders;
import dev.headgate.schemas.model.DeadLetter;
import dev.headgate.schemas.model.RefusedItems;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayPlanTest {

    private static final Instant THEN = Instant.parse("2026-11-22T12:00:00Z");
    private static final TopicCatalogue TOPICS = new TopicCatalogue("headgate.");
    private static final String REQUESTS = "headgate.telemetry.requests";
    private static final Choice ANY = new Choice(List.of(), List.of(), Instant.EPOCH, Optional.empty());

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    @Test
    void aWhollyRefusedRecordGoesBackToTheByteWithTheTimeOfItsArrival() {
        add("not-json", REQUESTS, "{no json", letter -> letter.ofTelemetry(5_000, Optional.of(RefusedItems.ALL)));

        Planned.Replay replay = replay(plan(ANY, false).get(0));

        assertThat(replay.record().topic()).isEqualTo(REQUESTS);
        assertThat(replay.record().value()).asString(StandardCharsets.UTF_8).isEqualTo("{no json");
        assertThat(replay.record().timestamp()).isNull();
        assertThat(ReplayHeaders.arrivedAtMillis(replay.record().headers(), 9_000))
                .isEqualTo(5_000);
        assertThat(replay.whole()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "headgate.telemetry.requests, events",
        "headgate.telemetry.summaries, seconds",
        "headgate.telemetry.measurements, measurements"
    })
    void ofABatchOnlyTheRefusedItemsGoBack(String topic, String items) {
        add(
                "invalid-value",
                topic,
                "{\"service\":\"shop\",\"" + items + "\":[{\"a\":0},{\"a\":1},{\"a\":2},{\"a\":3}]}",
                letter -> letter.ofTelemetry(5_000, Optional.of(new RefusedItems("1,3"))));

        Planned.Replay replay = replay(plan(ANY, false).get(0));

        assertThat(replay.record().value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"service\":\"shop\",\"" + items + "\":[{\"a\":1},{\"a\":3}]}");
        assertThat(replay.whole()).isFalse();
    }

    @Test
    void aLetterThatDoesNotSayWhatOfItWasCountedStays() {
        add("invalid-value", REQUESTS, "{\"events\":[{},{}]}", UnaryOperator.identity());
        add("invalid-value", "otlp.spans", "\u0001\u0002", letter -> letter.ofTelemetry(5_000, Optional.empty()));
        add("invalid-value", "otlp.spans", "\u0001", letter -> letter.ofTelemetry(5_000, some("1")));

        assertThat(reasons(plan(ANY, false))).containsOnly("partly-counted").hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headgate.gate.commands",
                "headgate.gate.decisions",
                "headgate.gate.sketches",
                "headgate.executions",
                "headgate.executor.journal",
                "headgate.telemetry.dead-letters"
            })
    void onlyTelemetryIsReplayedWhateverALetterSaysOfItself(String topic) {
        add("unsigned", topic, "{}", letter -> letter.ofTelemetry(5_000, Optional.of(RefusedItems.ALL)));

        assertThat(reasons(plan(ANY, true))).containsExactly("not-telemetry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "1"})
    void whatIsRefusedAgainGoesBackByItsLaterLetterAlone(String refused) {
        String batch = "{\"events\":[{\"a\":0},{\"a\":1}]}";
        RefusedItems items = refused.equals("ALL") ? RefusedItems.ALL : new RefusedItems(refused);
        add("invalid-value", REQUESTS, batch, letter -> letter.ofTelemetry(5_000, Optional.of(items)));
        Planned.Replay first = replay(plan(ANY, false).get(0));
        mark(0);
        String sent = new String(first.record().value(), StandardCharsets.UTF_8);
        add("invalid-value", REQUESTS, sent, letter -> letter.ofTelemetry(5_000, Optional.of(RefusedItems.ALL)));

        assertThat(reasons(plan(ANY, false))).containsExactly("replayed-before", "");
        assertThat(reasons(plan(ANY, true))).containsExactly("refused-again", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "1"})
    void aLaterLetterThatWasCutDoesNotStandForTheWholeOneBeforeIt(String refused) {
        RefusedItems items = refused.equals("ALL") ? RefusedItems.ALL : new RefusedItems(refused);
        String batch = "{\"events\":[{\"a\":0},{\"a\":1}]}";
        add("invalid-value", REQUESTS, batch, letter -> letter.ofTelemetry(5_000, Optional.of(items)));
        byte[] sent = replay(plan(ANY, false).get(0)).record().value();
        mark(0);
        addCut("invalid-value", REQUESTS, sent, letter -> letter.ofTelemetry(5_000, Optional.of(RefusedItems.ALL)));

        assertThat(reasons(plan(ANY, false))).containsExactly("replayed-before", "truncated");
        assertThat(reasons(plan(ANY, true))).containsExactly("", "truncated");
        assertThat(replay(plan(ANY, true).get(0)).record().value()).isEqualTo(sent);
    }

    @Test
    void anEqualRecordThatAReplayThatWasKilledHadNotReachedIsReplayed() {
        add("not-json", REQUESTS, "twin", letter -> letter.ofTelemetry(5_000, Optional.of(RefusedItems.ALL)));
        add("not-json", REQUESTS, "twin", letter -> letter.ofTelemetry(5_000, Optional.of(RefusedItems.ALL)));
        mark(0);

        assertThat(reasons(plan(ANY, false))).containsExactly("replayed-before", "");
    }

    @Test
    void aCutLetterStays() {
        add("too-large", REQUESTS, "x".repeat(900_000), letter -> letter.ofTelemetry(1, Optional.of(RefusedItems.ALL)));

        assertThat(reasons(plan(ANY, false))).containsExactly("truncated");
    }

    @Test
    void aMarkedLetterStaysUnlessAskedAgainAndAMarkIsNoLetter() {
        add("not-json", REQUESTS, "one", letter -> letter.ofTelemetry(1, Optional.of(RefusedItems.ALL)));
        add("not-json", REQUESTS, "two", letter -> letter.ofTelemetry(1, Optional.of(RefusedItems.ALL)));
        RecordHeaders mark = new RecordHeaders();
        ReplayHeaders.mark(0, mark);
        records.add(record(mark, new byte[0]));

        assertThat(reasons(plan(ANY, false))).containsExactly("replayed-before", "");
        assertThat(reasons(plan(ANY, true))).containsExactly("", "");
        assertThat(Letters.of(records).others()).isEmpty();
    }

    @Test
    void lateAndFutureLettersGoBackOnlyByNameAndThatIsTold() {
        UnaryOperator<DeadLetter> whole = letter -> letter.ofTelemetry(1, Optional.of(RefusedItems.ALL));
        add("late", REQUESTS, "1", whole);
        add("future", REQUESTS, "2", whole);
        add("not-json", REQUESTS, "3", whole);

        assertThat(reasons(plan(ANY, false))).containsExactly("only-by-name", "only-by-name", "");
        assertThat(causes(plan(new Choice(List.of("late"), List.of(), Instant.EPOCH, Optional.empty()), false)))
                .containsExactly("late");
        assertThat(reasons(plan(new Choice(List.of("late"), List.of(), Instant.EPOCH, Optional.empty()), false)))
                .containsExactly("");
    }

    @Test
    void timeTopicAndLimitChoose() {
        UnaryOperator<DeadLetter> whole = letter -> letter.ofTelemetry(1, Optional.of(RefusedItems.ALL));
        for (int second = 0; second < 6; second++) {
            add("not-json", second == 2 ? "headgate.telemetry.summaries" : REQUESTS, "x", whole);
        }
        Choice choice = new Choice(List.of(), List.of(REQUESTS), THEN.plusSeconds(1), Optional.of(THEN.plusSeconds(5)));

        assertThat(offsets(new ReplayPlan(TOPICS, choice, false, 9).of(Letters.of(records))))
                .containsExactly(1L, 3L, 4L);
        assertThat(offsets(new ReplayPlan(TOPICS, choice, false, 2).of(Letters.of(records))))
                .containsExactly(1L, 3L);
    }

    private void add(String cause, String topic, String value, UnaryOperator<DeadLetter> more) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.write(
                more.apply(DeadLetterHeaders.describe(cause, "why", "combine", topic, 0, 1, bytes)), headers);
        records.add(record(headers, DeadLetterHeaders.kept(bytes)));
    }

    /** Of which the gate had room for a few bytes only. */
    private void addCut(String cause, String topic, byte[] bytes, UnaryOperator<DeadLetter> more) {
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.write(
                more.apply(DeadLetterHeaders.describe(cause, "why", "combine", topic, 0, 1, bytes, 4)), headers);
        records.add(record(headers, DeadLetterHeaders.kept(bytes, 4)));
    }

    private void mark(long offset) {
        RecordHeaders headers = new RecordHeaders();
        ReplayHeaders.mark(offset, headers);
        records.add(record(headers, new byte[0]));
    }

    private ConsumerRecord<byte[], byte[]> record(RecordHeaders headers, byte[] value) {
        int offset = records.size();
        return new ConsumerRecord<>(
                "headgate.telemetry.dead-letters",
                3,
                offset,
                THEN.plusSeconds(offset).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                headers,
                Optional.empty());
    }

    private List<Planned> plan(Choice choice, boolean again) {
        return new ReplayPlan(TOPICS, choice, again, 100).of(Letters.of(records));
    }

    private static Optional<RefusedItems> some(String places) {
        return Optional.of(new RefusedItems(places));
    }

    private static Planned.Replay replay(Planned planned) {
        return (Planned.Replay) planned;
    }

    private static List<String> reasons(List<Planned> planned) {
        return planned.stream()
                .map(each -> each instanceof Planned.Kept kept ? kept.reason() : "")
                .toList();
    }

    private static List<String> causes(List<Planned> planned) {
        return planned.stream().map(each -> each.letter().why().cause()).toList();
    }

    private static List<Long> offsets(List<Planned> planned) {
        return planned.stream().map(each -> each.letter().place().offset()).toList();
    }
}
