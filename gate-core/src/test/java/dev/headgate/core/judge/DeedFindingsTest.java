package dev.headgate.core.judge;

import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Checklist;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import dev.headgate.schemas.model.TickedItem;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DeedFindingsTest {

    private static final String APPROVAL = "stage/0/enter/0";
    private static final String CHECKLIST = "stage/0/enter/1";
    private static final String SMOKE = "stage/0/enter/2";
    private static final String LATENCY = "stage/0/exit/0";
    private static final String PASSED = "stage/0/exit/1";
    private static final String HEALTH_FAILED = "stop/0";

    @Test
    void whatMustBeDoneBeforeAStageIsEnteredIsJudgedBeforeAnyWeightIsConfirmed() {
        Desk desk = desk(Deeds.NONE).begin();

        for (String line : List.of(APPROVAL, CHECKLIST)) {
            assertThat(desk.verdict(line, 5).cause()).as(line).isEqualTo(UndecidedCause.WAITING_FOR_PEOPLE);
        }
        assertThat(desk.verdict(SMOKE, 5).cause()).isEqualTo(UndecidedCause.WAITING_FOR_RUNBOOK);
        assertThat(desk.verdict(APPROVAL, 5).sentence())
                .isEqualTo("the approval of release-managers: not decided, it has not been given yet");
        assertThat(desk.verdict(CHECKLIST, 5).sentence())
                .isEqualTo("checklist go-live: not decided, not ticked yet: tests (anybody), audit (security)");
        assertThat(desk.verdict(SMOKE, 5).sentence())
                .isEqualTo("hook smoke-tests: not decided, it has not been run yet");
    }

    @Test
    void theLatestWordOfARoleCounts() {
        Deeds.Answer no = new Deeds.Answer("release-managers", false, "bob", Desk.START);
        Deeds.Answer yes = new Deeds.Answer("release-managers", true, "alice", Desk.START);
        Deeds.Answer other = new Deeds.Answer("somebody", true, "eve", Desk.START);

        assertThat(desk(answers(no, other)).begin().verdict(APPROVAL, 5).judgement())
                .isEqualTo(Judgement.FAIL);
        assertThat(desk(answers(no)).begin().verdict(APPROVAL, 5).sentence())
                .isEqualTo("release-managers rejected (bob)");
        assertThat(desk(answers(no, yes)).begin().judge(APPROVAL, 5).judgement())
                .isEqualTo(Judgement.PASS);
    }

    @Test
    void aChecklistIsDoneWhenAllItsItemsAreTicked() {
        Deeds one = ticked("tests");
        Deeds both = ticked("tests", "audit");

        assertThat(desk(one).begin().verdict(CHECKLIST, 5).sentence())
                .isEqualTo("checklist go-live: not decided, not ticked yet: audit (security)");
        assertThat(desk(both).begin().judge(CHECKLIST, 5).judgement()).isEqualTo(Judgement.PASS);
    }

    @Test
    void aHookBeforeAStageCountsOnlyWhenItWasRunForItsLine() {
        Deeds elsewhere = runs(run("smoke-tests", "stage/1/enter/0", ExecutionStatus.SUCCEEDED, Map.of()));
        Deeds here = runs(run("smoke-tests", SMOKE, ExecutionStatus.SUCCEEDED, Map.of()));
        Deeds failed = runs(run("smoke-tests", SMOKE, ExecutionStatus.FAILED, Map.of()));

        assertThat(desk(elsewhere).begin().verdict(SMOKE, 5).cause()).isEqualTo(UndecidedCause.WAITING_FOR_RUNBOOK);
        assertThat(desk(here).begin().judge(SMOKE, 5).judgement()).isEqualTo(Judgement.PASS);
        assertThat(desk(failed).begin().judge(SMOKE, 5).judgement()).isEqualTo(Judgement.FAIL);
        assertThat(desk(failed).begin().verdict(SMOKE, 5).sentence()).isEqualTo("hook smoke-tests failed");
    }

    @Test
    void aFigureOfAHooksOutputIsComparedInTheUnitOfItsLimit() {
        Verdict slow = exit(Map.of("upsert.p95", "0.0215"), LATENCY);

        assertThat(slow.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(slow.observed()).hasValue(21_500);
        assertThat(slow.unit()).isEqualTo("us");
        assertThat(slow.sentence()).isEqualTo("output upsert.p95 of hook db-check was 21.5 ms (must be <= 20 ms)");
        assertThat(exit(Map.of("upsert.p95", "0.02"), LATENCY).judgement()).isEqualTo(Judgement.PASS);
    }

    @Test
    void anOutputWithoutTheFieldOrWithoutANumberShowsNothing() {
        assertThat(exit(Map.of("other", "1"), LATENCY).cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        assertThat(exit(Map.of("other", "1"), LATENCY).sentence())
                .isEqualTo("output upsert.p95 of hook db-check: not decided, the hook succeeded and its output has no"
                        + " such field");
        for (String none : List.of("fast", "NaN", "Infinity", "")) {
            assertThat(exit(Map.of("upsert.p95", none), LATENCY).cause())
                    .as(none)
                    .isEqualTo(UndecidedCause.NO_MEASUREMENT);
        }
    }

    @Test
    void aTextOfAHooksOutputMustBeEqual() {
        assertThat(exit(Map.of("overall_passed", "true"), PASSED).judgement()).isEqualTo(Judgement.PASS);
        Verdict failed = exit(Map.of("overall_passed", "false"), PASSED);
        assertThat(failed.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(failed.sentence())
                .isEqualTo("output overall_passed of hook validate was \"false\" (asked is \"true\")");
    }

    @Test
    void aHookThatFailedWithoutItsFieldHasNotShownWhatItMust() {
        Desk desk = desk(runs(run("validate", PASSED, ExecutionStatus.FAILED, Map.of())))
                .begin()
                .enter(0, 10);

        assertThat(desk.judge(PASSED, 20).judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void aHookThatFailedHasShownNothingThoughItsOutputSaysThatAllIsWell() {
        Desk desk = desk(runs(run("validate", PASSED, ExecutionStatus.FAILED, Map.of("overall_passed", "true"))))
                .begin()
                .enter(0, 10);

        Verdict verdict = desk.verdict(PASSED, 20);

        assertThat(verdict.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(verdict.sentence()).contains("failed");
    }

    @Test
    void aStopLineReadsTheLatestRunThatIsOverAlsoWhileTheHookRunsAgain() {
        String during = "stage/0/during/0";
        Deeds failing = runs(
                run("health-check", during, ExecutionStatus.SUCCEEDED, Map.of()),
                run("health-check", during, ExecutionStatus.FAILED, Map.of()),
                run("health-check", during, ExecutionStatus.STARTED, Map.of()));

        Desk desk = desk(failing).begin().enter(0, 10);

        assertThat(desk.judge(HEALTH_FAILED, 20).judgement()).isEqualTo(Judgement.FAIL);
        assertThat(desk.judge(during, 20).judgement()).isEqualTo(Judgement.FAIL);
        assertThat(desk.deeds(Deeds.NONE).verdict(HEALTH_FAILED, 20).cause())
                .isEqualTo(UndecidedCause.WAITING_FOR_RUNBOOK);
    }

    @Test
    void anOutcomeThatIsNotKnownHereIsNoOutcome() {
        Desk desk = desk(runs(run("smoke-tests", SMOKE, ExecutionStatus.UNKNOWN, Map.of())))
                .begin();

        assertThat(desk.verdict(SMOKE, 5).cause()).isEqualTo(UndecidedCause.WAITING_FOR_RUNBOOK);
    }

    private static Verdict exit(Map<String, String> results, String line) {
        String runbook = line.equals(PASSED) ? "validate" : "db-check";
        return desk(runs(run(runbook, line, ExecutionStatus.SUCCEEDED, results)))
                .begin()
                .enter(0, 10)
                .verdict(line, 20);
    }

    private static Desk desk(Deeds deeds) {
        return new Desk(plan()).deeds(deeds);
    }

    private static Deeds answers(Deeds.Answer... answers) {
        return new Deeds(List.of(answers), List.of(), List.of());
    }

    private static Deeds ticked(String... items) {
        return new Deeds(
                List.of(),
                List.of(items).stream()
                        .map(item -> new TickedItem("go-live", item, "anybody", "alice", Desk.START, ""))
                        .toList(),
                List.of());
    }

    private static Deeds runs(Deeds.HookRun... runs) {
        return new Deeds(List.of(), List.of(), List.of(runs));
    }

    private static Deeds.HookRun run(String runbook, String line, ExecutionStatus status, Map<String, String> results) {
        return new Deeds.HookRun(runbook, line, "r-1/1", status, Labels.copy(results), Desk.START);
    }

    private static Policy plan() {
        Criterion health = done("hook health-check", hook("health-check"), true);
        Stage stage = stage(10, 10, List.of())
                .with(new StageProcedure(
                        Optional.empty(),
                        List.of(
                                done("approval of release-managers", new Measure.Approval("release-managers"), true),
                                done("checklist go-live", new Measure.ChecklistDone("go-live"), true),
                                done("hook smoke-tests", hook("smoke-tests"), true)),
                        List.of(new RepeatedHook(health, Duration.ofSeconds(30))),
                        List.of(
                                new Criterion(
                                        "hook db-check output upsert.p95 <= 20ms",
                                        new Measure.Hook(
                                                "db-check",
                                                Optional.of("upsert.p95"),
                                                Optional.empty(),
                                                Measure.Unit.TIME),
                                        Optional.empty(),
                                        Claim.Limit.plain(Operator.LESS_OR_EQUAL, 20_000),
                                        Optional.empty(),
                                        Duration.ZERO,
                                        OptionalInt.empty()),
                                done(
                                        "hook validate output overall_passed = true",
                                        new Measure.Hook(
                                                "validate",
                                                Optional.of("overall_passed"),
                                                Optional.of("true"),
                                                Measure.Unit.NUMBER),
                                        true)),
                        Optional.empty(),
                        Response.HOLD,
                        List.of(),
                        Labels.NONE,
                        Optional.empty()));
        Checklist checklist = new Checklist(
                "go-live",
                List.of(
                        new Checklist.Item("tests", "more than 95 % of the tests passed", "anybody", false),
                        new Checklist.Item("audit", "security audit", "security", true)));
        return policy(
                        List.of(stop(done("not hook health-check", hook("health-check"), false), Effect.ROLLBACK)),
                        stage,
                        stage(100, 10, List.of()))
                .with(new Procedure(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(checklist),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }

    private static Measure hook(String runbook) {
        return new Measure.Hook(runbook, Optional.empty(), Optional.empty(), Measure.Unit.NUMBER);
    }

    private static Criterion done(String text, Measure measure, boolean done) {
        return new Criterion(
                text,
                measure,
                Optional.empty(),
                new Claim.Done(done),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }
}
