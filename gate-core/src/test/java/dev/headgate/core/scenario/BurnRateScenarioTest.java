package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.burns;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.stop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Burn;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BurnRateScenarioTest {

    private static final Duration OVER = Duration.ofMinutes(5);
    private static final Duration AND = Duration.ofSeconds(20);
    private static final Criterion BURNS = burns(0.99, 5, OVER, Optional.of(AND));

    @Test
    void aBudgetThatBurnsTooFastOverBothWindowsRollsBackAndTheVerdictHasTheFiguresOfBoth() {
        ScenarioResult result = started(staged(BURNS))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.3).during(Span.seconds(100, 600)))
                .run(Duration.ofMinutes(4));

        Decision rollback = result.first(DecisionKind.ROLLBACK).orElseThrow();
        Verdict verdict = verdict(rollback.verdicts(), BURNS);
        Burn burn = verdict.burn().orElseThrow();
        Burn.Window shorter = burn.andOver().orElseThrow();
        assertThat(rollback.decidingCriterion()).contains(BURNS.text());
        assertThat(rollback.reason())
                .matches("the canary burned the 99 % objective's error budget [0-9.]+ times as fast as allowed"
                        + " over the [0-9]+ s since it carries traffic and [0-9.]+ times over the last 20 s \\(limit 5\\),"
                        + " [0-9]+ of [0-9]+ requests failed");
        assertThat(verdict.statistic()).isEqualTo("burnRate");
        assertThat(verdict.unit()).isEqualTo("times");
        assertThat(verdict.limit()).hasValue(5);
        assertThat(verdict.observed()).isEqualTo(burn.over().rate());
        assertThat(verdict.requests()).isEqualTo(burn.over().requests());
        assertThat(verdict.requestIds()).isNotEmpty();
        assertThat(burn.objective()).isEqualTo(0.99);
        assertThat(burn.over().rate().orElseThrow()).isBetween(5.0, 8.0);
        assertThat(shorter.length()).isEqualTo(AND);
        assertThat(shorter.rate().orElseThrow())
                .isGreaterThan(burn.over().rate().orElseThrow());
        assertThat(shorter.requests()).isLessThan(burn.over().requests());
    }

    @Test
    void aBudgetDoesNotBeginAnewWithAStage() {
        ScenarioResult result = started(staged(BURNS)).run(Duration.ofSeconds(150));

        Evaluation last = result.evaluations().get(result.evaluations().size() - 1);
        Duration reach =
                verdict(last.verdicts(), BURNS).burn().orElseThrow().over().length();
        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        assertThat(last.stage()).isEqualTo(2);
        assertThat(reach).isGreaterThan(Duration.ofSeconds(60));
        assertThat(result.evaluations())
                .filteredOn(each -> each.stage() > 0)
                .allSatisfy(each ->
                        assertThat(verdict(each.verdicts(), BURNS).judgement()).isEqualTo(Judgement.PASS));
    }

    @Test
    void failuresThatAreOverDoNotBurnAnyMore() {
        ScenarioResult both = burst(burns(0.99, 5, OVER, Optional.of(AND))).run(Duration.ofMinutes(2));
        ScenarioResult one = burst(burns(0.99, 5, OVER, Optional.empty())).run(Duration.ofMinutes(2));

        assertThat(one.evaluations()
                        .get(one.evaluations().size() - 1)
                        .verdicts()
                        .get(0)
                        .judgement())
                .isEqualTo(Judgement.FAIL);
        Verdict last =
                both.evaluations().get(both.evaluations().size() - 1).verdicts().get(0);
        assertThat(last.judgement()).isEqualTo(Judgement.PASS);
        assertThat(last.burn().orElseThrow().over().rate().orElseThrow()).isGreaterThan(5);
    }

    @Test
    void aCanaryAtFivePercentBurnsItsOwnBudgetThoughTheServicesIsHardlyTouched() {
        ScenarioResult result = started(
                        policy(List.of(rollback(BURNS)), stage(5, 600, List.of()), stage(100, 60, List.of())))
                .with(Traffic.healthy(Scenario.CANARY).failing(1).during(Span.seconds(30, 600)))
                .run(Duration.ofMinutes(3));

        assertThat(result.kinds()).endsWith(DecisionKind.ROLLBACK);
    }

    @Test
    void fewRequestsAreUndecidedUnlessTheirFailureCannotBeChance() {
        Criterion patient = burns(0.9, 2, OVER, Optional.empty());
        Policy held = policy(List.of(rollback(patient)), stage(10, 600, List.of()), stage(100, 60, List.of()));
        ScenarioResult few =
                started(held).with(Traffic.healthy(Scenario.CANARY).atRate(4)).run(Duration.ofSeconds(60));
        ScenarioResult allFailed = started(held)
                .with(Traffic.healthy(Scenario.CANARY).atRate(4).failing(1))
                .run(Duration.ofSeconds(60));
        ScenarioResult silent =
                started(held).with(Traffic.healthy(Scenario.CANARY).atRate(0)).run(Duration.ofSeconds(60));

        Verdict undecided = last(few);
        assertThat(undecided.cause()).isEqualTo(UndecidedCause.TOO_FEW_REQUESTS);
        assertThat(undecided.sentence())
                .startsWith("the canary's error budget of the 90 % objective: not decided, ")
                .contains("since it carries traffic");
        assertThat(allFailed.first(DecisionKind.ROLLBACK).orElseThrow().reason())
                .contains("too many to be chance");
        assertThat(last(silent).cause()).isEqualTo(UndecidedCause.NO_TRAFFIC);
    }

    @Test
    void burningGoesOnUnchangedWhenTheGateIsRestarted() {
        Scenario uninterrupted = burst(BURNS);
        Scenario restarted = burst(BURNS);
        for (int second = 20; second < 110; second += 7) {
            restarted.restarted(Duration.ofSeconds(second));
        }

        ScenarioResult result = restarted.run(Duration.ofMinutes(2));
        ScenarioResult expected = uninterrupted.run(Duration.ofMinutes(2));

        assertThat(result.decisions()).isEqualTo(expected.decisions());
        assertThat(result.evaluations()).isEqualTo(expected.evaluations());
    }

    /** Two stages, and half a minute in which half of the requests fail. */
    private static Scenario burst(Criterion criterion) {
        Policy policy =
                policy(List.of(stop(criterion, Effect.NOTIFY)), stage(10, 30, List.of()), stage(50, 600, List.of()));
        return started(policy)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.5).during(Span.seconds(40, 70)));
    }

    private static Policy staged(Criterion criterion) {
        return policy(
                List.of(rollback(criterion)),
                stage(10, 40, List.of()),
                stage(50, 40, List.of()),
                stage(100, 60, List.of()));
    }

    private static Scenario started(Policy policy) {
        return Scenario.of(policy).start(Duration.ofSeconds(5), "r1");
    }

    private static Verdict last(ScenarioResult result) {
        return result.evaluations()
                .get(result.evaluations().size() - 1)
                .verdicts()
                .get(0);
    }

    private static Verdict verdict(List<Verdict> verdicts, Criterion criterion) {
        return verdicts.stream()
                .filter(each -> each.criterion().equals(criterion.text()))
                .findFirst()
                .orElseThrow();
    }
}
