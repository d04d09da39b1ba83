package dev.headgate.core.judge;

import static dev.headgate.core.Policies.confident;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.noSuccess;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Policies;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come in data points of metrics, each of a minute. */
class LongPointsJudgedTest {

    private static final String STOP = "stop/0";
    private static final long INTERVAL = 60;

    @Test
    void aHealthyCanaryIsNeverSilentBetweenItsPoints() {
        Desk desk = desk(noSuccess(30)).enter(0, 0);

        for (long at = 1; at < 600; at++) {
            healthyPoints(desk, at);
            Verdict verdict = desk.advanceTo(at + 1).verdict(STOP, at + 1);

            assertThat(verdict.judgement()).as("second " + at).isNotEqualTo(Judgement.FAIL);
        }
    }

    @Test
    void silenceBetweenPointsIsUndecidedAndItsSentenceSaysWhatToDo() {
        Desk desk = desk(noSuccess(30)).enter(0, 0);
        for (long at = 1; at <= 180; at++) {
            healthyPoints(desk, at);
            desk.advanceTo(at + 1);
        }

        Verdict verdict = desk.verdict(STOP, 225);

        assertThat(verdict.judgement()).isEqualTo(Judgement.UNDECIDED);
        assertThat(verdict.cause()).isEqualTo(UndecidedCause.TOO_COARSE);
        assertThat(verdict.sentence())
                .isEqualTo(
                        "the canary's successful requests: not decided, there was none for 30 s, but its metrics come in"
                                + " points of 60 s, and silence is known after 2 min; ask for no success for 2 min or more, or"
                                + " export metrics more often");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 90, 120, 180})
    void aCanaryThatDiesIsFoundWhenTwiceItsIntervalAndWhatIsAskedHavePassed(int asked) {
        Desk desk = desk(noSuccess(asked)).enter(0, 0);
        for (long at = 1; at <= 217; at++) {
            healthyPoints(desk, at);
            desk.advanceTo(at + 1);
        }
        long known = 217 + Math.max(asked, 2 * INTERVAL);

        for (long at = 218; at <= known + 1; at++) {
            if (at % INTERVAL == 0) {
                desk.point(Desk.BASELINE, at, INTERVAL, 600, 0);
            }
            desk.advanceTo(at);
            assertThat(desk.judge(STOP, at).finding().condition() == Condition.TRUE)
                    .as("second " + at)
                    .isEqualTo(at > known);
        }
    }

    @Test
    void aCanaryOfWhichNoPointHasComeIsTakenToExportAsTheBaselineDoes() {
        Desk desk = desk(noSuccess(30));
        desk.point(Desk.BASELINE, 0, INTERVAL, 600, 0).enter(0, 1);
        desk.advanceTo(60).point(Desk.BASELINE, 60, INTERVAL, 600, 0);

        assertThat(desk.verdict(STOP, 61).cause()).isEqualTo(UndecidedCause.TOO_COARSE);
        assertThat(desk.restarted().verdict(STOP, 61).cause()).isEqualTo(UndecidedCause.TOO_COARSE);
    }

    @Test
    void whoWritesSpansAgainIsJudgedBySecondsAgain() {
        Desk desk = desk(noSuccess(30)).enter(0, 0);
        for (long at = 1; at <= 120; at++) {
            healthyPoints(desk, at);
            desk.advanceTo(at + 1);
        }
        desk.traffic(121, 260);
        for (long at = 260; at < 292; at++) {
            desk.requests(Desk.BASELINE, "checkout", Map.of(), at, 20, 0, 20_000)
                    .advanceTo(at + 1);
        }

        assertThat(desk.judge(STOP, 292).finding().condition()).isEqualTo(Condition.TRUE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPointThatBeganBeforeTheStageIsNoneOfItsEvidence(boolean restarted) {
        Desk desk = new Desk(policy(
                        List.of(rollback(errorRate(Operator.GREATER, 0.5))),
                        stage(10, 300, List.of(errorRate(Operator.LESS, 0.01)))))
                .begin();
        desk.point(Desk.CANARY, -10, INTERVAL, 600, 600).enter(0, 0);
        desk.advanceTo(50).point(Desk.CANARY, 50, INTERVAL, 600, 600);
        desk.advanceTo(51);
        Verdict before = (restarted ? desk.restarted() : desk).verdict(STOP, 51);
        desk.advanceTo(110).point(Desk.CANARY, 110, INTERVAL, 600, 0);
        desk.advanceTo(111);

        Verdict after = (restarted ? desk.restarted() : desk).verdict("stage/0/advance/0", 111);

        assertThat(before.judgement()).isEqualTo(Judgement.UNDECIDED);
        assertThat(before.requests()).isZero();
        assertThat(after.requests()).isEqualTo(600);
        assertThat(after.observed()).hasValue(0);
    }

    @Test
    void aPointThatWasThereBeforeTheGateKnewOfTheStageIsNoneOfItsEvidenceEither() {
        Desk desk = new Desk(policy(List.of(rollback(errorRate(Operator.GREATER, 0.5))), stage(10, 300, List.of())))
                .begin();
        desk.advanceTo(52).point(Desk.CANARY, 50, INTERVAL, 600, 600);

        Verdict verdict = desk.enter(0, 0).verdict(STOP, 52);

        assertThat(verdict.requests()).isZero();
    }

    @Test
    void evidenceOfALineWithConfidenceBeginsBehindSuchAPointToo() {
        Desk desk = new Desk(policy(
                        List.of(rollback(confident(new Measure.ErrorRate(), Operator.GREATER, 0.05, 0.95))),
                        stage(10, 300, List.of())))
                .begin();
        desk.point(Desk.CANARY, -10, INTERVAL, 600, 0).enter(0, 0);
        desk.advanceTo(50).point(Desk.CANARY, 50, INTERVAL, 600, 600);
        desk.advanceTo(60);

        Verdict before = desk.verdict(STOP, 60);
        desk.verdict(STOP, 100);
        desk.advanceTo(110).point(Desk.CANARY, 110, INTERVAL, 600, 600);
        Verdict after = desk.advanceTo(120).verdict(STOP, 120);

        assertThat(before.requests()).isZero();
        assertThat(after.requests()).isEqualTo(600);
    }

    @Test
    void aHealthyCanaryIsUpAllTheTimeWhereverItsPointsEnd() {
        Desk desk = desk(Policies.criterion("uptime < 0.95", new Measure.Uptime(), Operator.LESS, 0.95))
                .enter(0, 0);

        for (long at = 1; at < 600; at++) {
            healthyPoints(desk, at);
            assertThat(desk.advanceTo(at + 1).judge(STOP, at + 1).finding().condition())
                    .as("second " + at)
                    .isNotEqualTo(Condition.TRUE);
        }
    }

    @Test
    void aThroughputOverLessThanTwoPointsIsUndecided() {
        Desk desk = desk(Policies.criterion("throughput < 5", new Measure.Throughput(), Operator.LESS, 5))
                .enter(0, 0);

        for (long at = 1; at < 400; at++) {
            healthyPoints(desk, at);
            Judged judged = desk.advanceTo(at + 1).judge(STOP, at + 1);
            assertThat(judged.finding().condition()).as("second " + at).isNotEqualTo(Condition.TRUE);
        }
    }

    private static Desk desk(Criterion stop) {
        return new Desk(policy(List.of(rollback(stop)), stage(10, 600, List.of()))).begin();
    }

    private static void healthyPoints(Desk desk, long at) {
        if (at % INTERVAL == 0) {
            desk.point(Desk.BASELINE, at, INTERVAL, 600, 0);
        }
        if (at % INTERVAL == 37) {
            desk.point(Desk.CANARY, at, INTERVAL, 600, 0);
        }
    }
}
