package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.GaugeReading;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Metric;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Since;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines on what is no request: each word, and what it means in the records. */
class MeasurementGrammarTest {

    private static final Metric POOL = Metric.named("db.pool.utilisation");
    private static final Metric LCP = Metric.named("web.lcp");

    @ParameterizedTest
    @MethodSource("measures")
    void eachLineIsOfItsMeasureAndLimit(String line, Measure measure, Claim claim) {
        Criterion criterion = criterion(line);

        assertThat(criterion.measure()).isEqualTo(measure);
        assertThat(criterion.claim()).isEqualTo(claim);
        assertThat(criterion.text()).isEqualTo(line);
        assertThat(criterion.operation()).isEmpty();
    }

    static Stream<Arguments> measures() {
        Metric delivered = Metric.named("messages.delivered");
        return Stream.of(
                line("gauge db.pool.utilisation < 80%", gauge(POOL, GaugeReading.LAST, Measure.Unit.RATIO), less(0.8)),
                line("db.pool.utilisation < 80 %", gauge(POOL, GaugeReading.LAST, Measure.Unit.RATIO), less(0.8)),
                line(
                        "gauge mean of db.pool.utilisation < 80%",
                        gauge(POOL, GaugeReading.MEAN, Measure.Unit.RATIO), less(0.8)),
                line(
                        "gauge min of disk.free > 20GB",
                        gauge(Metric.named("disk.free"), GaugeReading.MINIMUM, Measure.Unit.BYTES),
                        Claim.Limit.plain(Operator.GREATER, 20e9)),
                line(
                        "gauge max of replica.lag < 8s",
                        gauge(Metric.named("replica.lag"), GaugeReading.MAXIMUM, Measure.Unit.TIME),
                        less(8e6)),
                line(
                        "gauge last of wal.lag < 100 MB",
                        gauge(Metric.named("wal.lag"), GaugeReading.LAST, Measure.Unit.BYTES),
                        less(1e8)),
                line(
                        "feedback.score >= 3",
                        gauge(Metric.named("feedback.score"), GaugeReading.LAST, Measure.Unit.NUMBER),
                        Claim.Limit.plain(Operator.GREATER_OR_EQUAL, 3)),
                line(
                        "gauge clock.offset > -50ms",
                        gauge(Metric.named("clock.offset"), GaugeReading.LAST, Measure.Unit.TIME),
                        Claim.Limit.plain(Operator.GREATER, -50_000)),
                line(
                        "gauge migration.failed = 0",
                        gauge(Metric.named("migration.failed"), GaugeReading.LAST, Measure.Unit.NUMBER),
                        Claim.Limit.plain(Operator.EQUAL, 0)),
                line(
                        "gauge connections{pool=main, zone=\"eu 1\"} < 50",
                        gauge(
                                new Metric("connections", Labels.copy(Map.of("pool", "main", "zone", "eu 1"))),
                                GaugeReading.LAST,
                                Measure.Unit.NUMBER),
                        less(50)),
                line("p75 of web.lcp < 2.5s", new Measure.ValueQuantile(LCP, 0.75, Measure.Unit.TIME), less(2.5e6)),
                line(
                        "p75 of web.cls < 0.1",
                        new Measure.ValueQuantile(Metric.named("web.cls"), 0.75, Measure.Unit.NUMBER),
                        less(0.1)),
                line("mean of web.lcp < 2s", new Measure.ValueMean(LCP, Measure.Unit.TIME), less(2e6)),
                line(
                        "ratio messages.delivered > 99.5%",
                        new Measure.Ratio(delivered, Optional.empty()), Claim.Limit.plain(Operator.GREATER, 0.995)),
                line(
                        "ratio onboarding.completed / onboarding.started > 70%",
                        new Measure.Ratio(
                                Metric.named("onboarding.completed"), Optional.of(Metric.named("onboarding.started"))),
                        Claim.Limit.plain(Operator.GREATER, 0.7)),
                line(
                        "count log.critical = 0 since start",
                        new Measure.Count(Metric.named("log.critical"), Since.START),
                        Claim.Limit.plain(Operator.EQUAL, 0)),
                line(
                        "count log.critical <= 3 since stage",
                        new Measure.Count(Metric.named("log.critical"), Since.STAGE),
                        Claim.Limit.plain(Operator.LESS_OR_EQUAL, 3)),
                line(
                        "count orders{kind=test} < 5 over 1h",
                        new Measure.Count(new Metric("orders", Labels.copy(Map.of("kind", "test"))), Since.NOW),
                        less(5)),
                line(
                        "growth of memory.used < 2%/h over 30m",
                        new Measure.Growth(Metric.named("memory.used"), true), less(0.02)),
                line(
                        "growth of memory.used < 48%/d over 2h",
                        new Measure.Growth(Metric.named("memory.used"), true), less(0.02)),
                line(
                        "growth of queue.length < 1/m over 30m",
                        new Measure.Growth(Metric.named("queue.length"), false),
                        less(60)),
                line(
                        "growth of feedback.score > -0.5/h over 7d",
                        new Measure.Growth(Metric.named("feedback.score"), false),
                        Claim.Limit.plain(Operator.GREATER, -0.5)),
                line(
                        "probe health >= 100% over 5m",
                        new Measure.Probe(Metric.named("health")), Claim.Limit.plain(Operator.GREATER_OR_EQUAL, 1)),
                line(
                        "gauge db.latency not worse than own past by 50%",
                        gauge(Metric.named("db.latency"), GaugeReading.LAST, Measure.Unit.NUMBER),
                        new Claim.AgainstPast(false, new Margin.Share(0.5), Past.BEFORE_ROLLOUT)),
                line(
                        "p75 of web.lcp not worse than previous stage by 20% min 50",
                        new Measure.ValueQuantile(LCP, 0.75, Measure.Unit.NUMBER),
                        new Claim.AgainstPast(false, new Margin.Share(0.2), Past.PREVIOUS_STAGE)),
                line(
                        "p95 not worse than previous stage by 20%",
                        new Measure.LatencyQuantile(0.95),
                        new Claim.AgainstPast(false, new Margin.Share(0.2), Past.PREVIOUS_STAGE)),
                line(
                        "no alert critical since stage",
                        new Measure.Alerts(Optional.of("critical"), Optional.empty(), Since.STAGE),
                        Claim.Limit.plain(Operator.EQUAL, 0)),
                line(
                        "no alert named HighErrorRate for 10m",
                        new Measure.Alerts(Optional.empty(), Optional.of("HighErrorRate"), Since.NOW),
                        Claim.Limit.plain(Operator.EQUAL, 0)),
                line(
                        "no alert",
                        new Measure.Alerts(Optional.empty(), Optional.empty(), Since.NOW),
                        Claim.Limit.plain(Operator.EQUAL, 0)),
                line("approval of release-managers", new Measure.Approval("release-managers"), done()),
                line(
                        "approval of release-managers other than starter",
                        new Measure.Approval("release-managers", true),
                        done()),
                line("checklist go-live", new Measure.ChecklistDone("go-live"), done()),
                line("hook smoke-tests", hook("smoke-tests", null, null, Measure.Unit.NUMBER), done()),
                line(
                        "hook db-check output upsert.p95 <= 20ms",
                        hook("db-check", "upsert.p95", null, Measure.Unit.TIME),
                        Claim.Limit.plain(Operator.LESS_OR_EQUAL, 20_000)),
                line(
                        "hook db-check output index.active = 0",
                        hook("db-check", "index.active", null, Measure.Unit.NUMBER),
                        Claim.Limit.plain(Operator.EQUAL, 0)),
                line(
                        "hook validate output validation_metadata.overall_passed = true",
                        hook("validate", "validation_metadata.overall_passed", "true", Measure.Unit.NUMBER),
                        done()),
                line(
                        "hook validate output status = \"all good\"",
                        hook("validate", "status", "all good", Measure.Unit.NUMBER),
                        done()));
    }

    private static Arguments line(String line, Measure measure, Claim claim) {
        return Arguments.of(line, measure, claim);
    }

    private static Measure gauge(Metric metric, GaugeReading reading, Measure.Unit unit) {
        return new Measure.Gauge(metric, reading, unit);
    }

    private static Measure hook(
            String runbook,
            @org.jspecify.annotations.Nullable String field,
            @org.jspecify.annotations.Nullable String text,
            Measure.Unit unit) {
        return new Measure.Hook(runbook, Optional.ofNullable(field), Optional.ofNullable(text), unit);
    }

    private static Claim less(double limit) {
        return Claim.Limit.plain(Operator.LESS, limit);
    }

    private static Claim done() {
        return new Claim.Done(true);
    }

    @Test
    void windowHoldAndMinimumStandBehindALimitOnMeasurements() {
        Criterion ratio = criterion("ratio messages.delivered > 99.5% over 30d for 10m min 20");

        assertThat(ratio.over()).contains(Duration.ofDays(30));
        assertThat(ratio.holdFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(ratio.minRequests()).hasValue(20);
        assertThat(criterion("gauge max of replica.lag < 8s over 10m").over()).contains(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate{region=eu} < 1%, ''",
        "p95(upsert){region=eu} < 1s, upsert",
        "p95{region=eu}(upsert) < 1s, upsert",
        "p95{region=eu} not worse than baseline, ''",
    })
    void labelsNarrowRequestsBeforeOrBehindTheOperation(String line, String operation) {
        Criterion criterion = criterion(line);

        assertThat(criterion.labels()).isEqualTo(Map.of("region", "eu"));
        assertThat(criterion.operation().orElse("")).isEqualTo(operation);
    }

    @Test
    void andJoinsCriteriaWithWindowsOfTheirOwnAndOneHold() {
        Criterion joined = criterion("errorRate < 5% over 4h min 20 and slo.score > 3 and p50 < 1s for 10m");

        assertThat(joined.claim()).isEqualTo(done());
        assertThat(joined.holdFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(joined.measure()).isInstanceOfSatisfying(Measure.All.class, all -> {
            assertThat(all.parts())
                    .extracting(Criterion::text)
                    .containsExactly("errorRate < 5% over 4h min 20", "slo.score > 3", "p50 < 1s");
            assertThat(all.parts()).extracting(Criterion::holdFor).containsOnly(Duration.ZERO);
            assertThat(all.parts().get(0).over()).contains(Duration.ofHours(4));
            assertThat(all.parts().get(0).minRequests()).hasValue(20);
        });
    }

    @Test
    void theWindowsOfABurnRateAreNoJoinedCriteria() {
        var line = ((Parsed.Valid<dev.headgate.schemas.model.StopLine>) CriterionGrammar.parseStopLine(
                        "line", "slo 99.9% burns > 6x over 1h and 5m and feedback.score < 3 -> hold"))
                .value();

        assertThat(line.criterion().measure())
                .isInstanceOfSatisfying(
                        Measure.All.class,
                        all -> assertThat(all.parts().get(0).claim())
                                .isEqualTo(new Claim.BurnRate(0.999, 6, Optional.of(Duration.ofMinutes(5)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gauge db.pool < 80% over 10m            | over      | a gauge's last value has no window            |
            gauge db.pool < 80% min 3               | min       | a gauge has no such clause                    |
            gauge db.pool worse than own past       | worse than own past | needs a margin | worse than own past by 50%
            gauge db.pool not worse than baseline by 5% | not worse than baseline | their own past only |
            ratio a.b < 5                           | 5         | a percentage                                  | 5%
            ratio a.b < 0.05                        | 0.05      | a percentage                                  | 5%
            ratio a.b /c.d < 5%                     | /c        | are written apart                             | / c
            ratio a.b not worse than own past by 5% | not worse than own past | cannot be compared              |
            count a.b < 5%                          | 5%        | a count is a bare number                      | 5
            count a.b = 0 since yesterday           | yesterday | since the start or since the stage            |
            count a.b = 0 since strat               | strat     | since the start or since the stage            | start
            errorRate < 1% since start              | since     | `since` means nothing here                    |
            p75 of web.lcp < 1s since stage         | since     | `since` means nothing here                    |
            growth of memory.used < 2%              | 2%        | so much in a time                             | 2%/h
            growth of memory.used < 2               | 2         | so much in a time                             | 2/h
            growth of p95 < 2%/h over 1h            | p95       | growth is of measurements                     |
            growth memory.used < 2%/h               | memory.used | `of` is missing                             |
            probe health >= 101%                    | 101%      | at most 100%                                  |
            probe health = 100%                     | =         | not known of a probe                          | <=
            gauge wal.lag < 100mb                   | 100mb     | this unit is not known                        | 100MB
            gauge wal.lag < 100KiB                  | 100KiB    | this unit is not known                        | 100kB
            gauge wal.lag over 5m                   | over      | a comparison is missing                       |
            gauge < 5                               | <         | the name of a measurement is missing          |
            gaug db.pool < 80%                      | gaug      | this measure is not known                     | gauge
            approval release-managers               | release-managers | `of` is missing                        |
            approval of                             | ' '       | the role is missing                           |
            approval of ops for 5m                  | for       | done or not                                   |
            hook db-check outptu p95 < 5            | outptu    | this does not belong here                     | output
            hook db-check output p95 < fast         | fast      | a number is missing                           |
            hook db-check output < 5                | <         | the field of the hook's output is missing     |
            not approval of ops                     | approval  | only a hook can follow `not`                  |
            no alert critical since monday          | monday    | since the start or since the stage            |
            no alert critical over 5m               | over      | an alert is active now                        |
            errorRate{region} < 1%                  | {region}  | a label is a name                             |
            errorRate{region=eu < 1%                | {region=eu < 1% | `}` is missing                          |
            errorRate{a=b, a=c} < 1%                | {a=b, a=c} | stands twice                                 |
            p95(region=eu) < 1s                     | (region=eu) | a label stands in braces                    | {region=eu}
            p95{region=eu} not worse than own past by 5% | {region=eu} | the past of some labels               |
            p50 < 1s for 5m and errorRate < 1%      | and       | `for` stands at the end                       |
            p50 < 1s or errorRate < 1%              | or        | `or` is not supported                         |
            p50 < 1s and                            | ' '       | a criterion begins with what it measures      |
            throughput > 2/s and throughput < 1/s   | throughput < 1/s | can never be true together                    |
            log.a = 1 and log.a = 2                 | log.a = 2 | can never be true together                    |
            hook a output b = x and hook a output b = y | hook a output b = y | never be true together          |
            errorRate not worse than baseline else own past by 5% | else | `else` is not supported              |
            """, quoteCharacter = '~')
    void eachMistakeIsAnsweredWhereItStandsWithTheNearestThing(
            String line, String marked, String message, @org.jspecify.annotations.Nullable String suggestion) {
        Parsed<Criterion> parsed = CriterionGrammar.parse("line", line);

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(PolicyMistakesTest.marked(problem)).isEqualTo(marked.equals("' '") ? " " : marked);
            assertThat(problem.expected()).isNotEmpty();
            assertThat(problem.suggestion()).isEqualTo(Optional.ofNullable(suggestion));
        });
    }

    private static Criterion criterion(String line) {
        Parsed<Criterion> parsed = CriterionGrammar.parse("line", line);
        assertThat(parsed).as(Problem.render(parsed.problems(), false)).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<Criterion>) parsed).value();
    }
}
