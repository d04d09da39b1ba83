package dev.headgate.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.console.rollout.RolloutOutcome;
import dev.headgate.console.view.DecisionRow;
import dev.headgate.console.view.PossibleCommand;
import dev.headgate.console.view.RolloutDetail;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.schemas.codec.JsonCodec;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Weight;
import dev.headgate.schemas.signing.KeyFiles;
import dev.headgate.schemas.signing.SigningKey;
import dev.headgate.schemas.signing.TrustedKeys;
import dev.headgate.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shadows, rollbacks without a gate, what never began, and what operators say to executors. */
final class UncommonRolloutsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final JsonCodec CODEC = new JsonCodec();

    private final ReadModel model = ReadModel.inMemory();
    private final Map<Positions.Place, Long> next = new HashMap<>();

    @TempDir
    private Path keys;

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void showsARollbackWithoutTheGateAlthoughTheGateStillSaysOtherwise() {
        write(decision("r1", 1, DecisionKind.PROMOTE, Mode.ENFORCE, 0, 0, 25, NOW));
        write(done("r1", "r1/1", 25, NOW.plusSeconds(1)));
        write(state("r1", "cart", 0, Mode.ENFORCE, Phase.OBSERVING, 25, 1, NOW.plusSeconds(2)));
        assertThat(row("r1").weight()).contains(new Weight(25));

        write(direct("r1", NOW.plusSeconds(60)));
        assertThat(row("r1").phase()).as("it is decided, not carried out").isEqualTo("observing");

        write(done("r1", "r1/direct-1", 0, NOW.plusSeconds(61)));
        RolloutRow row = row("r1");
        assertThat(row.phase()).isEqualTo("rolled-back");
        assertThat(row.live()).isFalse();
        assertThat(row.weight()).contains(Weight.NONE);
        assertThat(model.decision("r1/direct-1")).isPresent();
        assertThat(model.months(Optional.empty(), YearMonth.of(2026, 11), YearMonth.of(2026, 11))
                        .get(0)
                        .aborted())
                .isEqualTo(1);
    }

    @Test
    void showsAShadowBesideItsRolloutUntilThatIsOver() {
        write(state("r1.shadow", "cart.shadow", 0, Mode.SHADOW, Phase.OBSERVING, 25, 1, NOW));
        write(state("r1", "cart", 0, Mode.ENFORCE, Phase.OBSERVING, 25, 1, NOW));

        RolloutDetail shadow = model.rollout("r1.shadow").orElseThrow();
        assertThat(shadow.row().live()).isTrue();
        assertThat(shadow.compareWith()).contains("r1");
        assertThat(shadow.commands())
                .noneMatch(PossibleCommand::possible)
                .allSatisfy(command -> assertThat(command.why().orElse("")).contains("a shadow is only looked at"));
        assertThat(model.rollout("r1").orElseThrow().shadow()).contains("r1.shadow");

        write(state("r1", "cart", 0, Mode.ENFORCE, Phase.COMPLETED, 100, 2, NOW.plusSeconds(9)));

        assertThat(row("r1.shadow").live()).isFalse();
        assertThat(row("r1.shadow").phase()).isEqualTo("observing");
        assertThat(model.months(Optional.empty(), YearMonth.of(2026, 11), YearMonth.of(2026, 11)))
                .as("shadows are not counted")
                .allMatch(month -> month.rollouts() == 1);
    }

    @Test
    void takesARolloutForOverWhenTheServicesNextOneHasBegun() {
        write(state("r2", "cart", 9, Mode.ENFORCE, Phase.OBSERVING, 25, 1, NOW.plusSeconds(90)));
        write(decision("r1", 1, DecisionKind.RECORD, Mode.ENFORCE, 0, 0, 0, NOW));

        assertThat(row("r1").live()).isFalse();
        assertThat(row("r1").phase()).as("it never had traffic").isEqualTo("rolled-back");
        assertThat(row("r2").live()).isTrue();
        assertThat(model.rollouts(RolloutFilter.LIVE, Page.first(5)).items())
                .extracting(RolloutRow::rolloutId)
                .containsExactly("r2");
        assertThat(model.months(Optional.empty(), YearMonth.of(2026, 11), YearMonth.of(2026, 11)))
                .singleElement()
                .satisfies(month -> {
                    assertThat(month.aborted()).isEqualTo(1);
                    assertThat(month.running()).isEqualTo(1);
                });
        assertThat(model.history("r1").orElseThrow().outcome().end()).isEqualTo(RolloutOutcome.End.ABORTED);
    }

    @Test
    void tellsACancelledStartFromTheAbort() {
        write(decision("r1", 1, DecisionKind.RECORD, Mode.ENFORCE, 0, 0, 0, NOW));
        CommandHeader header = new CommandHeader("c", "c-1", "cart", "r1", "ada", NOW, "not today");
        write(new AbortRollout(header));
        write(because(
                decision("r1", 2, DecisionKind.RECORD, Mode.ENFORCE, 0, 0, 0, NOW.plusSeconds(5)),
                "aborted by ada: not today; it had not begun"));

        assertThat(row("r1").phase()).isEqualTo("rolled-back");
        assertThat(model.commands(CommandFilter.ALL, Page.first(5))
                        .items()
                        .get(0)
                        .decision())
                .contains("r1/2");
    }

    @Test
    void neverTakesTheGatesOwnWordBackForARecord() {
        write(state("r1", "cart", 0, Mode.ENFORCE, Phase.OBSERVING, 25, 1, NOW));
        CommandHeader header = new CommandHeader("c", "c-1", "cart", "r1", "ada", NOW, "not today");
        write(new AbortRollout(header));
        write(because(
                decision("r1", 2, DecisionKind.RECORD, Mode.ENFORCE, 0, 0, 0, NOW.plusSeconds(5)),
                "aborted by ada: not today; it had not begun"));

        assertThat(row("r1").phase()).isEqualTo("observing");
        assertThat(row("r1").live()).isTrue();
    }

    @Test
    void showsWhatOperatorsSayToExecutorsAndTakesItForNoRollout() {
        Decision word = decision("executor", 3, DecisionKind.RECORD, Mode.ENFORCE, 0, 0, 0, NOW);
        write(named(word, "executor/word-1795168800000-0a1b2c3d", "cart").regarding("r1/1"));
        write(named(word, "executor/hold-1795168800000", "executor-hold-7"));

        assertThat(model.decisions(DecisionFilter.ALL, Page.first(5)).items()).hasSize(2);
        assertThat(model.rollouts(RolloutFilter.ALL, Page.first(5)).items()).isEmpty();
        assertThat(model.services()).isEmpty();
    }

    @Test
    void goesOnBehindARecordWhoseTimesNobodyCanKeep() {
        Instant never = Instant.parse("+1000000000-12-31T23:59:59Z");
        write(
                TopicCatalogue.GATE_COMMANDS,
                "cart",
                CODEC.write(new AbortRollout(new CommandHeader("c", "c-1", "cart", "r1", "ada", never, ""))),
                NOW);
        write(
                TopicCatalogue.GATE_DECISIONS,
                "cart",
                CODEC.write(decision("r1", 1, DecisionKind.HOLD, Mode.ENFORCE, 0, 0, 0, never)),
                NOW);
        write(
                TopicCatalogue.GATE_ROLLOUTS,
                "cart",
                CODEC.write(state("r1", "cart", 0, Mode.ENFORCE, Phase.OBSERVING, 25, 1, never)),
                NOW);
        write(TopicCatalogue.EXECUTIONS, "cart", CODEC.write(done("r1", "r1/1", 25, never)), NOW);
        String evaluation = "{\"schema\": 1, \"rolloutId\": \"r1\", \"evaluatedAt\": \"" + never + "\"}";
        write(TopicCatalogue.GATE_EVALUATIONS, "cart", evaluation.getBytes(StandardCharsets.UTF_8), NOW);
        write(decision("r1", 2, DecisionKind.HOLD, Mode.ENFORCE, 0, 0, 0, NOW));

        assertThat(model.unreadable()).isEqualTo(5);
        assertThat(model.decisions(DecisionFilter.ALL, Page.first(5)).items())
                .extracting(DecisionRow::decisionId)
                .containsExactly("r1/2");
    }

    @Test
    void checksWhoHasSigned() {
        SigningKey gate =
                SigningKey.load(KeyFiles.create(keys.resolve("gate"), "gate").privateKey());
        SigningKey stranger = SigningKey.load(
                KeyFiles.create(keys.resolve("stranger"), "stranger").privateKey());
        Signatures signatures = new Signatures(Optional.of(TrustedKeys.load(keys.resolve("gate"))), Optional.empty());
        try (ReadModel checking = ReadModel.inMemory(signatures, () -> NOW)) {
            checking.apply(
                    List.of(
                            signed(decision("r1", 1, DecisionKind.HOLD, Mode.ENFORCE, 0, 0, 0, NOW), gate, 0),
                            signed(decision("r1", 2, DecisionKind.HOLD, Mode.ENFORCE, 0, 0, 0, NOW), stranger, 1),
                            signed(direct("r1", NOW), stranger, 2)),
                    Positions.NONE);

            assertThat(checking.decisions(DecisionFilter.ALL, Page.first(5)).items())
                    .extracting(row -> row.decisionId() + " " + row.signature())
                    .containsExactlyInAnyOrder("r1/1 checked", "r1/2 wrong", "r1/direct-1 not-checked");
            assertThat(checking.decision("r1/2").orElseThrow().signature().keyId())
                    .contains(stranger.keyId());
        }
        assertThat(model.decisions(DecisionFilter.ALL, Page.first(5)).items())
                .extracting(DecisionRow::signature)
                .isEmpty();
    }

    @Test
    void checksWhoHasSignedACommand() {
        SigningKey ada =
                SigningKey.load(KeyFiles.create(keys.resolve("ada"), "ada").privateKey());
        SigningKey stranger = SigningKey.load(
                KeyFiles.create(keys.resolve("stranger"), "stranger").privateKey());
        Signatures signatures = new Signatures(Optional.empty(), Optional.of(TrustedKeys.load(keys.resolve("ada"))));
        List<LogRecord> records = List.of(signedAbort("by-ada", ada, 0), signedAbort("by-stranger", stranger, 1));
        try (ReadModel checking = ReadModel.inMemory(signatures, () -> NOW)) {
            checking.apply(records, Positions.NONE);
            model.apply(records, Positions.NONE);

            assertThat(checking.commands(CommandFilter.ALL, Page.first(5)).items())
                    .extracting(row -> row.commandId() + " " + row.signature())
                    .containsExactlyInAnyOrder("by-ada checked", "by-stranger wrong");
            assertThat(model.commands(CommandFilter.ALL, Page.first(5)).items())
                    .extracting(row -> row.signature())
                    .containsOnly("not-checked");
        }
    }

    private static LogRecord signedAbort(String id, SigningKey key, long offset) {
        byte[] value = CODEC.write(new AbortRollout(new CommandHeader(id, "c-1", "cart", "r1", "ada", NOW, "")));
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        return new LogRecord(
                TopicCatalogue.GATE_COMMANDS, 0, offset, NOW, Optional.of("cart"), Optional.of(value), headers);
    }

    private RolloutRow row(String rolloutId) {
        return model.rollout(rolloutId).orElseThrow().row();
    }

    private void write(Decision decision) {
        write(TopicCatalogue.GATE_DECISIONS, decision.service(), CODEC.write(decision), decision.evaluatedAt());
    }

    private void write(Execution execution) {
        write(TopicCatalogue.EXECUTIONS, execution.service(), CODEC.write(execution), execution.startedAt());
    }

    private void write(RolloutState state) {
        write(TopicCatalogue.GATE_ROLLOUTS, state.service(), CODEC.write(state), state.updatedAt());
    }

    private void write(Command command) {
        write(
                TopicCatalogue.GATE_COMMANDS,
                "cart",
                CODEC.write(command),
                command.header().issuedAt());
    }

    private void write(String topic, String key, byte[] value, Instant at) {
        Positions.Place place = new Positions.Place(topic, 0);
        long offset = next.merge(place, 1L, Long::sum) - 1;
        LogRecord record =
                new LogRecord(topic, 0, offset, at, Optional.of(key), Optional.of(value), new RecordHeaders());
        model.apply(List.of(record), new Positions(Map.of(place, offset + 1)));
    }

    private static LogRecord signed(Decision decision, SigningKey key, long offset) {
        byte[] value = CODEC.write(decision);
        RecordHeaders headers = new RecordHeaders();
        key.sign(value, headers);
        return new LogRecord(
                TopicCatalogue.GATE_DECISIONS, 0, offset, NOW, Optional.of("cart"), Optional.of(value), headers);
    }

    private static Decision direct(String rolloutId, Instant at) {
        Decision like = decision(rolloutId, 1_001, DecisionKind.ROLLBACK, Mode.ENFORCE, -1, 25, 0, at);
        return named(like, rolloutId + "/direct-1", "cart");
    }

    private static Decision named(Decision like, String decisionId, String service) {
        return of(like, decisionId, service, like.reason());
    }

    private static Decision because(Decision like, String reason) {
        return of(like, like.decisionId(), like.service(), reason);
    }

    private static Decision of(Decision like, String decisionId, String service, String reason) {
        return new Decision(
                decisionId,
                like.rolloutId(),
                service,
                like.epoch(),
                like.sequence(),
                like.correlationId(),
                like.kind(),
                like.mode(),
                like.severity(),
                like.canary(),
                like.baseline(),
                like.stage(),
                like.from(),
                like.to(),
                reason,
                like.decidingCriterion(),
                like.verdicts(),
                like.policyHash(),
                like.evaluatedAt(),
                like.inputOffsets(),
                like.validFor(),
                like.runbook());
    }

    private static Decision decision(
            String rolloutId,
            int sequence,
            DecisionKind kind,
            Mode mode,
            int stage,
            double from,
            double to,
            Instant at) {
        return new Decision(
                rolloutId + "/" + sequence,
                rolloutId,
                "cart",
                3,
                sequence,
                "c-1",
                kind,
                mode,
                Severity.INFO,
                "2.0",
                "1.9",
                stage,
                new Weight(from),
                new Weight(to),
                "because ada said so",
                Optional.empty(),
                List.of(),
                "hash",
                at,
                List.of(new InputOffset(TopicCatalogue.GATE_COMMANDS, 0, sequence == 1 ? -1 : 0)),
                Optional.empty(),
                RunbookCall.NONE);
    }

    private static Execution done(String rolloutId, String decisionId, double weight, Instant at) {
        return new Execution(
                decisionId + "#1",
                decisionId,
                rolloutId,
                "cart",
                "c-1",
                1,
                ExecutionStatus.SUCCEEDED,
                "shift-traffic",
                List.of(),
                Optional.of(new Weight(weight)),
                "all steps done",
                at.minusMillis(200),
                Optional.of(at),
                "executor-1");
    }

    private static RolloutState state(
            String rolloutId, String key, long epoch, Mode mode, Phase phase, double weight, int sequence, Instant at) {
        return new RolloutState(
                rolloutId,
                key.endsWith(".shadow") ? "cart" : key,
                epoch == 0 ? 3 : epoch,
                "c-1",
                "quick",
                "hash",
                mode,
                "2.0",
                "1.9",
                phase,
                0,
                3,
                new Weight(weight),
                Optional.of(new Weight(weight)),
                Optional.of(NOW),
                NOW,
                at,
                sequence,
                "it stands here");
    }
}
