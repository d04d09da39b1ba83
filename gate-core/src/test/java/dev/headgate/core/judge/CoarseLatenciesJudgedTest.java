package dev.headgate.core.judge;

import static dev.headgate.core.Policies.confident;
import static dev.headgate.core.Policies.criterion;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.p95;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Latencies of which a histogram only tells that they are above 100 ms and not above 250 ms. */
class CoarseLatenciesJudgedTest {

    private static final String LINE = "stage/0/advance/0";
    private static final String STOP = "stop/0";

    @ParameterizedTest
    @CsvSource({
        "LESS, 300000, PASS",
        "LESS, 250000, PASS",
        "LESS_OR_EQUAL, 250000, PASS",
        "LESS, 249000, UNDECIDED",
        "LESS, 200000, UNDECIDED",
        "LESS, 102000, UNDECIDED",
        "LESS, 100000, FAIL",
        "LESS_OR_EQUAL, 100000, FAIL",
        "LESS, 50000, FAIL",
        "GREATER, 100000, PASS",
        "GREATER, 200000, UNDECIDED",
        "GREATER, 250000, FAIL",
        "EQUAL, 200000, UNDECIDED",
        "EQUAL, 300000, FAIL",
    })
    void aLimitDecidesWhereTheWholeBucketLiesOnOneSideOfIt(Operator operator, double limit, Judgement expected) {
        Verdict verdict = coarse(p95(operator, limit)).verdict(LINE, 20);

        assertThat(verdict.judgement()).isEqualTo(expected);
        assertThat(verdict.cause())
                .isEqualTo(expected == Judgement.UNDECIDED ? UndecidedCause.TOO_COARSE : UndecidedCause.NONE);
    }

    @Test
    void theVerdictSaysBetweenWhichBoundsItWas() {
        Verdict verdict = coarse(p95(Operator.LESS, 300_000)).verdict(LINE, 20);

        assertThat(verdict.sentence())
                .startsWith("the canary's p95 was between 100 ms and 250 ms ")
                .endsWith("(must be < 300 ms), 400 requests");
        assertThat(verdict.observed().orElseThrow()).isBetween(248_000.0, 250_000.0);
        assertThat(verdict.observedAtLeast().orElseThrow()).isBetween(100_000.0, 101_000.0);
    }

    @Test
    void anUndecidedOneNamesTheRemedy() {
        Verdict verdict = coarse(p95(Operator.LESS, 200_000)).verdict(LINE, 20);

        assertThat(verdict.sentence())
                .startsWith("the canary's p95: not decided, it was between 100 ms and 250 ms over ")
                .endsWith("and the limit of 200 ms lies between; give its histogram a bucket bound at 200 ms");
    }

    @Test
    void aStopLineIsNotTrueWhileItIsTooCoarse() {
        Desk desk = new Desk(policy(List.of(rollback(p95(Operator.GREATER, 200_000))), stage(10, 10, List.of())))
                .begin()
                .enter(0, 0);
        twentySeconds(desk, 100_000, 250_000);

        Judged judged = desk.judge(STOP, 20);

        assertThat(judged.judgement()).isEqualTo(Judgement.UNDECIDED);
        assertThat(judged.finding().condition()).isEqualTo(Condition.UNDECIDED);
    }

    @Test
    void meanAndErrorRateStayExact() {
        Criterion mean = criterion("mean < 180ms", new Measure.MeanLatency(), Operator.LESS, 180_000);

        Verdict ofMean = coarse(mean).verdict(LINE, 20);
        Verdict ofErrors = coarse(errorRate(Operator.LESS, 0.01)).verdict(LINE, 20);

        assertThat(ofMean.judgement()).isEqualTo(Judgement.PASS);
        assertThat(ofMean.observed()).hasValue(175_000);
        assertThat(ofMean.observedAtLeast()).isEmpty();
        assertThat(ofErrors.judgement()).isEqualTo(Judgement.PASS);
    }

    @Test
    void whatIsCoarseIsForgottenWithItsSecondsAndSurvivesARestart() {
        Desk desk = new Desk(policy(List.of(rollback(p95(Operator.GREATER, 200_000))), stage(10, 10, List.of())))
                .begin()
                .enter(0, 0);
        twentySeconds(desk, 100_000, 250_000);
        Verdict before = desk.verdict(STOP, 20);

        Verdict after = desk.restarted().verdict(STOP, 20);
        for (long at = 20; at < 120; at++) {
            desk.requests(Desk.CANARY, "checkout", Map.of(), at, 20, 0, 20_000).advanceTo(at + 1);
        }
        Verdict exact = desk.verdict(STOP, 120);

        assertThat(before.cause()).isEqualTo(UndecidedCause.TOO_COARSE);
        assertThat(after).isEqualTo(before);
        assertThat(exact.judgement()).isEqualTo(Judgement.PASS);
        assertThat(exact.observedAtLeast()).isEmpty();
    }

    /** With a confidence the evidence of each second counts; one that cannot be told counts for nothing. */
    @Test
    void evidenceIsTakenInOnlyWhereTheLimitIsABound() {
        Measure p95 = new Measure.LatencyQuantile(0.95);

        Verdict within = coarse(confident(p95, Operator.LESS, 200_000, 0.95)).verdict(LINE, 20);
        Verdict atBound = coarse(confident(p95, Operator.LESS, 250_000, 0.95)).verdict(LINE, 20);
        Verdict beyond = coarse(confident(p95, Operator.LESS, 100_000, 0.95)).verdict(LINE, 20);

        assertThat(within.cause()).isEqualTo(UndecidedCause.TOO_COARSE);
        assertThat(within.sentence()).contains("give its histogram a bucket bound at 200 ms");
        assertThat(atBound.judgement()).isEqualTo(Judgement.PASS);
        assertThat(beyond.judgement()).isEqualTo(Judgement.FAIL);
    }

    private static Desk coarse(Criterion line) {
        return twentySeconds(
                new Desk(policy(List.of(), stage(10, 10, List.of(line))))
                        .begin()
                        .enter(0, 0),
                100_000,
                250_000);
    }

    private static Desk twentySeconds(Desk desk, long above, long atMost) {
        for (long at = 0; at < 20; at++) {
            desk.coarse(Desk.CANARY, at, 20, above, atMost)
                    .coarse(Desk.BASELINE, at, 20, above, atMost)
                    .advanceTo(at + 1);
        }
        return desk;
    }
}
