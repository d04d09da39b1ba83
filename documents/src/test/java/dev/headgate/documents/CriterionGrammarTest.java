package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Past;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StopLine;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionGrammarTest {

    @Test
    void anEffectLeftOutIsACriticalRollback() {
        StopLine line = stopLine("errorRate > 10%");

        assertThat(line.effect()).isEqualTo(Effect.ROLLBACK);
        assertThat(line.severity()).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({
        "-> rollback, ROLLBACK, CRITICAL",
        "-> rollback info, ROLLBACK, INFO",
        "-> hold, HOLD, WARNING",
        "-> step back, STEP_BACK, WARNING",
        "-> step  back critical, STEP_BACK, CRITICAL",
        "-> notify warning, NOTIFY, WARNING",
        "->hold, HOLD, WARNING",
    })
    void anEffectSaysWhatIsDoneAndHowUrgentItIs(String written, Effect effect, Severity severity) {
        StopLine line = stopLine("p95 > 1s " + written);

        assertThat(line.effect()).isEqualTo(effect);
        assertThat(line.severity()).isEqualTo(severity);
        assertThat(line.criterion().text()).isEqualTo("p95 > 1s");
    }

    @Test
    void aBurnRateHasAnObjectiveAFactorAndOneOrTwoWindows() {
        Criterion two = stopLine("slo(checkout) 99.9% burns > 14.4x over 1h and 5m min 20 -> hold")
                .criterion();
        Criterion one = stopLine("slo 99% burns > 2x over 3d for 5m").criterion();

        assertThat(two.claim()).isEqualTo(new Claim.BurnRate(0.999, 14.4, Optional.of(Duration.ofMinutes(5))));
        assertThat(two.measure()).isEqualTo(new Measure.ErrorRate());
        assertThat(two.operation()).contains("checkout");
        assertThat(two.over()).contains(Duration.ofHours(1));
        assertThat(two.minRequests()).hasValue(20);
        assertThat(two.byEvidence()).isFalse();
        assertThat(two.text()).isEqualTo("slo(checkout) 99.9% burns > 14.4x over 1h and 5m min 20");
        assertThat(one.claim()).isEqualTo(new Claim.BurnRate(0.99, 2, Optional.empty()));
        assertThat(one.over()).contains(Duration.ofDays(3));
        assertThat(one.holdFor()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void ownPastIsTheTimeBeforeTheRolloutOrTheSameHourLastWeek() {
        Criterion before =
                stopLine("errorRate worse than own past by 0.5 points").criterion();
        Criterion lastWeek = criterion("p95 not worse than this hour last week by 20% min 50");

        assertThat(before.claim())
                .isEqualTo(new Claim.AgainstPast(true, new Margin.Points(0.005), Past.BEFORE_ROLLOUT));
        assertThat(stopLine("latency worse than own past").criterion().claim())
                .isEqualTo(new Claim.AgainstPast(true, new Margin.None(), Past.BEFORE_ROLLOUT));
        assertThat(lastWeek.claim())
                .isEqualTo(new Claim.AgainstPast(false, new Margin.Share(0.2), Past.THIS_HOUR_LAST_WEEK));
        assertThat(lastWeek.minRequests()).hasValue(50);
        assertThat(lastWeek.byEvidence()).isTrue();
    }

    @Test
    void noSuccessCarriesItsDurationAndNoOtherLimit() {
        Criterion criterion = stopLine("no success for 2m").criterion();

        assertThat(criterion.measure()).isEqualTo(new Measure.NoSuccess(Duration.ofMinutes(2)));
        assertThat(criterion.claim()).isEqualTo(Claim.Limit.plain(Operator.GREATER, 0));
        assertThat(criterion.holdFor()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "p95(checkout) < 1s, checkout",
        "p95 (checkout) < 1s, checkout",
        "p95(POST /orders/{id}) < 1s, POST /orders/{id}",
        "p95(GET /a(b)/c) < 1s, GET /a(b)/c",
        "p95(GET /x?a=b) < 1s, GET /x?a=b",
    })
    void anOperationIsWhateverStandsBetweenTheParentheses(String line, String operation) {
        assertThat(criterion(line).operation()).contains(operation);
    }

    @ParameterizedTest
    @CsvSource({
        "p95 < 800us, 800",
        "p95 < 20ms, 20000",
        "p95 < 0.5s, 500000",
        "p95<1s, 1000000",
        "mean < 2m, 120000000",
        "errorRate < 0.1%, 0.001",
        "errorRate < 10 %, 0.1",
        "uptime >= 99.9%, 0.999",
        "throughput > 2.5/s, 2.5",
        "throughput > 10 /s, 10",
    })
    void aLimitIsReadInTheUnitOfItsMeasure(String line, double limit) {
        assertThat(criterion(line).limit()).map(Claim.Limit::limit).contains(limit);
    }

    @ParameterizedTest
    @CsvSource({
        "p50 < 1s, 0.5",
        "p99 < 1s, 0.99",
        "p99.9 < 1s, 0.999",
        "p99.99 < 1s, 0.9999",
        "p5 < 1s, 0.05",
    })
    void aQuantileIsAShareBetweenZeroAndOne(String line, double quantile) {
        assertThat(criterion(line).measure()).isEqualTo(new Measure.LatencyQuantile(quantile));
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate worse than baseline",
        "latency worse than baseline",
        "p99.9(GET /cart) worse than baseline",
        "p95 worse  than  baseline->hold",
    })
    void worseThanTheBaselineIsAClaimWithoutAMargin(String line) {
        Criterion criterion = stopLine(line).criterion();

        assertThat(criterion.claim()).isEqualTo(new Claim.AgainstBaseline(true, new Margin.None()));
        assertThat(criterion.byEvidence()).isTrue();
        assertThat(criterion.over()).isEmpty();
        assertThat(criterion.holdFor()).isZero();
    }

    @Test
    void latencyAsAWholeIsAMeasureToCompare() {
        assertThat(criterion("latency(checkout) not worse than baseline"))
                .isEqualTo(new Criterion(
                        "latency(checkout) not worse than baseline",
                        new Measure.Latency(),
                        Optional.of("checkout"),
                        new Claim.AgainstBaseline(false, new Margin.None()),
                        Optional.empty(),
                        Duration.ZERO,
                        OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "0.2 points, 0.002",
        "0.2points, 0.002",
        "1 point, 0.01",
        "49.9 points, 0.499",
        "0.0001 points, 0.000001",
    })
    void aMarginInPointsIsAShareOfAllRequests(String written, double points) {
        assertThat(criterion("errorRate not worse than baseline by " + written).claim())
                .isEqualTo(new Claim.AgainstBaseline(false, new Margin.Points(points)));
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate, 20%, 0.2",
        "p95, 20 %, 0.2",
        "latency, 0.5%, 0.005",
        "p50, 1000%, 10",
    })
    void aMarginInPercentIsAShareOfTheBaselinesValue(String measure, String written, double share) {
        assertThat(criterion(measure + " not worse than baseline by " + written).claim())
                .isEqualTo(new Claim.AgainstBaseline(false, new Margin.Share(share)));
    }

    @ParameterizedTest
    @CsvSource({"by 20% per operation min 20", "per operation min 20 by 20%", "min 20 per operation by 20% -> hold"})
    void aComparisonMayBeOfEachOperation(String clauses) {
        Criterion criterion = stopLine("p95 worse than baseline " + clauses).criterion();

        assertThat(criterion.perOperation()).isTrue();
        assertThat(criterion.operation()).isEmpty();
        assertThat(criterion.claim()).isEqualTo(new Claim.AgainstBaseline(true, new Margin.Share(0.2), true));
        assertThat(criterion("errorRate not worse than baseline").perOperation())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"by 0.2 points min 20", "min 20 by 0.2 points", "by 0.2 points min 20 -> step back info"})
    void aComparisonHasAMinimumOfItsOwnInAnyOrder(String clauses) {
        Criterion criterion =
                stopLine("errorRate(POST /a(b)) worse than baseline " + clauses).criterion();

        assertThat(criterion.minRequests()).isEqualTo(OptionalInt.of(20));
        assertThat(criterion.operation()).contains("POST /a(b)");
        assertThat(criterion.claim()).isEqualTo(new Claim.AgainstBaseline(true, new Margin.Points(0.002)));
        assertThat(criterion.text())
                .isEqualTo("errorRate(POST /a(b)) worse than baseline " + clauses.replace(" -> step back info", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate < 1% with 99% confidence, 0.99",
        "errorRate < 1% with 99.999% confidence, 0.99999",
        "p95 <= 250ms with 50.1 %confidence, 0.501",
        "p95(with 99% confidence) <= 250ms min 20 with 95% confidence, 0.95",
        "p95 <= 250ms with 95% confidence min 20, 0.95",
    })
    void aLimitMayStateHowSureOneMustBe(String line, double confidence) {
        Criterion criterion = criterion(line);

        assertThat(criterion.limit()).map(Claim.Limit::confidence).contains(OptionalDouble.of(confidence));
        assertThat(criterion.byEvidence()).isTrue();
        assertThat(criterion.text()).isEqualTo(line);
    }

    @Test
    void aPlainLimitIsJudgedByTheFigureOfAWindow() {
        assertThat(criterion("errorRate < 1% over 5m").byEvidence()).isFalse();
    }

    @Test
    void aComparisonThatLooksTheWrongWayIsRefusedWithTheTurnedLine() {
        assertThat(CriterionGrammar.parseStopLine("line", "p95(not worse) not  worse than baseline by 20%")
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
                    assertThat(problem.message()).isEqualTo("this line would act when the canary is well");
                    assertThat(problem.suggestion()).contains("`p95(not worse) worse than baseline by 20%`");
                });
    }

    @Test
    void aLimitWithConfidenceThatLooksTheWrongWayIsTakenWithAWarning() {
        Parsed<Criterion> parsed = CriterionGrammar.parse("line", "errorRate > 1% with 99% confidence");

        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems())
                .extracting(Problem::message)
                .containsExactly("this line lets the rollout go on when all is not well");
    }

    @ParameterizedTest
    @CsvSource({
        "errorate < 1%, errorRate",
        "ERRORRATE < 1%, errorRate",
        "error_rate < 1%, errorRate",
        "throughptu > 1/s, throughput",
        "P95 < 1s, p95",
        "p999 < 1s, p99.9",
        "p9999 < 1s, p99.99",
        "errorRate = 1%, <=",
        "errorRate < 1, 1%",
        "throughput > 5, 5/s",
        "mean < 20, 20ms",
        "p95 < 1s for 5min, 5m",
        "p95 < 1s for 5 minutes, 5m",
        "p95 < 1s ovr 5m, over",
        "latncy not worse than baseline, latency",
        "errorRate nott worse than baseline, not",
        "errorRate not wrose than baseline, worse",
        "errorRate not worse then baseline, than",
        "errorRate not worse than basline, baseline",
        "errorRate < baseline, worse than baseline",
        "errorRate not worse than baseline by 0.2, 0.2 points",
        "errorRate not worse than baseline by 0.2pp, 0.2 points",
        "p95 not worse than baseline by 20, 20%",
        "p95 not worse than baseline mn 20, min",
        "mean not worse than baseline, p50",
        "uptime not worse than baseline, errorRate",
        "latency <= 250ms, p95",
        "errorRate < 1% with 99 confidence, 99%",
        "errorRate < 1% with 99% confidense, confidence",
        "errorRate < 1% wiht 99% confidence, with",
        "errorRate not worse than past by 20%, own past",
        "errorRate not worse than the past by 20%, own past",
        "errorRate not worse than last week by 20%, this hour last week",
        "errorRate not worse than same hour last week by 20%, this hour last week",
        "'errorRate < 0,5%', 0.5%",
        "'p95 < 1,5 s', 1.5 s",
        "slo 0.999 burns > 14.4x over 1h, 99.9%",
        "'slo 99,9% burns > 14.4x over 1h', 99.9%",
        "slo 99.9% burns > 14.4 over 1h, 14.4x",
        "errorRate < 1% with 0.99 confidence, 99%",
        "errorRate worse than baseline by 0.2 points, `errorRate not worse than baseline by 0.2 points`",
    })
    void aMistakeIsAnsweredWithTheNearestThingThatWouldBeRight(String line, String nearest) {
        Parsed<Criterion> parsed = CriterionGrammar.parse("line", line);

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.suggestion()).contains(nearest));
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate not worse than baseline per operation per operation, `per operation` is given twice",
        "errorRate not worse than own past by 20% per operation, the past of single operations is not known",
        "slo 99.9% burns > 6x over 1h per operation, a burn rate is not judged per operation",
        "p95(checkout > 5s, `)` is missing behind the operation",
        "no success(checkout for 2m, `)` is missing behind the operation",
        "'errorRate < 1,000%', 'a number is written with a point, not a comma'",
        "'errorRate < 1,%', this is more than belongs here",
    })
    void whatCannotBeGuessedIsSaidWithoutASuggestion(String line, String message) {
        assertThat(CriterionGrammar.parse("line", line).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).startsWith(message);
                    assertThat(problem.expected()).isNotEmpty();
                    assertThat(problem.suggestion()).isEmpty();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "errorRate own past",
        "errorRate not own past",
        "errorRate not worse than yesterday",
    })
    void allThatCanBeComparedWithIsListed(String line) {
        assertThat(CriterionGrammar.parse("line", line).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected())
                        .contains("`baseline`, `own past`, `this hour last week` or `previous stage`"));
    }

    @Test
    void perOperationIsNotOfferedWhereItCannotStand() {
        assertThat(CriterionGrammar.parse("line", "errorRate not worse than own past by 20% nonsense")
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).doesNotContain("per operation"));
    }

    @Test
    void whatIsFarFromEverythingHasNoNearestName() {
        assertThat(CriterionGrammar.parse("line", "weather > 5%")
                        .problems()
                        .get(0)
                        .suggestion())
                .isEmpty();
    }

    private static Criterion criterion(String line) {
        Parsed<Criterion> parsed = CriterionGrammar.parse("line", line);
        assertThat(parsed).as(Problem.render(parsed.problems(), false)).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<Criterion>) parsed).value();
    }

    private static StopLine stopLine(String line) {
        Parsed<StopLine> parsed = CriterionGrammar.parseStopLine("line", line);
        assertThat(parsed).as(Problem.render(parsed.problems(), false)).isInstanceOf(Parsed.Valid.class);
        return ((Parsed.Valid<StopLine>) parsed).value();
    }
}
