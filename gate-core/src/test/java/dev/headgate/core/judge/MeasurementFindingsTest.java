package dev.headgate.core.judge;

import static dev.headgate.core.Policies.criterion;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.over;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.settling;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.headgate.schemas.model.Since;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeasurementFindingsTest {

    private static final String LINE = "stage/0/advance/0";
    private static final String STOP = "stop/0";
    private static final Metric POOL = Metric.named("db.pool");

    @Test
    void aGaugeIsJudgedByItsLatestValueAlsoWhenItWasMeasuredBeforeTheStage() {
        Desk desk = new Desk(advancing(pool(GaugeReading.LAST))).begin().measure(Kind.GAUGE, "db.pool", 5, 0.72);
        desk.enter(0, 10);

        Verdict verdict = desk.verdict(LINE, 17);

        assertThat(verdict.judgement()).isEqualTo(Judgement.PASS);
        assertThat(verdict.statistic()).isEqualTo("gauge");
        assertThat(verdict.unit()).isEqualTo("ratio");
        assertThat(verdict.observed()).hasValue(0.72);
        assertThat(verdict.sentence()).isEqualTo("gauge db.pool was 72 % 12 s ago (must be < 80 %)");
    }

    @Test
    void aGaugeThatWasNeverMeasuredIsUndecided() {
        Verdict verdict = new Desk(advancing(pool(GaugeReading.LAST)))
                .begin()
                .enter(0, 10)
                .verdict(LINE, 30);

        assertThat(verdict.judgement()).isEqualTo(Judgement.UNDECIDED);
        assertThat(verdict.cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        assertThat(verdict.sentence()).isEqualTo("gauge db.pool: not decided, nothing was ever measured of it");
    }

    @Test
    void aGaugeIsTooOldAfterTenTimesTheDistanceOfItsLastTwoValues() {
        Desk desk = new Desk(advancing(pool(GaugeReading.LAST))).begin().enter(0, 10);
        desk.advanceTo(45).measure(Kind.GAUGE, "db.pool", 30, 0.5).measure(Kind.GAUGE, "db.pool", 45, 0.6);

        assertThat(desk.judge(LINE, 45 + 150).judgement()).isEqualTo(Judgement.PASS);
        Verdict old = desk.verdict(LINE, 45 + 151);

        assertThat(old.cause()).isEqualTo(UndecidedCause.MEASUREMENT_TOO_OLD);
        assertThat(old.sentence())
                .isEqualTo(
                        "gauge db.pool: not decided, it was measured last 151 s ago, which is too old to speak of now");
    }

    @Test
    void ofSeveralSeriesTheWorstSpeaksAndThoseThatAreTooOldAreNamed() {
        Desk desk = new Desk(advancing(pool(GaugeReading.LAST)))
                .begin()
                .enter(0, 10)
                .advanceTo(100);
        for (long at = 40; at <= 100; at += 10) {
            gauge(desk, "a", at, 0.5);
            gauge(desk, "b", at, 0.9);
        }
        gauge(desk, "gone", 20, 0.99);
        gauge(desk, "gone", 22, 0.99);

        Verdict verdict = desk.verdict(LINE, 100);

        assertThat(verdict.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(verdict.observed()).hasValue(0.9);
        assertThat(verdict.sentence())
                .isEqualTo("gauge db.pool was 90 % 0 s ago (must be < 80 %), the worst of 3 series: {pod=b},"
                        + " 1 of them too old to speak");
    }

    @Test
    void anyOfSeveralSeriesStops() {
        Criterion failed = criterion(
                "gauge migration.failed = 1",
                new Measure.Gauge(Metric.named("migration.failed"), GaugeReading.LAST, Measure.Unit.NUMBER),
                Operator.EQUAL,
                1);
        Desk desk = new Desk(stopping(failed)).begin().enter(0, 10).advanceTo(20);
        desk.measure(Kind.GAUGE, "migration.failed", Map.of("db", "a"), 18, 0, OptionalDouble.empty());
        desk.measure(Kind.GAUGE, "migration.failed", Map.of("db", "b"), 18, 1, OptionalDouble.empty());

        Verdict verdict = desk.verdict(STOP, 20);

        assertThat(verdict.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(verdict.sentence())
                .contains("migration.failed was 1 2 s ago (limit 1)")
                .contains("{db=b}");
    }

    @Test
    void labelsNarrowAGauge() {
        Measure measure = new Measure.Gauge(
                new Metric("db.pool", Labels.copy(Map.of("pod", "a"))), GaugeReading.LAST, Measure.Unit.RATIO);
        Desk desk = new Desk(advancing(criterion("gauge", measure, Operator.LESS, 0.8)))
                .begin()
                .enter(0, 10)
                .advanceTo(20);
        gauge(desk, "a", 18, 0.5);
        gauge(desk, "b", 18, 0.9);

        assertThat(desk.verdict(LINE, 20).sentence())
                .isEqualTo("gauge db.pool{pod=a} was 50 % 2 s ago (must be < 80 %)");
    }

    @Test
    void theMeanOfAGaugeCountsEachValueForAsLongAsItWasTheLatest() {
        Desk desk = new Desk(advancing(over(pool(GaugeReading.MEAN), Duration.ofSeconds(60))))
                .begin()
                .enter(0, 10)
                .advanceTo(50);
        desk.measure(Kind.GAUGE, "db.pool", 20, 1.0).measure(Kind.GAUGE, "db.pool", 30, 0.5);

        assertThat(desk.judge(LINE, 50).finding().observed()).hasValueCloseTo((10 * 1.0 + 21 * 0.5) / 31, within());
    }

    @Test
    void theLargestAndTheSmallestValueAreThoseOfTheWindow() {
        for (GaugeReading reading : List.of(GaugeReading.MAXIMUM, GaugeReading.MINIMUM)) {
            Desk desk = new Desk(advancing(over(pool(reading), Duration.ofMinutes(10))))
                    .begin()
                    .enter(0, 10);
            for (long at = 20; at <= 800; at += 20) {
                desk.advanceTo(at).measure(Kind.GAUGE, "db.pool", at, at == 20 ? 5 : at / 1_000.0);
            }

            assertThat(desk.judge(LINE, 800).finding().observed())
                    .as("%s", reading)
                    .hasValue(reading == GaugeReading.MAXIMUM ? 0.8 : 0.2);
        }
    }

    @Test
    void aQuantileOfADistributionNeedsAsManyValuesAsThePolicyAsksRequestsFor() {
        Criterion lcp = criterion(
                "p75 of web.lcp < 2.5s",
                new Measure.ValueQuantile(Metric.named("web.lcp"), 0.75, Measure.Unit.TIME),
                Operator.LESS,
                2_500_000);
        Desk desk = new Desk(advancing(lcp)).begin().enter(0, 10).advanceTo(40);
        for (int i = 0; i < 49; i++) {
            desk.measure(Kind.VALUE, "web.lcp", 20 + i % 10, i < 40 ? 2.0 : 9.0);
        }
        Verdict few = desk.verdict(LINE, 40);
        desk.measure(Kind.VALUE, "web.lcp", 30, 2.0);
        Verdict enough = desk.verdict(LINE, 40);

        assertThat(few.cause()).isEqualTo(UndecidedCause.TOO_FEW_REQUESTS);
        assertThat(few.sentence())
                .isEqualTo("p75 of web.lcp: not decided, 49 of at least 50 values over the 30 s since the stage settled"
                        + " (2 s)");
        assertThat(enough.judgement()).isEqualTo(Judgement.PASS);
        assertThat(enough.sentence())
                .isEqualTo("p75 of web.lcp was 2 s over the 30 s since the stage settled (must be < 2.5 s), 50 values");
    }

    @Test
    void theMeanOfADistributionIsExact() {
        Criterion cls = min(
                criterion(
                        "mean of web.cls < 0.1",
                        new Measure.ValueMean(Metric.named("web.cls"), Measure.Unit.NUMBER),
                        Operator.LESS,
                        0.1),
                2);
        Desk desk = new Desk(advancing(cls)).begin().enter(0, 10).advanceTo(40);
        desk.measure(Kind.VALUE, "web.cls", 20, 0.05).measure(Kind.VALUE, "web.cls", 21, 0.2);

        assertThat(desk.verdict(LINE, 40).observed()).hasValue(0.125);
        assertThat(desk.verdict(LINE, 40).judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void goodAmongAllIsARatio() {
        Criterion delivered = min(
                criterion(
                        "ratio messages.delivered > 99.5%",
                        new Measure.Ratio(Metric.named("messages.delivered"), Optional.empty()),
                        Operator.GREATER,
                        0.995),
                100);
        Desk desk = new Desk(advancing(delivered)).begin().enter(0, 10).advanceTo(40);
        ratio(desk, 12, 90, 90);
        ratio(desk, 30, 109, 110);

        Verdict verdict = desk.verdict(LINE, 40);

        assertThat(verdict.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(verdict.sentence())
                .isEqualTo("the ratio messages.delivered was 99.5 % over the 30 s since the stage settled"
                        + " (must be > 99.5 %), 200 events");
    }

    @Test
    void twoCountsMakeARatioAndOneAloneMakesNone() {
        Criterion completed = min(
                criterion(
                        "ratio a / b",
                        new Measure.Ratio(
                                Metric.named("onboarding.completed"), Optional.of(Metric.named("onboarding.started"))),
                        Operator.GREATER,
                        0.7),
                10);
        Desk desk = new Desk(advancing(completed)).begin().enter(0, 10).advanceTo(40);
        desk.measure(Kind.COUNT, "onboarding.started", 20, 10);
        Verdict alone = desk.verdict(LINE, 40);
        desk.measure(Kind.COUNT, "onboarding.completed", 20, 8);

        assertThat(alone.cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        assertThat(desk.verdict(LINE, 40).judgement()).isEqualTo(Judgement.PASS);
        assertThat(desk.verdict(LINE, 40).observed()).hasValue(0.8);
    }

    @Test
    void aCountThatWasNeverReportedIsUndecidedAndNotZero() {
        Desk desk = new Desk(advancing(critical(Since.START))).begin().enter(0, 10);

        assertThat(desk.verdict(LINE, 40).cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
        desk.measure(Kind.COUNT, "log.critical", 40, 0);
        Verdict none = desk.verdict(LINE, 41);
        assertThat(none.judgement()).isEqualTo(Judgement.PASS);
        assertThat(none.sentence()).isEqualTo("the count log.critical was 0 since the rollout began (must be = 0)");
    }

    @Test
    void aCountSinceTheStartGoesOnFromStageToStageAndOneSinceTheStageBeginsAnew() {
        Policy policy = policy(
                List.of(),
                stage(10, 10, List.of(errorRate(Operator.LESS, 1))),
                stage(50, 10, List.of(critical(Since.START), critical(Since.STAGE))));
        Desk desk = new Desk(policy).begin().advanceTo(5).measure(Kind.COUNT, "log.critical", 3, 1);
        desk.enter(0, 10).advanceTo(20).measure(Kind.COUNT, "log.critical", 15, 2);
        desk.restarted().enter(1, 30).advanceTo(40).measure(Kind.COUNT, "log.critical", 35, 0);

        assertThat(desk.judge("stage/1/advance/0", 40).finding().observed()).hasValue(3);
        assertThat(desk.judge("stage/1/advance/1", 40).finding().observed()).hasValue(0);
        assertThat(desk.restarted().judge("stage/1/advance/0", 41).finding().observed())
                .hasValue(3);
    }

    @Test
    void aCountOfWhichNothingIsReportedAnyMoreIsNoZero() {
        Criterion orders = over(
                criterion(
                        "count orders < 5 over 2m",
                        new Measure.Count(Metric.named("orders"), Since.NOW),
                        Operator.LESS,
                        5),
                Duration.ofMinutes(2));
        Desk desk = new Desk(advancing(orders)).begin().enter(0, 10);
        desk.advanceTo(30).measure(Kind.COUNT, "orders", 20, 1).measure(Kind.COUNT, "orders", 30, 1);

        assertThat(desk.judge(LINE, 100).finding().observed()).hasValue(2);
        assertThat(desk.verdict(LINE, 170).cause()).isEqualTo(UndecidedCause.MEASUREMENT_TOO_OLD);
    }

    @Test
    void growthIsTheSlopeOfFivePointsThatSpanHalfOfTheWindow() {
        Criterion growth = over(
                criterion(
                        "growth of memory.used < 2%/h over 30m",
                        new Measure.Growth(Metric.named("memory.used"), true), Operator.LESS, 0.02),
                Duration.ofMinutes(30));
        Desk desk = new Desk(advancing(growth)).begin().enter(0, 0);
        for (long at = 0; at <= 840; at += 60) {
            desk.advanceTo(at).measure(Kind.GAUGE, "memory.used", at, 100 + at / 360.0);
        }
        Verdict early = desk.verdict(LINE, 840);
        for (long at = 900; at <= 1_800; at += 60) {
            desk.advanceTo(at).measure(Kind.GAUGE, "memory.used", at, 100 + at / 360.0);
        }
        Verdict verdict = desk.verdict(LINE, 1_800);

        assertThat(early.cause()).isEqualTo(UndecidedCause.NOT_YET_SIGNIFICANT);
        assertThat(verdict.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(verdict.observed().orElseThrow()).isCloseTo(10 / 102.5, org.assertj.core.data.Offset.offset(1e-4));
        assertThat(verdict.sentence())
                .isEqualTo("the growth of memory.used was 9.76 %/h over the last 30 min (must be < 2 %/h)");
    }

    @Test
    void growthOfACountIsThatOfItsRate() {
        Criterion growth = over(
                criterion(
                        "growth of tickets < 100/h over 10m",
                        new Measure.Growth(Metric.named("tickets"), false),
                        Operator.LESS,
                        100),
                Duration.ofMinutes(10));
        Desk desk = new Desk(advancing(growth)).begin().enter(0, 0);
        for (long minute = 1; minute <= 10; minute++) {
            desk.advanceTo(minute * 60).measure(Kind.COUNT, "tickets", minute * 60, 60.0 * minute);
        }

        assertThat(desk.judge(LINE, 600).finding().observed()).hasValueCloseTo(60.0, within());
    }

    @Test
    void theShareOfProbesThatSucceededIsJudged() {
        Criterion health = over(
                criterion(
                        "probe health >= 100% over 5m",
                        new Measure.Probe(Metric.named("health")), Operator.GREATER_OR_EQUAL, 1),
                Duration.ofMinutes(5));
        Desk desk = new Desk(advancing(health)).begin().enter(0, 10).advanceTo(60);
        desk.measure(Kind.PROBE, "health", 20, 1).measure(Kind.PROBE, "health", 50, 0);

        assertThat(desk.verdict(LINE, 60).sentence())
                .isEqualTo("the share of successful probes health was 50 % over the last 50 s (must be >= 100 %),"
                        + " 2 probes");
        assertThat(desk.judge(LINE, 60).judgement()).isEqualTo(Judgement.FAIL);
        assertThat(desk.verdict(LINE, 400).cause()).isEqualTo(UndecidedCause.NO_MEASUREMENT);
    }

    @Test
    void whatWasMeasuredWhileTheStageSettlesDoesNotCount() {
        Criterion cls = min(
                criterion(
                        "mean",
                        new Measure.ValueMean(Metric.named("web.cls"), Measure.Unit.NUMBER),
                        Operator.LESS,
                        0.1),
                1);
        Policy policy = policy(List.of(), settling(stage(10, 100, List.of(cls)), 20));
        Desk desk = new Desk(policy).begin().enter(0, 10).advanceTo(40);
        desk.measure(Kind.VALUE, "web.cls", 15, 9).measure(Kind.VALUE, "web.cls", 31, 0.01);

        assertThat(desk.verdict(LINE, 20).cause()).isEqualTo(UndecidedCause.SETTLING);
        assertThat(desk.judge(LINE, 40).finding().observed()).hasValue(0.01);
    }

    @Test
    void whatComesLateCountsInTheWindowThatStillHoldsIt() {
        Desk desk = new Desk(advancing(over(pool(GaugeReading.MAXIMUM), Duration.ofMinutes(5))))
                .begin()
                .enter(0, 10);
        desk.advanceTo(200).measure(Kind.GAUGE, "db.pool", 200, 0.1);
        assertThat(desk.judge(LINE, 200).judgement()).isEqualTo(Judgement.PASS);

        desk.measure(Kind.GAUGE, "db.pool", 100, 0.95);

        assertThat(desk.judge(LINE, 201).judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void whileTelemetryLagsNothingPassesButWhatWasSeenStops() {
        Criterion above = criterion(
                "gauge db.pool > 95%",
                new Measure.Gauge(POOL, GaugeReading.LAST, Measure.Unit.RATIO), Operator.GREATER, 0.95);
        Policy policy = policy(List.of(stop(above, Effect.ROLLBACK)), stage(10, 10, List.of(pool(GaugeReading.LAST))));
        Desk desk = new Desk(policy).begin().enter(0, 10).lagging(true).measure(Kind.GAUGE, "db.pool", 10, 0.5);

        assertThat(desk.verdict(LINE, 12).cause()).isEqualTo(UndecidedCause.LAGGING);
        assertThat(desk.verdict(STOP, 12).cause()).isEqualTo(UndecidedCause.LAGGING);
        desk.measure(Kind.GAUGE, "db.pool", 12, 0.99);
        assertThat(desk.verdict(STOP, 12).judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void aGaugeMayBeAsMuchAsItsMeanOfTheHourBeforeTheRolloutAndAMargin() {
        Criterion past = past(new Measure.Gauge(POOL, GaugeReading.LAST, Measure.Unit.TIME), Past.BEFORE_ROLLOUT);
        Desk desk = new Desk(advancing(past));
        for (long at = -4_000; at < 0; at += 20) {
            desk.advanceTo(at).measure(Kind.GAUGE, "db.pool", at, at < -3_700 ? 99 : 0.1);
        }
        desk.begin().enter(0, 10).restarted();
        desk.advanceTo(20).measure(Kind.GAUGE, "db.pool", 20, 0.149);
        Verdict allowed = desk.verdict(LINE, 20);
        desk.advanceTo(4_020).measure(Kind.GAUGE, "db.pool", 4_000, 0.149).measure(Kind.GAUGE, "db.pool", 4_020, 0.151);
        Verdict beyond = desk.verdict(LINE, 4_020);

        assertThat(allowed.judgement()).isEqualTo(Judgement.PASS);
        assertThat(allowed.limit().orElseThrow()).isCloseTo(150_000, org.assertj.core.data.Offset.offset(1.0));
        assertThat(allowed.sentence())
                .isEqualTo("gauge db.pool was 149 ms 0 s ago (limit 150 ms, from its own past's)");
        assertThat(beyond.judgement()).isEqualTo(Judgement.FAIL);
    }

    @Test
    void aGaugeWithoutAPastIsUndecided() {
        Criterion past = past(new Measure.Gauge(POOL, GaugeReading.LAST, Measure.Unit.NUMBER), Past.BEFORE_ROLLOUT);
        Desk desk = new Desk(advancing(past)).begin().enter(0, 10).measure(Kind.GAUGE, "db.pool", 10, 3);

        assertThat(desk.verdict(LINE, 20).cause()).isEqualTo(UndecidedCause.NO_PAST);
    }

    @Test
    void aDistributionIsComparedWithItsPreviousStage() {
        Criterion past = min(
                past(
                        new Measure.ValueQuantile(Metric.named("web.lcp"), 0.75, Measure.Unit.NUMBER),
                        Past.PREVIOUS_STAGE),
                3);
        Policy policy = policy(List.of(), stage(10, 10, List.of()), stage(50, 10, List.of(past)));
        Desk desk = new Desk(policy).begin().enter(0, 10).advanceTo(20);
        for (int i = 0; i < 4; i++) {
            desk.measure(Kind.VALUE, "web.lcp", 12 + i, 2);
        }
        desk.restarted().enter(1, 30).advanceTo(40);
        for (int i = 0; i < 4; i++) {
            desk.measure(Kind.VALUE, "web.lcp", 32 + i, 4);
        }

        Verdict verdict = desk.restarted().verdict("stage/1/advance/0", 40);

        assertThat(verdict.limit()).hasValue(3);
        assertThat(verdict.judgement()).isEqualTo(Judgement.FAIL);
        assertThat(verdict.sentence()).contains("(limit 3, from the previous stage's)");
    }

    @Test
    void measurementsOfTooManySeriesAreLeftOutAndSaid() {
        Desk desk = new Desk(advancing(pool(GaugeReading.LAST)))
                .begin()
                .enter(0, 10)
                .advanceTo(20);
        for (int i = 0; i < 514; i++) {
            gauge(desk, "p" + i, 15, 0.5);
        }

        assertThat(desk.verdict(LINE, 20).sentence()).endsWith("; 2 measurements of too many series were left out");
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-9);
    }

    private static void gauge(Desk desk, String pod, long at, double value) {
        desk.measure(Kind.GAUGE, "db.pool", Map.of("pod", pod), at, value, OptionalDouble.empty());
    }

    private static void ratio(Desk desk, long at, double good, double total) {
        desk.measure(Kind.RATIO, "messages.delivered", Map.of(), at, good, OptionalDouble.of(total));
    }

    private static Criterion pool(GaugeReading reading) {
        return criterion(
                "gauge db.pool < 80%", new Measure.Gauge(POOL, reading, Measure.Unit.RATIO), Operator.LESS, 0.8);
    }

    private static Criterion critical(Since since) {
        return criterion(
                "count log.critical = 0", new Measure.Count(Metric.named("log.critical"), since), Operator.EQUAL, 0);
    }

    private static Criterion past(Measure measure, Past past) {
        return new Criterion(
                "not worse than " + past,
                measure,
                Optional.empty(),
                new Claim.AgainstPast(false, new Margin.Share(0.5), past),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
    }

    private static Criterion min(Criterion criterion, int fewest) {
        return new Criterion(
                criterion.text(),
                criterion.measure(),
                criterion.operation(),
                criterion.claim(),
                criterion.over(),
                criterion.holdFor(),
                OptionalInt.of(fewest));
    }

    private static Policy advancing(Criterion criterion) {
        return policy(List.of(), stage(10, 100, List.of(criterion)), stage(100, 10, List.of()));
    }

    private static Policy stopping(Criterion criterion) {
        return policy(List.of(stop(criterion, Effect.ROLLBACK)), stage(10, 100, List.of()), stage(100, 10, List.of()));
    }
}
