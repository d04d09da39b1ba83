package dev.headgate.core.scenario;

import static dev.headgate.core.Doings.approval;
import static dev.headgate.core.Doings.approvalByAnother;
import static dev.headgate.core.Doings.entering;
import static dev.headgate.core.Doings.leaving;
import static dev.headgate.core.Doings.stop;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.CommandHeader;
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
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a yes and a no are about. The role that is asked may be the one whose approval the stage waits for: a yes that was meant
 * for the stage must never cancel a rollback.
 */
class AnswerScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    private static final Duration ASKED = Duration.ofSeconds(30);
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Response ASKS = Response.ask("sre", Duration.ofSeconds(60), Effect.ROLLBACK);

    /** The decision by which the scenarios' stop line asks: the second one, after the start's. */
    private static final String QUESTION = "r1/2";

    @Test
    void aBareYesIsRefusedWhileItsRoleIsAskedAndTheStageWaitsForItToo() {
        ScenarioResult result = asked().command(ASKED, yes("a1")).run(Duration.ofMinutes(2));

        Decision refusal = result.decisions().get(2);
        assertThat(refusal.kind()).isEqualTo(DecisionKind.REFUSE);
        assertThat(refusal.reason())
                .startsWith(
                        "the command approve of ada was refused: the yes for sre does not say which of several things it"
                                + " means; say it again with `--stage 1` for the approval in stage 1, or with"
                                + " `--question r1/2` for this: the canary's error rate was");
        assertThat(result.last().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @Test
    void aBareNoIsRefusedAlikeAndTheQuestionGoesOn() {
        ScenarioResult result = asked().command(ASKED, no("a1")).run(Duration.ofSeconds(40));

        assertThat(result.decisions().get(2).kind()).isEqualTo(DecisionKind.REFUSE);
        assertThat(result.decisions().get(2).reason())
                .contains("the no for sre does not say which of several things it means");
        assertThat(question(result)).contains(QUESTION);
    }

    @Test
    void aYesForTheStageLeavesTheQuestionOpenAndItsRollbackComes() {
        ScenarioResult result = asked().command(ASKED, yes("a1").in(0)).run(Duration.ofMinutes(2));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ASK, DecisionKind.RECORD, DecisionKind.ROLLBACK);
        assertThat(result.decisions().get(2).reason()).isEqualTo("ada said yes for sre");
        assertThat(result.decisions().get(2).regards()).isEmpty();
        assertThat(result.decisions().get(3).reason()).startsWith("sre has not answered in time");
    }

    @Test
    void aYesToTheQuestionLeavesTheStageWaiting() {
        ScenarioResult result = asked().command(ASKED, yes("a1").to(QUESTION)).run(Duration.ofMinutes(2));

        assertThat(result.decisions().get(2).reason())
                .isEqualTo("ada said yes for sre, which answers what was asked of it");
        assertThat(result.decisions().get(2).regards()).contains(QUESTION);
        assertThat(result.last().situation().waitingFor())
                .extracting(WaitingFor::kind)
                .contains("approval")
                .doesNotContain("answer");
    }

    @Test
    void aNoToTheQuestionRollsBackAndANoForTheStageFailsIt() {
        ScenarioResult toQuestion =
                asked().command(ASKED, no("a1").to(QUESTION)).run(Duration.ofMinutes(1));
        ScenarioResult forStage = asked().command(ASKED, no("a1").in(0)).run(Duration.ofSeconds(40));

        assertThat(toQuestion.firstAt(DecisionKind.ROLLBACK)).contains(ASKED);
        assertThat(toQuestion.first(DecisionKind.ROLLBACK).orElseThrow().reason())
                .startsWith("ada said no for sre: the canary's error rate was");
        assertThat(forStage.decisions().get(2).reason()).isEqualTo("ada said no for sre");
        assertThat(forStage.decisions().get(2).regards()).isEmpty();
        assertThat(forStage.first(DecisionKind.ROLLBACK).orElseThrow().reason()).contains("sre rejected (ada)");
    }

    @Test
    void theYesOfWhoHasStartedItIsAmbiguousTooThoughTheStageWouldNotTakeIt() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS)),
                leaving(stage(50, 300, FINE), approvalByAnother("sre")),
                stage(100, 10, FINE));
        ScenarioResult result = failing(policy).command(ASKED, yes("a1")).run(Duration.ofSeconds(40));

        assertThat(result.decisions().get(2).reason())
                .contains("the yes for sre does not say which of several things it means");
    }

    @Test
    void whoHasStartedItStillDoesNotApproveTheStageByNamingIt() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS)),
                leaving(stage(50, 300, FINE), approvalByAnother("sre")),
                stage(100, 10, FINE));
        ScenarioResult result = failing(policy)
                .command(ASKED, yes("a1").in(0))
                .command(ASKED, yes("a2").to(QUESTION))
                .run(Duration.ofSeconds(40));

        assertThat(result.decisions().get(2).reason()).contains("ada started this rollout");
        assertThat(result.decisions().get(3).reason()).contains("which answers what was asked of it");
    }

    @Test
    void twoQuestionsToOneRoleAreAnsweredOneByOneAndABareYesToBothIsRefused() {
        Policy policy = policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS), stop(errorRate(Operator.GREATER, 0.2), ASKS)),
                stage(50, 300, FINE));
        ScenarioResult result = failing(policy)
                .command(ASKED, yes("a1"))
                .command(ASKED, yes("a2").to("r1/3"))
                .run(Duration.ofSeconds(40));

        assertThat(result.decisions().get(3).reason())
                .contains("the yes for sre does not say which of several things it means")
                .contains("`--question r1/2`")
                .contains("`--question r1/3`")
                .doesNotContain("--stage");
        assertThat(result.decisions().get(4).regards()).contains("r1/3");
        assertThat(question(result)).contains(QUESTION);
    }

    @Test
    void anAnswerToWhatIsNotOpenOrAsksAnotherRoleIsRefusedWithWhatIsOpen() {
        ScenarioResult result = asked().command(ASKED, yes("a1").to("r1/9"))
                .command(ASKED, new Approve(Scenario.header("a2", "r1"), "qa").to(QUESTION))
                .command(ASKED, yes("a3").to(QUESTION).in(0))
                .run(Duration.ofSeconds(40));

        assertThat(result.decisions().subList(2, 5))
                .extracting(Decision::reason)
                .satisfiesExactly(
                        why -> assertThat(why)
                                .endsWith(
                                        "no question of r1/9 is open, it was answered, has settled itself or was never"
                                                + " asked; open is r1/2 to sre"),
                        why -> assertThat(why)
                                .endsWith(
                                        "r1/2 has asked sre, and this is said for qa: who holds that role answers it"),
                        why -> assertThat(why).contains("it names a question and a stage"));
    }

    @Test
    void aQuestionIsAnsweredOnce() {
        ScenarioResult result = asked().command(ASKED, yes("a1").to(QUESTION))
                .command(ASKED, no("a2").to(QUESTION))
                .run(Duration.ofMinutes(2));

        assertThat(result.decisions().get(3).reason())
                .endsWith("no question of r1/2 is open, it was answered, has settled itself or was never asked; none is"
                        + " open now");
        assertThat(result.first(DecisionKind.ROLLBACK)).isEmpty();
    }

    @Test
    void anApprovalForAStageThatWasLeftMeanwhileIsRefused() {
        Policy policy = policy(
                List.of(),
                entering(leaving(stage(10, 10, FINE), approval("lead")), approval("lead")),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), lead("a1").in(-1))
                .command(Duration.ofSeconds(20), lead("a2").in(-1))
                .command(Duration.ofSeconds(21), lead("a3").in(1))
                .command(Duration.ofSeconds(22), lead("a4").in(0))
                .run(Duration.ofMinutes(1));

        assertThat(result.decisions())
                .filteredOn(decision -> decision.kind() == DecisionKind.REFUSE)
                .extracting(Decision::reason)
                .satisfiesExactly(
                        why -> assertThat(why)
                                .endsWith(
                                        "it is meant while the rollout is before its first stage, and it is in stage 1"
                                                + " by now; look at it again, and if it is still meant, give it anew with"
                                                + " `--stage 1`"),
                        why -> assertThat(why).contains("in stage 2, and it is in stage 1 by now"));
        assertThat(result.last().stage()).isEqualTo(1);
    }

    @Test
    void anAdvanceAndAStepBackActOnTheStageThatTheyNameAlone() {
        Policy policy = policy(List.of(), stage(10, 600, FINE), stage(50, 600, FINE), stage(100, 600, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new AdvanceRollout(reasoned("a1")).from(0))
                .command(Duration.ofSeconds(20), new AdvanceRollout(reasoned("a2")).from(0))
                .command(Duration.ofSeconds(21), new StepBackRollout(reasoned("s1")).from(2))
                .command(Duration.ofSeconds(22), new StepBackRollout(reasoned("s2")).from(1))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.PROMOTE,
                        DecisionKind.REFUSE,
                        DecisionKind.REFUSE,
                        DecisionKind.STEP_BACK);
        assertThat(result.decisions().get(2).reason()).contains("in stage 1, and it is in stage 2 by now");
        assertThat(result.last().stage()).isZero();
    }

    @Test
    void theStateNamesTheDecisionThatAsked() {
        ScenarioResult result = asked().run(Duration.ofSeconds(40));

        assertThat(question(result)).contains(QUESTION);
        assertThat(result.first(DecisionKind.ASK).orElseThrow().decisionId()).isEqualTo(QUESTION);
    }

    @Test
    void everyDecisionThatComesOfACommandNamesItAndNoOtherDoes() {
        ScenarioResult result = asked().command(ASKED, no("a1"))
                .command(ASKED, no("a2").to(QUESTION))
                .run(Duration.ofMinutes(1));

        assertThat(result.decisions())
                .extracting(Decision::kind, decision -> decision.command().orElse(""))
                .containsExactly(
                        tuple(DecisionKind.PROMOTE, "start-r1"),
                        tuple(DecisionKind.ASK, ""),
                        tuple(DecisionKind.REFUSE, "a1"),
                        tuple(DecisionKind.RECORD, "a2"),
                        tuple(DecisionKind.ROLLBACK, "a2"));
    }

    @Test
    void twoCommandsOfOneKindByOnePersonInOneTickHaveEachTheirAnswer() {
        ScenarioResult result = asked().command(ASKED, new PauseRollout(Scenario.header("p1", "r1")))
                .command(ASKED, new PauseRollout(Scenario.header("p2", "r1")))
                .run(Duration.ofSeconds(31));

        assertThat(result.decisions())
                .filteredOn(decision -> decision.command().isPresent())
                .extracting(decision -> decision.command().orElseThrow() + " " + decision.kind())
                .containsExactly("start-r1 PROMOTE", "p1 RECORD", "p2 REFUSE");
    }

    private static Scenario asked() {
        return failing(policy(
                List.of(stop(errorRate(Operator.GREATER, 0.1), ASKS)),
                leaving(stage(50, 300, FINE), approval("sre")),
                stage(100, 10, FINE)));
    }

    private static Scenario failing(Policy policy) {
        return Scenario.of(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(20, 600)))
                .start(START, "r1");
    }

    private static Optional<String> question(ScenarioResult result) {
        return result.last().situation().waitingFor().stream()
                .filter(each -> each.kind().equals("answer"))
                .flatMap(each -> each.question().stream())
                .findFirst();
    }

    private static Approve yes(String id) {
        return new Approve(Scenario.header(id, "r1"), "sre");
    }

    private static Reject no(String id) {
        return new Reject(Scenario.header(id, "r1"), "sre");
    }

    private static Approve lead(String id) {
        return new Approve(Scenario.header(id, "r1"), "lead");
    }

    private static CommandHeader reasoned(String id) {
        return Scenario.header(id, "r1", "seen by hand");
    }
}
