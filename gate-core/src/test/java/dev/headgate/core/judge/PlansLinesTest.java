package dev.headgate.core.judge;

import static dev.headgate.core.Policies.criterion;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.notWorse;
import static dev.headgate.core.Policies.over;
import static dev.headgate.core.Policies.p95;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Doings;
import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Measurement.Kind;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Procedure;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StageProcedure;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Several criteria at once, labels, the previous stage, what is asked before and after a stage and after a rollback. */
class PlansLinesTest {

    private static final String LINE = "stage/0/advance/0";
    private static final String STOP = "stop/0";

    @Test
    void severalCriteriaAreTrueAtOnceWhenAllAreAndFalseWhenOneIs() {
        Criterion slow = p95(Operator.GREATER, 10_000);
        Criterion unhappy = score(Operator.LESS, 3);
        Desk desk = new Desk(policy(List.of(stop(all(slow, unhappy), Effect.ROLLBACK)), stage(10, 10, List.of())))
                .begin()
                .enter(0, 0)
                .traffic(0, 20);

        Verdict undecided = desk.verdict(STOP, 20);
        desk.measure(Kind.GAUGE, "feedback.score", 20, 4);
        Verdict clear = desk.verdict(STOP, 20);
        desk.advanceTo(21).measure(Kind.GAUGE, "feedback.score", 21, 2);
        Verdict failed = desk.verdict(STOP, 21);

        assertThat(undecided.cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        assertThat(undecided.sentence())
                .isEqualTo("gauge feedback.score: not decided, nothing was ever measured of it");
        assertThat(clear.judgement()).isEqualTo(Judgement.PASS);
        assertThat(clear.sentence()).isEqualTo("gauge feedback.score was 4 0 s ago (limit 3)");
        assertThat(failed.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(failed.statistic()).isEqualTo("all");
        assertThat(failed.sentence())
                .startsWith("the canary's p95 was 20")
                .endsWith("; and gauge feedback.score was 2 0 s ago (limit 3)");
    }

    @Test
    void onePartThatIsFalseDecidesAlsoWhenTheOtherIsUndecided() {
        Criterion fast = p95(Operator.LESS, 10_000);
        Desk desk = new Desk(policy(List.of(), stage(10, 10, List.of(all(score(Operator.GREATER, 3), fast)))))
                .begin()
                .enter(0, 0)
                .traffic(0, 20);

        assertThat(desk.judge(LINE, 20).judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void aPartThatOnlyWaitsForARunbookHidesNoneThatCannotBeTold() {
        Criterion both = all(Doings.hook("db-check"), score(Operator.GREATER, 3));
        Desk desk = new Desk(policy(List.of(), stage(10, 10, List.of(both))))
                .begin()
                .enter(0, 0)
                .traffic(0, 20);

        Verdict neither = desk.verdict(LINE, 20);
        desk.measure(Kind.GAUGE, "feedback.score", 20, 4);
        Verdict waiting = desk.verdict(LINE, 20);

        assertThat(neither.cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        assertThat(neither.sentence()).contains("nothing was ever measured of it");
        assertThat(waiting.cause()).isEqualTo(UndecidedCause.WAITING_FOR_RUNBOOK);
    }

    @Test
    void eachPartHasItsOwnWindowAndAComparisonGathersItsOwnEvidence() {
        Criterion lately = over(errorRate(Operator.LESS, 0.01), Duration.ofSeconds(5));
        Criterion compared = notWorse(new Measure.ErrorRate(), new Margin.Points(0.2));
        Desk desk = new Desk(policy(List.of(), stage(50, 10, List.of(all(lately, compared)))))
                .begin()
                .enter(0, 0)
                .traffic(0, 60);

        assertThat(desk.plan().watch().windows()).anyMatch(window -> window.lengthSeconds() == 5);
        assertThat(desk.judge(LINE, 60).judgement()).isEqualTo(Judgement.PASS);
        assertThat(desk.restarted().judge(LINE, 60).judgement()).isEqualTo(Judgement.PASS);
    }

    @Test
    void requestsWithLabelsAreJudgedByThemselves() {
        Criterion eu = labelled(errorRate(Operator.LESS, 0.1), Optional.empty());
        Criterion checkout = labelled(errorRate(Operator.LESS, 0.1), Optional.of("checkout"));
        Criterion everywhere = errorRate(Operator.LESS, 0.1);
        Desk desk = new Desk(policy(List.of(), stage(10, 10, List.of(eu, checkout, everywhere))))
                .begin()
                .enter(0, 0)
                .advanceTo(5);
        desk.requests(Desk.CANARY, "checkout", Map.of("region", "eu", "zone", "a"), 5, 100, 0, 1_000);
        desk.requests(Desk.CANARY, "search", Map.of("region", "eu"), 5, 100, 100, 1_000);
        desk.requests(Desk.CANARY, "checkout", Map.of("region", "us"), 5, 1_000, 0, 1_000);

        for (Desk each : List.of(desk, desk.restarted())) {
            assertThat(each.judge(LINE, 10).judgement()).isEqualTo(Judgement.FAIL);
            assertThat(each.judge("stage/0/advance/1", 10).judgement()).isEqualTo(Judgement.PASS);
            assertThat(each.judge("stage/0/advance/2", 10).judgement()).isEqualTo(Judgement.PASS);
        }
        assertThat(desk.verdict(LINE, 10).sentence())
                .isEqualTo("the canary's error rate{region=eu} was 50 % over the 10 s since the stage settled"
                        + " (must be < 10 %), 100 of 200 requests failed");
        assertThat(desk.telemetry().operations(Desk.CANARY)).containsExactly("checkout");
    }

    @Test
    void aComparisonOfRequestsWithLabelsTakesThoseAlone() {
        Criterion eu = labelled(notWorse(new Measure.ErrorRate(), new Margin.Points(0.01)), Optional.empty());
        Desk desk =
                new Desk(policy(List.of(), stage(50, 10, List.of(eu)))).begin().enter(0, 0);
        for (long at = 0; at < 100; at++) {
            for (String version : List.of(Desk.CANARY, Desk.BASELINE)) {
                boolean canary = version.equals(Desk.CANARY);
                desk.requests(version, "checkout", Map.of("region", "eu"), at, 50, canary ? 20 : 0, 1_000);
                desk.requests(version, "checkout", Map.of("region", "us"), at, 50, canary ? 0 : 20, 1_000);
            }
            desk.judge(LINE, at + 1);
        }

        assertThat(desk.judge(LINE, 101).judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void theCanaryIsComparedWithItsOwnPreviousStage() {
        for (Measure measure :
                List.of(new Measure.ErrorRate(), new Measure.LatencyQuantile(0.95), new Measure.Latency())) {
            Desk desk = new Desk(twoStages(measure)).begin().enter(0, 0).traffic(0, 300, 1);
            Desk same = desk.restarted().enter(1, 300).traffic(300, 310);
            for (long at = 310; at < 500; at++) {
                same.traffic(at, at + 1).judge("stage/1/advance/0", at + 1);
            }
            assertThat(same.verdict("stage/1/advance/0", 500).sentence())
                    .as("%s", measure)
                    .contains("is shown to be not worse than its previous stage's by more than 50 %");

            for (long at = 500; at < 560; at++) {
                same.requests(Desk.CANARY, "checkout", Map.of(), at, 200, 150, 200_000)
                        .requests(Desk.BASELINE, "checkout", Map.of(), at, 200, 0, 20_000)
                        .judge("stage/1/advance/0", at + 1);
                if (at == 530) {
                    same.restarted();
                }
            }
            assertThat(same.judge("stage/1/advance/0", 561).judgement())
                    .as("%s", measure)
                    .isEqualTo(Judgement.FAIL);
        }
    }

    @Test
    void theMeanIsHeldAgainstThatOfThePreviousStageAsItIs() {
        Desk desk = new Desk(twoStages(new Measure.MeanLatency()))
                .begin()
                .enter(0, 0)
                .traffic(0, 20);
        desk.restarted().enter(1, 20);
        desk.requests(Desk.CANARY, "checkout", Map.of(), 21, 100, 0, 29_000);
        Verdict allowed = desk.verdict("stage/1/advance/0", 25);
        desk.requests(Desk.CANARY, "checkout", Map.of(), 22, 100, 0, 40_000);
        Verdict beyond = desk.verdict("stage/1/advance/0", 25);

        assertThat(allowed.judgement()).isEqualTo(Judgement.PASS);
        assertThat(allowed.limit()).hasValue(30_000);
        assertThat(allowed.sentence())
                .contains("mean latency was 29 ms")
                .contains("(limit 30 ms, from the previous stage's)");
        assertThat(beyond.judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void aCanaryWithoutAPreviousStageIsUndecided() {
        Desk desk = new Desk(policy(List.of(), stage(10, 10, List.of(previous(new Measure.ErrorRate())))))
                .begin()
                .enter(0, 0)
                .traffic(0, 20);

        assertThat(desk.verdict(LINE, 20).cause()).isEqualTo(UndecidedCause.NO_PAST);
        assertThat(desk.verdict(LINE, 20).sentence())
                .endsWith(
                        "the canary had too few requests in the stage before this one, which is over: a longer hold there"
                                + " gives more");
    }

    @Test
    void figuresAreAskedBeforeAStageIsEnteredOverATrailingWindowOfAnyTime() {
        Criterion mean = over(
                criterion(
                        "gauge mean of replica.lag < 8s over 30s",
                        new Measure.Gauge(Metric.named("replica.lag"), GaugeReading.MEAN, Measure.Unit.TIME),
                        Operator.LESS,
                        8_000_000),
                Duration.ofSeconds(30));
        Policy policy = policy(
                List.of(),
                entering(10, mean),
                entering(50, over(errorRate(Operator.LESS, 0.1), Duration.ofSeconds(20))));
        Desk desk = new Desk(policy).begin().advanceTo(5).measure(Kind.GAUGE, "replica.lag", 3, 9);

        assertThat(desk.judge("stage/0/enter/0", 5).judgement()).isEqualTo(Judgement.FAIL);
        desk.advanceTo(40).measure(Kind.GAUGE, "replica.lag", 40, 1);
        assertThat(desk.restarted().judge("stage/0/enter/0", 60).judgement()).isEqualTo(Judgement.PASS);

        desk.enter(0, 60).traffic(60, 90);
        assertThat(desk.judge("stage/1/enter/0", 90).judgement()).isEqualTo(Judgement.PASS);
        assertThat(desk.plan().lines()).extracting(Line::id).containsExactly("stage/1/enter/0");
    }

    @Test
    void uptimeCountsProbesOfThatName() {
        Criterion uptime = over(
                criterion("uptime >= 99%", new Measure.Uptime(), Operator.GREATER_OR_EQUAL, 0.99),
                Duration.ofMinutes(1));
        for (boolean probed : List.of(true, false)) {
            Desk desk = new Desk(policy(List.of(), stage(10, 10, List.of(uptime))))
                    .begin()
                    .enter(0, 0);
            for (long at = 0; at < 60; at++) {
                boolean failing = at >= 30 && at < 40;
                desk.requests(Desk.CANARY, "checkout", Map.of(), at, 20, failing ? 20 : 0, 1_000);
                if (probed && failing) {
                    desk.measure(Kind.PROBE, "uptime", at, 1);
                }
                desk.advanceTo(at + 1);
            }
            assertThat(desk.restarted().judge(LINE, 60).judgement())
                    .isEqualTo(probed ? Judgement.PASS : Judgement.FAIL);
        }
    }

    @Test
    void aFailedProbeMarksASliceInWhichNobodySpoke() {
        Criterion uptime = criterion("uptime >= 99%", new Measure.Uptime(), Operator.GREATER_OR_EQUAL, 0.99);
        Desk desk = new Desk(policy(List.of(), stage(10, 10, List.of(uptime))))
                .begin()
                .enter(0, 0)
                .traffic(0, 60);
        desk.advanceTo(70).measure(Kind.PROBE, "uptime", 65, 0);

        assertThat(desk.judge(LINE, 70).finding().observed()).hasValue(6 / 7.0);
    }

    @Test
    void afterARollbackItsLinesAreJudgedOfTheVersionThatHasTheTraffic() {
        Criterion calm = errorRate(Operator.LESS, 0.05);
        Policy policy = policy(List.of(), stage(10, 10, List.of()))
                .with(new Procedure(
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new AfterRollback(calm, Duration.ofMinutes(5), Response.NOTIFY)),
                        List.of(),
                        List.of(),
                        Optional.empty()));
        Plan plan = Plan.afterRollback(Desk.BASELINE, policy, Desk.START.plusSeconds(30));
        Desk desk = new Desk(policy).begin().enter(0, 0);
        desk.requests(Desk.BASELINE, "checkout", Map.of(), 25, 500, 500, 1_000).advanceTo(30);
        desk.telemetry().watch(plan.watch());
        desk.requests(Desk.BASELINE, "checkout", Map.of(), 31, 100, 0, 1_000);
        desk.requests(Desk.CANARY, "checkout", Map.of(), 31, 100, 100, 1_000);

        Verdict verdict = desk.afterRollback(plan, 35);

        assertThat(verdict.judgement()).isEqualTo(Judgement.PASS);
        assertThat(verdict.sentence())
                .isEqualTo("the baseline's error rate was 0 % over the last 5 s (must be < 5 %), 0 of 100 requests"
                        + " failed");
    }

    private static Policy twoStages(Measure measure) {
        return policy(List.of(), stage(10, 10, List.of()), stage(50, 10, List.of(previous(measure))));
    }

    private static Criterion previous(Measure measure) {
        return new Criterion(
                measure + " not worse than previous stage by 50%",
                measure,
                Optional.empty(),
                new Claim.AgainstPast(false, new Margin.Share(0.5), Past.PREVIOUS_STAGE),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    private static Stage entering(double weight, Criterion criterion) {
        return stage(weight, 10, List.of())
                .with(new StageProcedure(
                        Optional.empty(),
                        List.of(criterion),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Response.HOLD,
                        List.of(),
                        Labels.NONE,
                        Optional.empty()));
    }

    private static Criterion labelled(Criterion criterion, Optional<String> operation) {
        return new Criterion(
                criterion.text(),
                criterion.measure(),
                operation,
                criterion.claim(),
                criterion.over(),
                criterion.holdFor(),
                criterion.minRequests(),
                Labels.copy(Map.of("region", "eu")));
    }

    private static Criterion score(Operator operator, double limit) {
        return criterion(
                "feedback.score",
                new Measure.Gauge(Metric.named("feedback.score"), GaugeReading.LAST, Measure.Unit.NUMBER),
                operator,
                limit);
    }

    private static Criterion all(Criterion... parts) {
        return new Criterion(
                "all",
                new Measure.All(List.of(parts)),
                Optional.empty(),
                new Claim.Done(true),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }
}
