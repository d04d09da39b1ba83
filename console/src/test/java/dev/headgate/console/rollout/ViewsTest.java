package dev.headgate.console.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.console.view.ApprovalView;
import dev.headgate.console.view.DrawnLimit;
import dev.headgate.console.view.RolloutRow;
import dev.headgate.documents.Parsed;
import dev.headgate.documents.PolicyReader;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutSituation;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is shown of a rollout beside what the gate says: the worst verdict, times, limits, commands. */
final class ViewsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private static final String POLICY = """
            policy: viewed
            window: 30s
            stop:
              - errorRate > 5% for 10s -> rollback critical
              - p95(checkout) > 2s -> rollback critical
              - p99 > 3s -> notify warning
              - errorRate worse than baseline -> rollback critical
            stages:
              - weight: 1% .. 10% over 20m
                hold: 20m .. 1h
                advance: [ errorRate < 1%, p50 < 80ms, mean < 90ms, p75 < 100ms ]
              - weight: 100%
                watch: 1h
                advance: [ errorRate < 1% with 99% confidence ]
            """;

    private final Policy policy = ((Parsed.Valid<Policy>) PolicyReader.read("viewed.yaml", POLICY)).value();

    @Test
    void findsTheVerdictThatSpeaksMostAgainstGoingOn() {
        Verdict passes = verdict("a", CriterionList.STOP, Judgement.PASS, UndecidedCause.NONE);
        Verdict early = verdict("b", CriterionList.ADVANCE, Judgement.UNDECIDED, UndecidedCause.NOT_YET_SIGNIFICANT);
        Verdict lags = verdict("c", CriterionList.ADVANCE, Judgement.UNDECIDED, UndecidedCause.LAGGING);
        Verdict brews = verdict("d", CriterionList.STOP, Judgement.UNDECIDED, UndecidedCause.NOT_HELD_LONG_ENOUGH);
        Verdict behind = verdict("e", CriterionList.ADVANCE, Judgement.FAIL, UndecidedCause.NONE);
        Verdict fails = verdict("f", CriterionList.STOP, Judgement.FAIL, UndecidedCause.NONE);

        assertThat(worst(passes)).isEqualTo("a");
        assertThat(worst(passes, early)).isEqualTo("b");
        assertThat(worst(early, lags, passes)).isEqualTo("c");
        assertThat(worst(lags, brews, early)).isEqualTo("d");
        assertThat(worst(brews, behind)).isEqualTo("e");
        assertThat(worst(behind, fails, passes)).isEqualTo("f");
    }

    @Test
    void drawsOnlyLimitsOfAllRequestsAndOfFiguresThatAreDrawn() {
        assertThat(LimitsOf.stage(policy, 0))
                .extracting(DrawnLimit::figure, DrawnLimit::limit, DrawnLimit::unit, DrawnLimit::list)
                .containsExactly(
                        tuple("errorRate", 0.05, "ratio", "stop"),
                        tuple("p99", 3_000_000.0, "us", "stop"),
                        tuple("errorRate", 0.01, "ratio", "advance"),
                        tuple("p50", 80_000.0, "us", "advance"),
                        tuple("mean", 90_000.0, "us", "advance"));
        assertThat(LimitsOf.stage(policy, 7)).hasSize(2);
    }

    @Test
    void saysWhenAStageMayBeLeftAndWhenItIsLeftAtTheLatest() {
        RolloutRow observing = row(state(Phase.OBSERVING, List.of()));
        assertThat(observing.earliestNext())
                .as("no ramp is longer than its hold")
                .contains(NOW.plusSeconds(1_200));
        assertThat(observing.latestNext()).contains(NOW.plusSeconds(3_600));

        Instant opens = NOW.plus(Duration.ofHours(9));
        RolloutRow closed = row(state(Phase.AWAITING, List.of(waiting("calendar", opens))));
        assertThat(closed.earliestNext()).contains(opens);

        Instant deadline = NOW.plusSeconds(600);
        RolloutRow asked = row(state(Phase.OBSERVING, List.of(waiting("answer", deadline))));
        assertThat(asked.latestNext()).contains(deadline);

        RolloutRow paused = row(state(Phase.PAUSED, List.of()));
        assertThat(paused.earliestNext()).isEmpty();
        RolloutRow shifting = row(state(Phase.SHIFTING, List.of()));
        assertThat(shifting.earliestNext()).isEmpty();
        assertThat(shifting.latestNext()).isEmpty();
    }

    @Test
    void letsNobodyAdvancePastAFailingStopLineThatRollsBack() {
        Verdict fails = verdict("errorRate > 5% for 10s", CriterionList.STOP, Judgement.FAIL, UndecidedCause.NONE);
        Verdict tells = verdict("p99 > 3s", CriterionList.STOP, Judgement.FAIL, UndecidedCause.NONE);

        assertThat(why("advance", fails))
                .contains("a stop line that rolls back is failing, and nobody advances past that");
        assertThat(why("advance", tells)).isEmpty();
        assertThat(why("step-back")).contains("there is no earlier stage to step back to; an abort rolls it back");
        assertThat(why("resume")).contains("it is not paused, and its weight was not set by hand");
        assertThat(why("abort", fails)).isEmpty();
    }

    @Test
    void onlyTheCurrentStagesApprovalIsAwaited() {
        RolloutState waits = state(Phase.AWAITING, List.of(waitingFor("approval", "sre")));

        assertThat(approvals(waits)).containsExactly("before stage 1 is left: true", "before stage 2 is left: false");
        assertThat(approvals(state(Phase.OBSERVING, List.of())))
                .containsExactly("before stage 1 is left: false", "before stage 2 is left: false");
    }

    @Test
    void anApprovalIsAwaitedThoughItsRoleHasAQuestionThatIsAnsweredByItsId() {
        WaitingFor asked = new WaitingFor("answer", "sre", "a yes of sre", Optional.empty(), Optional.of("r1/2"));

        assertThat(approvals(state(Phase.OBSERVING, List.of(asked, waitingFor("approval", "sre")))))
                .containsExactly("before stage 1 is left: true", "before stage 2 is left: false");
    }

    @Test
    void anApprovalSaysInWhichStageItIsGiven() {
        String text = POLICY.replace("p75 < 100ms ]", "p75 < 100ms, approval of sre ]")
                .replace("99% confidence ]", "99% confidence, approval of sre ]");
        Policy asks = ((Parsed.Valid<Policy>) PolicyReader.read("viewed.yaml", text)).value();
        Picture picture = picture(state(Phase.OBSERVING, List.of()), Optional.of(asks));

        assertThat(PeopleOf.approvals(picture, RowMaker.of(picture)))
                .extracting(ApprovalView::stage)
                .containsExactly(0, 1);
    }

    @Test
    void noApprovalIsAwaitedWhileAnEarlierGateAsksItsRoleSomething() {
        WaitingFor approval = waitingFor("approval", "sre");

        assertThat(approvals(state(Phase.OBSERVING, List.of(waitingFor("answer", "sre"), approval))))
                .containsExactly("before stage 1 is left: false", "before stage 2 is left: false");
        assertThat(approvals(state(Phase.OBSERVING, List.of(waitingFor("answer", "qa"), approval))))
                .containsExactly("before stage 1 is left: true", "before stage 2 is left: false");
    }

    private static List<String> approvals(RolloutState state) {
        String text = POLICY.replace("p75 < 100ms ]", "p75 < 100ms, approval of sre ]")
                .replace("99% confidence ]", "99% confidence, approval of sre ]");
        Policy asks = ((Parsed.Valid<Policy>) PolicyReader.read("viewed.yaml", text)).value();
        Picture picture = picture(state, Optional.of(asks));
        return PeopleOf.approvals(picture, RowMaker.of(picture)).stream()
                .map(approval -> approval.where() + ": " + approval.awaited())
                .toList();
    }

    private String worst(Verdict... verdicts) {
        return WorstOf.verdicts(evaluation(verdicts)).orElseThrow().criterion();
    }

    private Optional<String> why(String kind, Verdict... verdicts) {
        Picture picture = picture(state(Phase.OBSERVING, List.of()), verdicts);
        return CommandsOf.rollout(picture, RowMaker.of(picture)).stream()
                .filter(command -> command.kind().equals(kind))
                .findFirst()
                .orElseThrow()
                .why();
    }

    private RolloutRow row(RolloutState state) {
        return RowMaker.of(picture(state));
    }

    private Picture picture(RolloutState state, Verdict... verdicts) {
        return picture(state, Optional.of(policy), verdicts);
    }

    private static Picture picture(RolloutState state, Optional<Policy> policy, Verdict... verdicts) {
        StateDocument said =
                new StateDocument(state, state.phase().wireName(), state.mode().wireName());
        return Picture.of("r1", Optional.empty(), Optional.of(said), Optional.of(evaluation(verdicts)))
                .with(policy, false);
    }

    private static WaitingFor waitingFor(String kind, String name) {
        return new WaitingFor(kind, name, kind + " of " + name, Optional.empty());
    }

    private static WaitingFor waiting(String kind, Instant until) {
        return new WaitingFor(kind, "", kind, Optional.of(until));
    }

    private static RolloutState state(Phase phase, List<WaitingFor> waiting) {
        return new RolloutState(
                        "r1",
                        "cart",
                        3,
                        "c-1",
                        "viewed",
                        "hash",
                        Mode.ENFORCE,
                        "2.0",
                        "1.9",
                        phase,
                        0,
                        2,
                        new Weight(10),
                        Optional.of(new Weight(10)),
                        phase == Phase.SHIFTING ? Optional.empty() : Optional.of(NOW),
                        NOW,
                        NOW,
                        1,
                        "it stands here")
                .in(new RolloutSituation(waiting, List.of(), List.of(), List.of()));
    }

    private static Evaluation evaluation(Verdict... verdicts) {
        VersionFigures figures = new VersionFigures(
                "2.0", 10, 1, OptionalDouble.of(0), OptionalDouble.of(1), OptionalDouble.of(1), OptionalDouble.of(1));
        return new Evaluation(
                "r1",
                "cart",
                "c-1",
                NOW,
                Phase.OBSERVING,
                0,
                new Weight(10),
                false,
                NOW.minusSeconds(30),
                NOW,
                figures,
                figures,
                List.of(verdicts));
    }

    private static Verdict verdict(String line, CriterionList list, Judgement judgement, UndecidedCause cause) {
        return new Verdict(
                line,
                list,
                judgement,
                cause,
                "errorRate",
                OptionalDouble.of(0.1),
                OptionalDouble.of(0.05),
                "ratio",
                NOW.minusSeconds(30),
                NOW,
                100,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "a sentence",
                Optional.empty());
    }
}
