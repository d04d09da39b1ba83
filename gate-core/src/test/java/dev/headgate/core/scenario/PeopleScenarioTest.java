package dev.headgate.core.scenario;

import static dev.headgate.core.Doings.approval;
import static dev.headgate.core.Doings.approvalByAnother;
import static dev.headgate.core.Doings.atDeadline;
import static dev.headgate.core.Doings.checklist;
import static dev.headgate.core.Doings.decidedBy;
import static dev.headgate.core.Doings.entering;
import static dev.headgate.core.Doings.leaving;
import static dev.headgate.core.Doings.scored;
import static dev.headgate.core.Doings.withChecklist;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.p95;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people have to do: approvals, checklists, scores that a person decides, and what happens when they do not. */
class PeopleScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Checklist GO_LIVE = new Checklist(
            "go-live",
            List.of(
                    new Checklist.Item("tests", "the tests passed", "anybody", false),
                    new Checklist.Item("audit", "the audit is done", "security", true)));

    @Test
    void nothingIsShiftedBeforeTheChecklistIsDone() {
        Policy policy = withChecklist(
                policy(List.of(), entering(stage(50, 10, FINE), checklist("go-live")), stage(100, 10, FINE)), GO_LIVE);
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), tick("t1", "tests", "qa", ""))
                .command(Duration.ofSeconds(20), tick("t2", "audit", "security", "https://audit/7"))
                .run(Duration.ofSeconds(25));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.RECORD, DecisionKind.RECORD, DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(at(result.decisions().get(3))).isEqualTo(Duration.ofSeconds(20));
        assertThat(result.decisions().get(2).reason())
                .isEqualTo("item audit of the checklist go-live was ticked by ada for security, see https://audit/7");
        assertThat(result.last().situation().ticked())
                .extracting(TickedItem::item)
                .containsExactly("tests", "audit");
    }

    @Test
    void theStateSaysWhichItemsAreMissingAndWhoTicksThem() {
        Policy policy = withChecklist(
                policy(List.of(), entering(stage(50, 10, FINE), checklist("go-live"), approval("lead"))), GO_LIVE);
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), tick("t1", "tests", "", ""))
                .run(Duration.ofSeconds(25));

        assertThat(result.last().phase()).isEqualTo(Phase.PREPARING);
        assertThat(result.last().situation().waitingFor())
                .extracting(WaitingFor::sentence)
                .containsExactly("the checklist go-live misses audit (security)", "the approval of lead is missing");
    }

    @Test
    void ticksThatDoNotFitAreRefused() {
        Policy policy = withChecklist(policy(List.of(), entering(stage(50, 10, FINE), checklist("go-live"))), GO_LIVE);
        Scenario scenario = Scenario.of(policy).start(START, "r1");
        List<Command> ticks = List.of(
                new TickItem(Scenario.header("t1", "r1"), "go-home", "tests", "qa", ""),
                tick("t2", "lunch", "qa", ""),
                tick("t3", "audit", "qa", "https://audit/7"),
                tick("t4", "audit", "security", " "),
                tick("t5", "tests", "qa", ""),
                tick("t6", "tests", "qa", ""));
        ticks.forEach(each -> scenario.command(Duration.ofSeconds(10), each));
        ScenarioResult result = scenario.run(Duration.ofSeconds(15));

        assertThat(result.decisions().subList(1, 7))
                .extracting(Decision::reason)
                .satisfiesExactly(
                        why -> assertThat(why).endsWith("the policy has no checklist go-home; there is go-live"),
                        why -> assertThat(why).endsWith("has no item lunch; there is tests, audit"),
                        why -> assertThat(why).endsWith("item audit of go-live is security's to tick, not qa's"),
                        why -> assertThat(why).contains("item audit of go-live needs evidence"),
                        why -> assertThat(why).startsWith("item tests of the checklist go-live was ticked"),
                        why -> assertThat(why).endsWith("item tests of go-live was ticked before, by ada"));
    }

    @Test
    void anApprovalMayBeGivenBeforeItIsAskedForAndCountsForItsStageOnly() {
        Policy policy = policy(
                List.of(),
                leaving(stage(10, 20, FINE), approval("lead")),
                leaving(stage(50, 10, FINE), approval("lead")),
                stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), approve("a1", "lead"))
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(result.last().phase()).isEqualTo(Phase.AWAITING);
        assertThat(result.last().stage()).isEqualTo(1);
        assertThat(result.last().reason())
                .isEqualTo("stage 2 of 3 passes, and waits for what must be done before it is left");
    }

    @Test
    void anApprovalThatIsMissingAtTheDeadlineDoesWhatTheDeadlineSays() {
        Stage stage = leaving(until(stage(10, 10, FINE), 30, Response.ROLLBACK), approval("lead"));
        ScenarioResult holds = Scenario.of(policy(List.of(), stage, stage(100, 10, FINE)))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));
        ScenarioResult rollsBack = Scenario.of(
                        policy(List.of(), atDeadline(stage, Response.ROLLBACK), stage(100, 10, FINE)))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));
        Response asks = Response.ask("cto", Duration.ofSeconds(10), Effect.ROLLBACK);
        ScenarioResult asked = Scenario.of(policy(List.of(), atDeadline(stage, asks), stage(100, 10, FINE)))
                .start(START, "r1")
                .command(Duration.ofSeconds(40), approve("a1", "cto"))
                .command(Duration.ofSeconds(55), approve("a2", "lead"))
                .run(Duration.ofMinutes(1));

        assertThat(holds.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.HOLD);
        assertThat(holds.decisions().get(1).reason())
                .isEqualTo(
                        "the stage is at its maximum hold and not everything is done: the approval of lead is missing");
        assertThat(rollsBack.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(asked.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE,
                        DecisionKind.ASK,
                        DecisionKind.RECORD,
                        DecisionKind.RECORD,
                        DecisionKind.PROMOTE);
    }

    @Test
    void whatIsDoneAtTheInstantOfTheDeadlineAdvances() {
        Stage stage = atDeadline(until(stage(10, 30, FINE), 30, Response.ROLLBACK), Response.ROLLBACK);
        ScenarioResult result = Scenario.of(policy(List.of(), stage, stage(100, 10, FINE)))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(result.kinds()).startsWith(DecisionKind.PROMOTE, DecisionKind.PROMOTE);
        assertThat(result.kinds()).doesNotContain(DecisionKind.ROLLBACK);
    }

    @Test
    void theStateSaysWhichLinesKeepAStageAfterItsMinimumHold() {
        Stage stage = leaving(until(stage(10, 20, FINE), 600, Response.ROLLBACK), approval("lead"));
        Scenario scenario = Scenario.of(policy(List.of(), stage, stage(100, 10, FINE)))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.2).during(Span.seconds(6, 600)))
                .start(START, "r1");

        assertThat(scenario.run(Duration.ofSeconds(15)).last().situation().waitingFor())
                .extracting(WaitingFor::sentence)
                .containsExactly("the approval of lead is missing");
        assertThat(scenario.run(Duration.ofSeconds(40)).last().situation().waitingFor())
                .extracting(WaitingFor::sentence)
                .containsExactly("the approval of lead is missing", "`errorRate < 0.02` does not pass yet");
    }

    @Test
    void aRejectedApprovalFailsTheStageAtOnce() {
        Stage stage =
                until(stage(10, 60, List.of(errorRate(Operator.LESS, 0.02), approval("lead"))), 600, Response.ROLLBACK);
        ScenarioResult result = Scenario.of(policy(List.of(), stage, stage(100, 10, FINE)))
                .start(START, "r1")
                .command(Duration.ofSeconds(15), new Reject(Scenario.header("a1", "r1", "looks odd"), "lead"))
                .run(Duration.ofSeconds(20));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD, DecisionKind.ROLLBACK);
        assertThat(result.decisions().get(1).reason()).isEqualTo("ada said no for lead: looks odd");
        assertThat(result.firstAt(DecisionKind.ROLLBACK)).contains(Duration.ofSeconds(15));
    }

    @Test
    void approvalsThatNothingWaitsForAreRefused() {
        Policy policy = policy(List.of(), leaving(stage(10, 60, FINE), approval("lead")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), approve("a1", "cto"))
                .command(Duration.ofSeconds(11), approve("a2", "lead"))
                .command(Duration.ofSeconds(12), approve("a3", "lead"))
                .run(Duration.ofSeconds(20));

        assertThat(result.decisions().get(1).reason()).endsWith("nothing waits for the role cto; there is lead");
        assertThat(result.decisions().get(2).kind()).isEqualTo(DecisionKind.RECORD);
        assertThat(result.decisions().get(3).reason()).endsWith("ada has said yes for lead before");
    }

    @Test
    void whoStartedARolloutDoesNotApproveItWhereThePolicyWantsAnother() {
        Policy policy =
                policy(List.of(), entering(stage(10, 10, FINE), approvalByAnother("lead")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), approve("a1", "lead"))
                .command(Duration.ofSeconds(20), new Approve(by("bob", "a2"), "lead"))
                .run(Duration.ofSeconds(25));

        assertThat(result.kinds())
                .containsExactly(DecisionKind.RECORD, DecisionKind.REFUSE, DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(result.decisions().get(1).reason())
                .endsWith("ada started this rollout, and the policy wants the approval of lead from somebody else");
        assertThat(result.decisions().get(2).reason()).startsWith("bob said yes for lead");
        assertThat(at(result.decisions().get(3))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whoStartedARolloutMayRejectIt() {
        Policy policy =
                policy(List.of(), leaving(stage(10, 20, FINE), approvalByAnother("lead")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), new Reject(Scenario.header("a1", "r1"), "lead"))
                .run(Duration.ofSeconds(25));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD, DecisionKind.ROLLBACK);
    }

    @Test
    void theSameCommandTwiceChangesNothing() {
        Policy policy = policy(List.of(), leaving(stage(10, 60, FINE), approval("lead")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .command(Duration.ofSeconds(10), approve("a1", "lead"))
                .command(Duration.ofSeconds(12), approve("a1", "lead"))
                .run(Duration.ofSeconds(20));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD);
    }

    @Test
    void aStageIsDecidedByItsTimeEvenBeforeItsMinimumHold() {
        Stage stage = until(stage(50, 60, List.of(errorRate(Operator.LESS, 0.01))), 600, Response.ROLLBACK);
        Scenario failing = Scenario.of(policy(List.of(), decidedBy(stage, 20), stage(100, 10, FINE)))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.2).during(Span.seconds(6, 600)))
                .start(START, "r1");
        ScenarioResult failed = failing.run(Duration.ofMinutes(1));
        ScenarioResult late = Scenario.of(policy(List.of(), decidedBy(stage, 20), stage(100, 10, FINE)))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.9).during(Span.seconds(30, 600)))
                .start(START, "r1")
                .run(Duration.ofMinutes(1));

        assertThat(failed.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(failed.firstAt(DecisionKind.ROLLBACK).orElseThrow())
                .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(27));
        assertThat(failed.decisions().get(1).reason())
                .startsWith("the stage is to be decided after 20 s, and the canary's");
        assertThat(late.kinds()).containsExactly(DecisionKind.PROMOTE);
    }

    @Test
    void aScorePassesIsMarginalOrFails() {
        List<Criterion> lines =
                List.of(errorRate(Operator.LESS, 0.02), p95(Operator.LESS, 500_000), p95(Operator.LESS, 1));
        ScenarioResult passed = scoredRun(lines, new Score(60, 50, weights(1, 1, 1)), List.of());
        ScenarioResult marginal = scoredRun(lines, new Score(80, 50, weights(1, 1, 1)), List.of());
        ScenarioResult approved =
                scoredRun(lines, new Score(80, 50, weights(1, 1, 1)), List.of(approve("a1", "anybody")));
        ScenarioResult failed = scoredRun(lines, new Score(80, 70, weights(1, 1, 1)), List.of());
        ScenarioResult critical = scoredRun(
                lines,
                new Score(
                        60,
                        50,
                        List.of(
                                new Score.LineWeight(1, false),
                                new Score.LineWeight(1, false),
                                new Score.LineWeight(1, true))),
                List.of());

        assertThat(passed.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.PROMOTE);
        assertThat(marginal.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.HOLD);
        assertThat(marginal.last().situation().waitingFor())
                .extracting(WaitingFor::sentence)
                .containsExactly("the score is 67 of 100, and 80 is needed, or an approval of any role");
        assertThat(approved.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.RECORD, DecisionKind.PROMOTE);
        assertThat(failed.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(failed.decisions().get(1).reason())
                .startsWith(
                        "the stage is at its maximum hold and the score is 67 of 100, and 80 is needed: the canary's p95");
        assertThat(critical.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
    }

    @Test
    void aScoreOfUndecidedLinesNeverPasses() {
        List<Criterion> lines = List.of(errorRate(Operator.LESS, 0.02), approval("lead"));
        ScenarioResult result = scoredRun(lines, new Score(50, 20, weights(9, 1)), List.of());

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.HOLD);
    }

    private static ScenarioResult scoredRun(List<Criterion> lines, Score score, List<Command> commands) {
        Stage stage = scored(until(stage(50, 10, lines), 30, Response.ROLLBACK), score);
        Scenario scenario =
                Scenario.of(policy(List.of(), stage, stage(100, 60, FINE))).start(START, "r1");
        commands.forEach(command -> scenario.command(Duration.ofSeconds(25), command));
        return scenario.run(Duration.ofSeconds(50));
    }

    private static List<Score.LineWeight> weights(int... weights) {
        return Arrays.stream(weights)
                .mapToObj(weight -> new Score.LineWeight(weight, false))
                .toList();
    }

    private static TickItem tick(String id, String item, String role, String evidence) {
        return new TickItem(Scenario.header(id, "r1"), "go-live", item, role, evidence);
    }

    private static Approve approve(String id, String role) {
        return new Approve(Scenario.header(id, "r1"), role);
    }

    private static Duration at(Decision decision) {
        return Duration.between(Scenario.BEGINNING, decision.evaluatedAt());
    }

    private static CommandHeader by(String person, String id) {
        CommandHeader header = Scenario.header(id, "r1");
        return new CommandHeader(
                header.commandId(),
                header.correlationId(),
                header.service(),
                header.rolloutId(),
                person,
                header.issuedAt(),
                header.reason());
    }
}
