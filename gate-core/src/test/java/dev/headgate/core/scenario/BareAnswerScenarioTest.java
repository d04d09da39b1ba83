package dev.headgate.core.scenario;

import static dev.headgate.core.Doings.approval;
import static dev.headgate.core.Doings.leaving;
import static dev.headgate.core.Doings.scored;
import static dev.headgate.core.Doings.stop;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.p95;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that do not say what they are about: none may let go on what whoever gave it has not seen. */
class BareAnswerScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    /** When telemetry begins to fail; the question is asked within two seconds. */
    private static final int FAILING_FROM = 20;

    private static final Duration BEFORE_IT_FAILS = Duration.ofSeconds(15);
    private static final Duration ASKED = Duration.ofSeconds(30);
    private static final String QUESTION = "r1/2";
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Response ASKS = Response.ask("sre", Duration.ofSeconds(60), Effect.ROLLBACK);

    @Test
    void aYesThatWasGivenBeforeTheQuestionDoesNotAnswerItAndTheRollbackComes() {
        ScenarioResult result = failing(stage(50, 300, FINE))
                .command(ASKED, yes("a1", BEFORE_IT_FAILS))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.REFUSE, DecisionKind.ROLLBACK);
        assertThat(result.decisions().get(2).reason())
                .startsWith("the command approve of ada was refused: it was issued at 2026-01-01T00:00:15Z, and sre was"
                        + " asked only at 2026-01-01T00:00:2")
                .contains(
                        ": it cannot have meant that; say it again with `--question r1/2` for this: the canary's error"
                                + " rate was");
        assertThat(result.decisions().get(3).reason()).startsWith("sre has not answered in time");
    }

    @Test
    void aNoThatWasGivenBeforeTheQuestionDoesNotAnswerItUnlessItNamesIt() {
        ScenarioResult bare = failing(stage(50, 300, FINE))
                .command(ASKED, no("a1", BEFORE_IT_FAILS))
                .run(Duration.ofSeconds(40));
        ScenarioResult named = failing(stage(50, 300, FINE))
                .command(ASKED, no("a1", BEFORE_IT_FAILS).to(QUESTION))
                .run(Duration.ofSeconds(40));

        assertThat(bare.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.REFUSE);
        assertThat(named.firstAt(DecisionKind.ROLLBACK)).contains(ASKED);
    }

    @Test
    void aYesThatWasGivenAfterTheQuestionAnswersItWhereTheStageAsksTheRoleForNothing() {
        ScenarioResult result =
                failing(stage(50, 300, FINE)).command(ASKED, yes("a1", ASKED)).run(Duration.ofMinutes(2));

        assertThat(result.decisions().get(2).regards()).contains(QUESTION);
        assertThat(result.first(DecisionKind.ROLLBACK)).isEmpty();
    }

    @Test
    void aYesIsRefusedThoughSomebodyElseOfTheRoleHasApprovedTheStageBefore() {
        ScenarioResult result = failing(approved())
                .command(BEFORE_IT_FAILS, yes("bobs", BEFORE_IT_FAILS))
                .command(ASKED, yes("adas", ASKED))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.RECORD,
                        DecisionKind.ASK,
                        DecisionKind.REFUSE,
                        DecisionKind.ROLLBACK);
        assertThat(result.decisions().get(3).reason())
                .contains("the yes for sre does not say which of several things it means")
                .contains("`--stage 1` for the approval in stage 1, or with `--question r1/3` for this:");
    }

    @Test
    void aNoThatMayTakeTheApprovalBackDoesNotAnswerTheQuestion() {
        ScenarioResult result = failing(approved())
                .command(BEFORE_IT_FAILS, yes("a1", BEFORE_IT_FAILS))
                .command(ASKED, no("a2", ASKED))
                .run(Duration.ofSeconds(40));

        assertThat(result.decisions().get(3).reason()).contains("the no for sre does not say which of several things");
        assertThat(waits(result)).contains("answer");
    }

    @Test
    void whileAMarginalScoreWaitsForAnybodyNoBareAnswerIsOneToAQuestion() {
        Scenario asked = failing(weighed());
        ScenarioResult yes = failing(weighed()).command(ASKED, yes("a1", ASKED)).run(Duration.ofSeconds(40));
        ScenarioResult no = failing(weighed()).command(ASKED, no("a1", ASKED)).run(Duration.ofSeconds(40));
        ScenarioResult forStage = asked.command(ASKED, yes("a1", ASKED).in(0)).run(Duration.ofSeconds(40));

        assertThat(asked.run(Duration.ofSeconds(29)).last().situation().waitingFor())
                .extracting(WaitingFor::sentence)
                .contains("the score is 67 of 100, and 80 is needed, or an approval of any role");
        assertThat(yes.decisions().get(2).reason()).contains("the yes for sre does not say which of several things");
        assertThat(no.decisions().get(2).reason()).contains("the no for sre does not say which of several things");
        assertThat(forStage.decisions().get(2).reason()).isEqualTo("ada said yes for sre");
        assertThat(waits(forStage)).contains("answer");
    }

    @Test
    void aScoreThatSomebodyHasApprovedOrRejectedDoesNotMakeTheNextBareAnswerOneToTheQuestion() {
        ScenarioResult result = failing(weighed())
                .command(BEFORE_IT_FAILS, no("a1", BEFORE_IT_FAILS).in(0))
                .command(ASKED, yes("a2", ASKED))
                .command(ASKED, no("a3", ASKED))
                .run(Duration.ofMinutes(2));

        assertThat(result.decisions())
                .extracting(Decision::kind)
                .startsWith(
                        DecisionKind.PROMOTE,
                        DecisionKind.RECORD,
                        DecisionKind.ASK,
                        DecisionKind.REFUSE,
                        DecisionKind.REFUSE);
        assertThat(result.decisions().get(5).reason()).startsWith("sre has not answered in time");
    }

    @Test
    void aYesWhileAShiftIsUnderWayIsNotTakenForAnAnswerWhereTheStageThatIsLeftAsksTheRole() {
        ScenarioResult leavingApproved =
                shifting(approved()).command(ASKED, yes("a1", ASKED)).run(Duration.ofSeconds(31));
        ScenarioResult leavingAnother =
                shifting(stage(50, 300, FINE)).command(ASKED, yes("a1", ASKED)).run(Duration.ofSeconds(31));

        assertThat(leavingApproved.last().phase()).isEqualTo(Phase.SHIFTING);
        assertThat(leavingApproved.decisions().get(3).reason())
                .contains("the yes for sre does not say which of several things it means; say it again with"
                        + " `--question r1/3` for this: the canary's error rate was")
                .doesNotContain("--stage");
        assertThat(leavingAnother.decisions().get(3).reason()).contains("which answers what was asked of it");
    }

    @Test
    void aNoWhileAShiftIsUnderWayAnswersTheQuestion() {
        ScenarioResult result =
                shifting(approved()).command(ASKED, no("a1", ASKED)).run(Duration.ofSeconds(31));

        assertThat(result.firstAt(DecisionKind.ROLLBACK)).contains(ASKED);
    }

    @Test
    void aYesOfTheStageBeforeDoesNotAnswerAQuestionThatIsOlderThanTheStageInForce() {
        Duration inForce = Duration.ofSeconds(45);
        ScenarioResult late =
                shifting(approved()).command(inForce, yes("a1", ASKED)).run(Duration.ofMinutes(2));
        ScenarioResult known =
                shifting(approved()).command(inForce, yes("a1", inForce)).run(Duration.ofMinutes(2));

        assertThat(late.decisions().get(3).reason())
                .contains(
                        "it was issued at 2026-01-01T00:00:30Z, and may have been meant for the stage before: stage 2 is"
                                + " in force only since 2026-01-01T00:00:32Z")
                .contains("; say it again with `--question r1/3` for this: ");
        assertThat(late.last().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(known.decisions().get(3).reason()).contains("which answers what was asked of it");
    }

    @Test
    void aPauseChangesNothingOfWhatABareAnswerMayMean() {
        ScenarioResult approval =
                paused(approved()).command(ASKED, yes("a1", ASKED)).run(Duration.ofSeconds(40));
        ScenarioResult alone =
                paused(stage(50, 300, FINE)).command(ASKED, yes("a1", ASKED)).run(Duration.ofSeconds(40));

        assertThat(approval.last().phase()).isEqualTo(Phase.PAUSED);
        assertThat(approval.decisions().get(3).reason()).contains("`--stage 1`", "`--question r1/3`");
        assertThat(alone.decisions().get(3).reason()).contains("which answers what was asked of it");
    }

    @Test
    void whatWasGivenBeforeTheStageInForceBeganNeitherApprovesNorLeavesIt() {
        Duration later = Duration.ofSeconds(20);
        ScenarioResult result = healthy(approved(), approved(), stage(100, 300, FINE))
                .command(Duration.ofSeconds(10), advance("a1").from(0))
                .command(later, yes("a2", Duration.ofSeconds(8)))
                .command(later, yes("a3", Duration.ofSeconds(8)).in(1))
                .command(
                        later,
                        new AdvanceRollout(Scenario.issued(advance("a4").header(), Duration.ofSeconds(8))).from(1))
                .command(later, yes("a5", Duration.ofSeconds(19)).in(1))
                .run(Duration.ofSeconds(30));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.PROMOTE,
                        DecisionKind.REFUSE,
                        DecisionKind.REFUSE,
                        DecisionKind.REFUSE,
                        DecisionKind.RECORD);
        assertThat(result.decisions().subList(2, 5))
                .extracting(Decision::reason)
                .allSatisfy(
                        why -> assertThat(why)
                                .contains("it was issued at 2026-01-01T00:00:08Z, and stage 2 is in force only since"
                                        + " 2026-01-01T00:00:10")
                                .contains(
                                        "Z: it cannot have meant that; look at it again, and if it is still meant, give it anew"));
    }

    @Test
    void aNoForTheStageIsTakenWheneverItWasGiven() {
        ScenarioResult result = healthy(approved(), approved(), stage(100, 300, FINE))
                .command(Duration.ofSeconds(10), advance("a1").from(0))
                .command(Duration.ofSeconds(20), no("a2", Duration.ofSeconds(8)).in(1))
                .run(Duration.ofSeconds(30));

        assertThat(result.firstAt(DecisionKind.ROLLBACK)).contains(Duration.ofSeconds(20));
    }

    private static Scenario failing(Stage first) {
        return Scenario.of(asking(first))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(FAILING_FROM, 600)))
                .start(START, "r1");
    }

    /** Somebody advances, and what is asked is asked while the executor is at it. */
    private static Scenario shifting(Stage first) {
        return failing(first)
                .executedBy(ExecutorBehaviour.SOUND.after(Duration.ofSeconds(13)))
                .command(Duration.ofSeconds(19), advance("on"));
    }

    private static Scenario paused(Stage first) {
        return failing(first).command(BEFORE_IT_FAILS, new PauseRollout(Scenario.header("p1", "r1")));
    }

    private static Scenario healthy(Stage... stages) {
        return Scenario.of(policy(List.of(), stages)).start(START, "r1");
    }

    private static Policy asking(Stage first) {
        return policy(List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS)), first, stage(100, 300, FINE));
    }

    private static Stage approved() {
        return leaving(stage(50, 300, FINE), approval("sre"));
    }

    /** Its score is between the marks, whether requests fail or not. */
    private static Stage weighed() {
        List<Criterion> lines =
                List.of(p95(Operator.LESS, 500_000), p95(Operator.LESS, 600_000), p95(Operator.LESS, 1));
        Score.LineWeight one = new Score.LineWeight(1, false);
        return scored(until(stage(50, 5, lines), 300, Response.ROLLBACK), new Score(80, 50, List.of(one, one, one)));
    }

    private static List<String> waits(ScenarioResult result) {
        return result.last().situation().waitingFor().stream()
                .map(WaitingFor::kind)
                .toList();
    }

    private static Approve yes(String id, Duration issued) {
        return new Approve(Scenario.issued(Scenario.header(id, "r1"), issued), "sre");
    }

    private static Reject no(String id, Duration issued) {
        return new Reject(Scenario.issued(Scenario.header(id, "r1"), issued), "sre");
    }

    private static AdvanceRollout advance(String id) {
        return new AdvanceRollout(Scenario.header(id, "r1", "seen by hand"));
    }
}
