package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.console.fleet.FleetFeed;
import dev.headgate.console.fleet.FleetLog;
import dev.headgate.console.fleet.FleetRecord;
import dev.headgate.console.fleet.FleetSettings;
import dev.headgate.console.view.CommandRow;
import dev.headgate.console.view.DecisionDetail;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.MonthFigures;
import dev.headgate.console.view.PossibleCommand;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReadModelTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final int SERVICES = 12;
    private static final int FINISHED = 4;

    private static final FleetSettings SETTINGS =
            FleetSettings.of(7, SERVICES, FINISHED, NOW).points(30);
    private static final List<FleetRecord> PAST = new FleetLog(SETTINGS).past();

    private final FleetFeed feed = new FleetFeed(4);

    @TempDir
    private Path directory;

    @Test
    void knowsLiveRolloutsAndThoseThatAreOverWithoutWhatTheGateSaysOfThem() {
        try (ReadModel model = fed(withoutEarlierStates())) {
            List<RolloutRow> live =
                    model.rollouts(RolloutFilter.LIVE, Page.first(100)).items();
            List<RolloutRow> all = Dump.rollouts(model, 100);

            assertThat(all).as("and a shadow").hasSize(SERVICES * (FINISHED + 1) + 1);
            assertThat(live).hasSize(SERVICES).allMatch(RolloutRow::live);
            assertThat(model.services()).hasSize(SERVICES);
            assertThat(all.stream().filter(row -> !row.live()))
                    .allSatisfy(row -> assertThat(row.phase()).isIn("completed", "rolled-back"));
        }
    }

    @Test
    void tellsTheSameOfWhatIsOverWithAndWithoutWhatTheGateSaidOfIt() {
        try (ReadModel withStates = fed(PAST);
                ReadModel without = fed(withoutEarlierStates())) {
            List<RolloutRow> one = Dump.rollouts(withStates, 100);
            List<RolloutRow> other = Dump.rollouts(without, 100);

            for (int i = 0; i < one.size(); i++) {
                RolloutRow expected = one.get(i);
                RolloutRow found = other.get(i);
                assertThat(found.rolloutId()).isEqualTo(expected.rolloutId());
                assertThat(found.phase()).as(found.rolloutId()).isEqualTo(expected.phase());
                assertThat(found.live()).isEqualTo(expected.live());
                assertThat(found.stage()).isEqualTo(expected.stage());
                assertThat(found.weight()).isEqualTo(expected.weight());
                assertThat(found.desiredWeight()).isEqualTo(expected.desiredWeight());
                assertThat(found.startedAt()).isEqualTo(expected.startedAt());
                assertThat(found.policyName()).isEqualTo(expected.policyName());
                assertThat(found.reason()).isEqualTo(expected.reason());
            }
        }
    }

    @Test
    void showsEverythingOfARollout() {
        try (ReadModel model = fed(PAST)) {
            RolloutRow waits = inPhase(model, "awaiting");
            RolloutDetail detail = model.rollout(waits.rolloutId()).orElseThrow();

            assertThat(detail.startedBy()).isEqualTo("ada");
            assertThat(detail.startReason()).isEqualTo("weekly release");
            assertThat(detail.plan()).extracting(stage -> stage.state()).containsExactly("current", "ahead", "ahead");
            assertThat(detail.plan().get(0).enteredAt()).isPresent();
            assertThat(detail.checklists().get(0).items())
                    .allMatch(item -> item.ticked().isPresent());
            assertThat(detail.checklists().get(1).items())
                    .allMatch(item -> item.ticked().isEmpty());
            assertThat(detail.approvals())
                    .extracting(approval -> approval.role() + ", " + approval.where())
                    .contains("release-manager, before stage 1 is left");
            assertThat(detail.limits())
                    .extracting(limit -> limit.figure() + " " + limit.list() + " " + limit.limit())
                    .contains("errorRate advance 0.005", "p95 stop 1000000.0", "p95 stop 3000000.0");
            assertThat(possible(detail)).contains("approve", "reject", "tick", "pause", "abort", "advance");
            assertThat(detail.decisionCount()).isGreaterThan(3);
            assertThat(detail.row().earliestNext()).isPresent();
            assertThat(detail.row().latestNext()).isPresent();
            assertThat(detail.row().waitingFor()).hasSize(2);
            assertThat(model.figures(waits.rolloutId(), Optional.empty()).at()).hasSize(30);
            assertThat(model.figures(waits.rolloutId(), Optional.of(NOW.minusSeconds(3)))
                            .at())
                    .containsExactly(NOW.getEpochSecond() - 2.0, NOW.getEpochSecond() - 1.0);
        }
    }

    @Test
    void writesViewsAsTheContractHasThem() {
        try (ReadModel model = fed(PAST)) {
            RolloutRow paused = inPhase(model, "paused");
            String detail = Dump.text(model.rollout(paused.rolloutId()).orElseThrow());
            String execution = Dump.text(model.executions(paused.rolloutId()).get(0));
            String figures = Dump.text(model.figures(paused.rolloutId(), Optional.empty()));

            assertThat(detail)
                    .startsWith(
                            "{\"rolloutId\":\"" + paused.rolloutId() + "\",\"service\":\"" + paused.service() + "\"")
                    .contains("\"minimumHold\":\"PT", "\"weight\":5,", "\"startedBy\":\"ada\"", "\"sentence\":")
                    .doesNotContain("\"row\"", ":null");
            assertThat(execution)
                    .startsWith("{\"executionId\":\"")
                    .contains("\"decisionKind\":\"promote\"", "\"took\":\"PT0.18S\"");
            assertThat(figures)
                    .startsWith("{\"at\":[")
                    .contains("\"weight\":[", "\"canary\":{\"errorRate\":[", "\"unit\":{\"latency\":\"ms\"}");
        }
    }

    @Test
    void saysWhyCommandsDoNotFit() {
        try (ReadModel model = fed(PAST)) {
            RolloutDetail paused =
                    model.rollout(inPhase(model, "paused").rolloutId()).orElseThrow();

            assertThat(possible(paused)).contains("resume", "abort").doesNotContain("pause");
            assertThat(why(paused, "pause"))
                    .startsWith("it is paused, and pause fits while it is preparing, observing");
            assertThat(why(paused, "acknowledge")).isEqualTo("nothing waits to be acknowledged");
            RolloutDetail stuck =
                    model.rollout(inPhase(model, "rollback-failed").rolloutId()).orElseThrow();
            assertThat(possible(stuck)).containsExactly("abort");
        }
    }

    @Test
    void givesEachRefusalALinkOfItsOwn() {
        try (ReadModel model = fed(PAST)) {
            List<DecisionRow> refusals =
                    model.decisions(kind("refuse"), Page.first(10)).items();

            assertThat(refusals)
                    .hasSize(2)
                    .extracting(DecisionRow::decisionId)
                    .containsOnly(refusals.get(0).decisionId());
            assertThat(refusals).extracting(DecisionRow::link).doesNotHaveDuplicates();
            for (DecisionRow refusal : refusals) {
                DecisionDetail detail = model.decision(refusal.link()).orElseThrow();
                assertThat(detail.decision().get("reason").stringValue()).isEqualTo(refusal.reason());
                assertThat(detail.links().self()).isEqualTo("/decisions/" + refusal.link());
            }
        }
    }

    @Test
    void tellsWhatBecameOfCommands() {
        try (ReadModel model = fed(PAST)) {
            List<CommandRow> commands =
                    model.commands(CommandFilter.ALL, Page.first(1000)).items();

            assertThat(commands.stream().filter(command -> command.kind().equals("start")))
                    .hasSize(SERVICES * (FINISHED + 1))
                    .allSatisfy(start -> assertThat(start.outcome()).isPresent());
            assertThat(commands.stream().filter(command -> command.kind().equals("approve")))
                    .hasSize(2)
                    .allSatisfy(
                            approve -> assertThat(approve.outcome().orElse("")).contains("was refused"));
        }
    }

    @Test
    void pagesStayStableWhileNewDecisionsCome() {
        FleetLog fleet = new FleetLog(SETTINGS);
        try (ReadModel model = fed(PAST)) {
            List<String> before = links(Dump.decisions(model, 1000));
            List<String> paged = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            Instant at = NOW;
            do {
                Slice<DecisionRow> slice = model.decisions(DecisionFilter.ALL, new Page(17, cursor));
                paged.addAll(links(slice.items()));
                cursor = slice.next();
                at = at.plusSeconds(60);
                feed.feed(model, fleet.rollBack(fleet.services().get(paged.size() % SERVICES), at), 100);
            } while (cursor.isPresent());

            assertThat(paged).isEqualTo(before);
            assertThat(Dump.decisions(model, 1000).size()).isGreaterThan(before.size());
        }
    }

    @Test
    void refusesCursorsOfOtherQuestions() {
        try (ReadModel model = fed(PAST)) {
            String ofRollouts =
                    model.rollouts(RolloutFilter.ALL, Page.first(1)).next().orElseThrow();

            assertThatThrownBy(() -> model.decisions(DecisionFilter.ALL, new Page(1, Optional.of(ofRollouts))))
                    .isInstanceOf(UnusableCursor.class);
            assertThatThrownBy(() -> model.decisions(DecisionFilter.ALL, new Page(1, Optional.of("*"))))
                    .isInstanceOf(UnusableCursor.class);
        }
    }

    @Test
    void countsMonths() {
        try (ReadModel model = fed(PAST)) {
            List<MonthFigures> months = model.months(Optional.empty(), YearMonth.of(2026, 1), YearMonth.of(2026, 12));

            assertThat(months.stream().mapToInt(MonthFigures::completed).sum()).isPositive();
            assertThat(months.stream().mapToInt(MonthFigures::rolledBack).sum()).isPositive();
            assertThat(months.stream().mapToInt(MonthFigures::aborted).sum()).isPositive();
            assertThat(months.stream().mapToInt(MonthFigures::rollouts).sum())
                    .as("all but the one that only observes")
                    .isEqualTo(SERVICES * (FINISHED + 1) - 1);
            assertThat(months.stream().flatMap(month -> month.meanTimeToDetect().stream()))
                    .isNotEmpty();
            assertThat(months.stream().flatMap(month -> month.meanTimeToRecover().stream()))
                    .isNotEmpty()
                    .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(2)));
            assertThat(months.stream().flatMap(month -> month.meanTimeToAcknowledge().stream()))
                    .isNotEmpty();
        }
    }

    @Test
    void showsWordsOfLaterReleasesAsTheyAre() {
        try (ReadModel model = fed(PAST)) {
            FleetRecord known = PAST.stream()
                    .filter(record -> record.topic().equals(TopicCatalogue.GATE_DECISIONS))
                    .reduce((earlier, later) -> later)
                    .orElseThrow();
            String later = new String(known.value().orElseThrow(), StandardCharsets.UTF_8)
                    .replaceFirst("\"kind\":\"[a-z-]+\"", "\"kind\":\"levitate\"")
                    .replaceFirst("\"sequence\":\\d+", "\"sequence\":900");

            feed.feed(model, List.of(with(known, later)), 10);

            DecisionRow row =
                    model.decisions(kind("levitate"), Page.first(5)).items().get(0);
            assertThat(row.kind()).isEqualTo("levitate");
            assertThat(model.unreadable()).isZero();
        }
    }

    @Test
    void forgetsAServicesStateOnItsTombstoneAndTellsItFromDecisions() {
        try (ReadModel model = fed(PAST)) {
            RolloutRow paused = inPhase(model, "paused");
            FleetRecord tombstone = new FleetRecord(
                    TopicCatalogue.GATE_ROLLOUTS, paused.service(), Optional.empty(), NOW, new RecordHeaders());

            feed.feed(model, List.of(tombstone), 10);

            RolloutRow told = model.rollout(paused.rolloutId()).orElseThrow().row();
            assertThat(told.phase()).isIn("observing", "watching");
            assertThat(told.weight()).isEqualTo(paused.weight());
        }
    }

    @Test
    void countsWhatItCannotRead() {
        try (ReadModel model = fed(List.of())) {
            List<FleetRecord> garbage = Stream.of("{", "[]", "{\"schema\":99}", "{\"schema\":1}")
                    .map(value -> new FleetRecord(
                            TopicCatalogue.GATE_DECISIONS,
                            "cart",
                            Optional.of(value.getBytes(StandardCharsets.UTF_8)),
                            NOW,
                            new RecordHeaders()))
                    .toList();

            feed.feed(model, garbage, 10);

            assertThat(model.unreadable()).isEqualTo(4);
            assertThat(model.decisions(DecisionFilter.ALL, Page.first(5)).items())
                    .isEmpty();
        }
    }

    @Test
    void tellsOfChangesOnceTheyCanBeRead() {
        FleetLog fleet = new FleetLog(SETTINGS);
        try (ReadModel model = fed(PAST)) {
            List<Change> told = new ArrayList<>();
            List<Long> versions = new ArrayList<>();
            String service = fleet.services().get(0);
            try (Changes.Subscription subscription = model.changes().subscribe(change -> {
                told.add(change);
                versions.add(model.version());
            })) {
                feed.feed(model, fleet.rollBack(service, NOW.plusSeconds(5)), 1000);
            }
            feed.feed(model, fleet.second(NOW.plusSeconds(6)), 5000);

            assertThat(told).hasSize(1);
            assertThat(versions).containsExactly(told.get(0).version());
            assertThat(told.get(0).decisions()).hasSize(1);
            assertThat(told.get(0).rollouts()).anyMatch(id -> id.startsWith(service + "-"));
            assertThat(model.version()).isGreaterThan(told.get(0).version());
        }
    }

    @Test
    void keepsTheFirstAnswerUnderAKey() {
        StoredAnswer first = new StoredAnswer("a", 200, "application/json", "{}", NOW);
        try (ReadModel model = ReadModel.inMemory()) {
            model.answered("key", first);
            model.answered("key", new StoredAnswer("b", 500, "text/plain", "no", NOW));

            assertThat(model.answered("key")).contains(first);
            assertThat(model.answered("other")).isEmpty();
        }
    }

    @Test
    void removesWhatTheLogDoesNotHoldAnyMore() {
        try (ReadModel model = fed(PAST)) {
            int before = Dump.rollouts(model, 100).size();

            removeOutdated(model, NOW.plus(Duration.ofDays(8)));
            assertThat(Dump.rollouts(model, 100))
                    .hasSize(before)
                    .allMatch(row -> row.evaluatedAt().isEmpty());

            removeOutdated(model, NOW.plus(Duration.ofDays(300)));
            assertThat(Dump.rollouts(model, 100)).hasSizeLessThan(before);

            removeOutdated(model, NOW.plus(Duration.ofDays(400)));
            assertThat(Dump.rollouts(model, 100))
                    .as("what the gate says of each service's latest rollout and its shadow stays")
                    .hasSize(SERVICES + 1);
            assertThat(Dump.decisions(model, 100)).isEmpty();
        }
    }

    @Test
    void removesOfFewRolloutsAtOnceSoThatReadingGoesOn() {
        try (ReadModel model = fed(PAST)) {
            Instant later = NOW.plus(Duration.ofDays(400));

            assertThat(model.removeOutdated(later)).as("there is more").isTrue();
            assertThat(Dump.decisions(model, 100)).isNotEmpty();

            removeOutdated(model, later);
            assertThat(Dump.decisions(model, 100)).isEmpty();
            long version = model.version();
            assertThat(model.removeOutdated(later)).isFalse();
            assertThat(model.version()).as("nothing is told anew").isEqualTo(version);
        }
    }

    @Test
    void goesOnWithWhatItsDirectoryHolds() {
        List<String> before;
        long version;
        try (ReadModel model = ReadModel.open(directory)) {
            feed.feed(model, PAST, 500);
            before = Dump.of(model);
            version = model.version();
        }
        try (ReadModel model = ReadModel.open(directory)) {
            assertThat(model.positions()).isEqualTo(feed.positions());
            assertThat(model.version()).isEqualTo(version);
            assertThat(Dump.of(model)).isEqualTo(before);
        }
    }

    @Test
    void makesADamagedDirectoryAnew() throws IOException {
        try (ReadModel model = ReadModel.open(directory)) {
            feed.feed(model, PAST, 500);
        }
        Files.writeString(directory.resolve("read-model.mv.db"), "no database");
        Files.writeString(directory.resolve("notes.txt"), "somebody's");

        try (ReadModel model = ReadModel.open(directory)) {
            assertThat(model.positions()).isEqualTo(Positions.NONE);
        }
        assertThat(directory.resolve("notes.txt")).exists();
    }

    @Test
    void beginsAnewWhenItIsTold() {
        try (ReadModel model = fed(PAST)) {
            long version = model.version();

            model.clear();

            assertThat(model.positions()).isEqualTo(Positions.NONE);
            assertThat(model.services()).isEmpty();
            assertThat(model.version()).isGreaterThan(version);
            new FleetFeed(4).feed(model, PAST, 1000);
            assertThat(model.services()).hasSize(SERVICES);
        }
    }

    private static void removeOutdated(ReadModel model, Instant at) {
        int times = 0;
        while (model.removeOutdated(at)) {
            assertThat(++times).as("it comes to an end").isLessThan(100);
        }
    }

    private ReadModel fed(List<FleetRecord> records) {
        ReadModel model = ReadModel.inMemory();
        feed.feed(model, records, 700);
        return model;
    }

    /** As a log is read that compaction has gone over: of each service the last state alone. */
    private List<FleetRecord> withoutEarlierStates() {
        List<FleetRecord> left = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        List<FleetRecord> past = PAST;
        for (int i = past.size() - 1; i >= 0; i--) {
            FleetRecord record = past.get(i);
            boolean state = record.topic().equals(TopicCatalogue.GATE_ROLLOUTS);
            if (!state || !seen.contains(record.key())) {
                left.add(0, record);
            }
            if (state) {
                seen.add(record.key());
            }
        }
        return left;
    }

    private static RolloutRow inPhase(ReadModel model, String phase) {
        RolloutFilter filter = new RolloutFilter(
                Optional.empty(), Optional.empty(), Optional.of(phase), Optional.empty(), Optional.empty());
        return model.rollouts(filter, Page.first(5)).items().get(0);
    }

    private static DecisionFilter kind(String word) {
        return new DecisionFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(word),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static FleetRecord with(FleetRecord record, String value) {
        return new FleetRecord(
                record.topic(),
                record.key(),
                Optional.of(value.getBytes(StandardCharsets.UTF_8)),
                record.at(),
                new RecordHeaders());
    }

    private static List<String> possible(RolloutDetail detail) {
        return detail.commands().stream()
                .filter(PossibleCommand::possible)
                .map(PossibleCommand::kind)
                .toList();
    }

    private static String why(RolloutDetail detail, String kind) {
        return detail.commands().stream()
                .filter(command -> command.kind().equals(kind))
                .findFirst()
                .flatMap(PossibleCommand::why)
                .orElseThrow();
    }

    private static List<String> links(List<DecisionRow> rows) {
        return rows.stream().map(DecisionRow::link).toList();
    }
}
