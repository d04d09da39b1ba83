package dev.headgate.cli.show;

import static dev.headgate.cli.Golden.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.explain.PlannedPolicy;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.RunbookCall;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShownTextTest {
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant BEGAN = NOW.minusSeconds(2_400);
    private static final RolloutSituation WAITING = new RolloutSituation(
            List.of(
                    new WaitingFor(
                            "answer",
                            "release-manager",
                            "`cpu.utilisation > 85%` has come true: may it go on?",
                            Optional.of(NOW.plusSeconds(312)),
                            Optional.of("shop-2.4.1-1f3a/4")),
                    new WaitingFor(
                            "checklist", "go-live", "the checklist go-live misses audit (security)", Optional.empty()),
                    new WaitingFor(
                            "approval",
                            "release-managers",
                            "the approval of release-managers is missing",
                            Optional.of(NOW.plusSeconds(4_800)))),
            List.of(new TickedItem(
                    "go-live", "tests-passed", "anybody", "bob", NOW.minusSeconds(3_000), "https://ci/17")),
            List.of(new OpenNotice("shop-2.4.1-1f3a/4", Severity.CRITICAL, NOW.minusSeconds(125), 2)),
            List.of("lower-concurrency"));

    @Test
    void aRolloutIsShownWithWhatItWaitsForAndTheCommandsToTypeNext() {
        Shown shown = new Shown(
                state(Phase.AWAITING, WAITING),
                Optional.of(PlannedPolicy.whole()),
                List.of(
                        decision(1, DecisionKind.PROMOTE, Weight.NONE, "started by alice", List.of()),
                        decision(4, DecisionKind.ASK, new Weight(5), "the cpu is busy", List.of("release-manager"))),
                Optional.of(evaluation()));

        assertLooksLike("show.txt", ShownText.lines(shown, NOW, Palette.PLAIN));
    }

    @Test
    void programsReadTheRecordsAndTheCommands() {
        Shown shown = new Shown(
                state(Phase.AWAITING, WAITING), Optional.of(PlannedPolicy.whole()), List.of(), Optional.empty());

        JsonNode node = JsonMapper.shared().readTree(ShownJson.of(shown));

        assertThat(node.get("state").get("rolloutId").stringValue()).isEqualTo("shop-2.4.1-1f3a");
        assertThat(node.get("next").get(0).get("command").stringValue())
                .isEqualTo(
                        "headgate rollout approve --role release-manager --question shop-2.4.1-1f3a/4 --service shop");
    }

    @Test
    void anApprovalIsTypedForTheStageInForceAndForNoneOnTheWayToOne() {
        WaitingFor approval = new WaitingFor("approval", "lead", "the approval of lead is missing", Optional.empty());
        RolloutSituation waits = new RolloutSituation(List.of(approval), List.of(), List.of(), List.of());

        assertThat(first(state(Phase.OBSERVING, waits)))
                .isEqualTo("headgate rollout approve --role lead --stage 1 --service shop");
        assertThat(first(state(Phase.PREPARING, Optional.empty(), waits)))
                .isEqualTo("headgate rollout approve --role lead --stage 0 --service shop");
        assertThat(first(state(Phase.SHIFTING, Optional.empty(), waits)))
                .isEqualTo("headgate rollout approve --role lead --service shop");
    }

    @Test
    void noApprovalIsTypedThatAnEarlierGateWouldTakeForAnAnswer() {
        WaitingFor asked = new WaitingFor("answer", "sre", "a yes of sre, else it is rolled back", Optional.empty());
        WaitingFor ofSre = new WaitingFor("approval", "sre", "the approval of sre is missing", Optional.empty());
        WaitingFor ofLead = new WaitingFor("approval", "lead", "the approval of lead is missing", Optional.empty());
        WaitingFor ofAnyRole = new WaitingFor("approval", "", "the score is 67 of 100", Optional.empty());
        RolloutSituation waits =
                new RolloutSituation(List.of(asked, ofSre, ofLead, ofAnyRole), List.of(), List.of(), List.of());

        assertThat(NextCommands.of(state(Phase.OBSERVING, waits), Optional.empty()))
                .extracting(NextCommands.Next::command)
                .filteredOn(command -> command.contains(" approve "))
                .containsExactly(
                        "headgate rollout approve --role sre --service shop",
                        "headgate rollout approve --role lead --stage 1 --service shop");
    }

    private static String first(RolloutState state) {
        return NextCommands.of(state, Optional.empty()).get(0).command();
    }

    @Test
    void aRolloutThatIsOverLeavesNothingToType() {
        assertThat(NextCommands.of(state(Phase.ROLLED_BACK, RolloutSituation.NONE), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aRollbackThatFailedCanBeTriedAgain() {
        assertThat(NextCommands.of(state(Phase.ROLLBACK_FAILED, RolloutSituation.NONE), Optional.empty()))
                .extracting(NextCommands.Next::command)
                .containsExactly("headgate rollout abort --service shop");
    }

    @Test
    void aLongReasonStaysInItsColumn() {
        String reason = "the canary's error rate was 12.5 % over the last 10 s (limit 10 %), 4 of 32 requests failed";
        Shown shown = new Shown(
                state(Phase.ROLLED_BACK, RolloutSituation.NONE),
                Optional.empty(),
                List.of(decision(2, DecisionKind.ROLLBACK, Weight.NONE, reason, List.of())),
                Optional.empty());

        List<String> lines = ShownText.lines(shown, NOW, Palette.PLAIN);
        int at = lines.indexOf("Decisions") + 1;
        int column = lines.get(at).indexOf("the canary's");

        assertThat(column).isPositive();
        assertThat(lines.get(at + 1)).startsWith(" ".repeat(column)).doesNotStartWith(" ".repeat(column + 1));
        assertThat(lines.get(at) + " " + lines.get(at + 1).strip()).endsWith(reason);
    }

    @Test
    void aScheduledRolloutCanBeCancelledAndNothingElse() {
        assertThat(NextCommands.of(state(Phase.SCHEDULED, RolloutSituation.NONE), Optional.empty()))
                .extracting(NextCommands.Next::command)
                .containsExactly("headgate rollout abort --service shop");
    }

    @Test
    void aShiftThatIsNotConfirmedIsLookedUpAtTheExecutor() {
        assertThat(NextCommands.of(state(Phase.SHIFTING, RolloutSituation.NONE), Optional.empty()))
                .extracting(NextCommands.Next::command)
                .startsWith("headgate executions list --service shop");
    }

    @Test
    void aPausedRolloutCanBeResumed() {
        assertThat(NextCommands.of(state(Phase.PAUSED, RolloutSituation.NONE), Optional.empty()))
                .extracting(NextCommands.Next::command)
                .containsExactly("headgate rollout resume --service shop", "headgate rollout abort --service shop");
    }

    @Test
    void aChecklistOfAPolicyThatIsNotKeptIsTickedItemByItem() {
        assertThat(NextCommands.of(state(Phase.PREPARING, WAITING), Optional.empty()))
                .extracting(NextCommands.Next::command)
                .contains("headgate rollout tick go-live ITEM --role ROLE --service shop");
    }

    private static RolloutState state(Phase phase, RolloutSituation situation) {
        return state(phase, Optional.of(BEGAN), situation);
    }

    private static RolloutState state(Phase phase, Optional<Instant> stageStartedAt, RolloutSituation situation) {
        return new RolloutState(
                        "shop-2.4.1-1f3a",
                        "shop",
                        0,
                        "c-1",
                        "go-live",
                        "0123456789abcdef",
                        Mode.ENFORCE,
                        "2.4.1",
                        "2.4.0",
                        phase,
                        0,
                        3,
                        new Weight(5),
                        Optional.of(new Weight(5)),
                        stageStartedAt,
                        BEGAN.minusSeconds(60),
                        NOW,
                        4,
                        "every line passes but the approval")
                .in(situation);
    }

    private static Decision decision(int sequence, DecisionKind kind, Weight from, String reason, List<String> to) {
        return new Decision(
                        "shop-2.4.1-1f3a/" + sequence,
                        "shop-2.4.1-1f3a",
                        "shop",
                        0,
                        sequence,
                        "c-1",
                        kind,
                        Mode.ENFORCE,
                        Severity.INFO,
                        "2.4.1",
                        "2.4.0",
                        0,
                        from,
                        new Weight(5),
                        reason,
                        Optional.empty(),
                        List.of(),
                        "0123456789abcdef",
                        BEGAN.plusSeconds(sequence),
                        List.of(),
                        Optional.empty(),
                        RunbookCall.NONE)
                .to(to);
    }

    private static Evaluation evaluation() {
        return new Evaluation(
                "shop-2.4.1-1f3a",
                "shop",
                "c-1",
                NOW.minusSeconds(1),
                Phase.AWAITING,
                0,
                new Weight(5),
                false,
                NOW.minusSeconds(60),
                NOW,
                figures("2.4.1", 10, 0.002),
                figures("2.4.0", 190, 0.004),
                List.of(
                        verdict("errorRate < 0.5%", Judgement.PASS, "the canary's error rate was 0.2 %"),
                        verdict("approval of release-managers", Judgement.UNDECIDED, "nobody has said yes yet")));
    }

    private static VersionFigures figures(String version, double rate, double errors) {
        return new VersionFigures(
                version,
                (long) (rate * 60),
                rate,
                OptionalDouble.of(errors),
                OptionalDouble.of(35_000),
                OptionalDouble.of(61_000),
                OptionalDouble.of(90_000));
    }

    private static Verdict verdict(String criterion, Judgement judgement, String sentence) {
        return new Verdict(
                criterion,
                CriterionList.ADVANCE,
                judgement,
                judgement == Judgement.PASS ? UndecidedCause.NONE : UndecidedCause.WAITING_FOR_PEOPLE,
                "errorRate",
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                "ratio",
                NOW,
                NOW,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                sentence,
                Optional.empty());
    }
}
