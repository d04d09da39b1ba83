package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StopLine;
import java.time.Duration;
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
    void noSuccessCarriesItsDurationAndNoOtherLimit() {
        Criterion criterion = stopLine("no success for 2m").criterion();

        assertThat(criterion.measure()).isEqualTo(new Measure.NoSuccess(Duration.ofMinutes(2)));
        assertThat(criterion.operator()).isEqualTo(Operator.GREATER);
        assertThat(criterion.limit()).isZero();
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
        assertThat(criterion(line).limit()).isEqualTo(limit);
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
    })
    void aMistakeIsAnsweredWithTheNearestThingThatWouldBeRight(String line, String nearest) {
        Parsed<Criterion> parsed = CriterionGrammar.parse("line", line);

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.suggestion()).contains(nearest));
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
