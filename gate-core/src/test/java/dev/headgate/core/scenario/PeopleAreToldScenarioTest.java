package dev.headgate.core.scenario;

import static dev.headgate.core.Around.level;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Around;
import dev.headgate.core.Policies;
import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.OpenNotice;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StopLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Escalations until somebody acknowledges, figures told again and again, and what a service has to show after a rollback. */
class PeopleAreToldScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);

    private static final Policy NOTIFYING = escalating(Policies.policy(
            List.of(new StopLine(errorRate(Operator.GREATER, 0.2), Effect.NOTIFY, Severity.CRITICAL)),
            stage(50, 300, List.of()),
            stage(100, 10, List.of())));

    private static final Policy ROLLING_BACK = Policies.policy(
            List.of(Policies.rollback(errorRate(Operator.GREATER, 0.2))),
            stage(50, 300, List.of()),
            stage(100, 10, List.of()));

    @Test
    void eachLevelIsToldOnceUntilSomebodyAcknowledges() {
        ScenarioResult result = failing(NOTIFYING, 20, 90)
                .command(Duration.ofSeconds(45), new Acknowledge(Scenario.header("ack", "r1"), ""))
                .run(Duration.ofSeconds(90));

        List<Decision> told = result.decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.NOTIFY)
                .toList();
        assertThat(told)
                .extracting(Decision::recipients)
                .containsExactly(List.of(), List.of("on-call"), List.of("lead"));
        assertThat(told).extracting(Decision::severity).containsOnly(Severity.CRITICAL);
        assertThat(Duration.between(told.get(0).evaluatedAt(), told.get(1).evaluatedAt()))
                .isZero();
        assertThat(Duration.between(told.get(0).evaluatedAt(), told.get(2).evaluatedAt()))
                .isEqualTo(Duration.ofSeconds(15));
        Decision acknowledged = result.first(DecisionKind.RECORD).orElseThrow();
        assertThat(acknowledged.reason())
                .startsWith("ada has acknowledged " + told.get(0).decisionId())
                .contains("later than the 10 s that the policy asks for");
        assertThat(acknowledged.regards()).hasValue(told.get(0).decisionId());
        assertThat(told)
                .extracting(Decision::regards)
                .containsExactly(Optional.empty(), acknowledged.regards(), acknowledged.regards());
        assertThat(result.last().situation().notices()).isEmpty();
    }

    @Test
    void anOpenNoticeIsSeenAndSurvivesARestart() {
        ScenarioResult result = failing(NOTIFYING, 20, 90)
                .restarted(Duration.ofSeconds(25))
                .restarted(Duration.ofSeconds(40))
                .run(Duration.ofMinutes(1));

        assertThat(recipients(result)).containsExactly(List.of(), List.of("on-call"), List.of("lead"), List.of("cto"));
        assertThat(result.last().situation().notices())
                .extracting(OpenNotice::level)
                .containsExactly(3);
    }

    @Test
    void anAcknowledgementOfNothingIsRefused() {
        ScenarioResult result = Scenario.of(NOTIFYING)
                .start(START, "r1")
                .command(Duration.ofSeconds(8), new Acknowledge(Scenario.header("ack", "r1"), ""))
                .run(Duration.ofSeconds(10));

        assertThat(result.first(DecisionKind.REFUSE).orElseThrow().reason())
                .contains("nothing waits to be acknowledged");
    }

    @Test
    void anAcknowledgementAfterTheRollbackHearsThatItIsOver() {
        ScenarioResult result = failing(escalating(ROLLING_BACK), 20, 90)
                .command(Duration.ofSeconds(100), new Acknowledge(Scenario.header("ack", "r1"), ""))
                .run(Duration.ofMinutes(2));

        assertThat(result.first(DecisionKind.REFUSE).orElseThrow().reason())
                .endsWith("nothing waits to be acknowledged: what people were told of ended with the rollout, which is"
                        + " rolled-back; nobody else is told of it");
    }

    @Test
    void whatARollbackTookBackIsNotEscalatedAnyFurther() {
        ScenarioResult result = failing(escalating(ROLLING_BACK), 20, 90).run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK, DecisionKind.NOTIFY);
        assertThat(recipients(result)).containsExactly(List.of("on-call"));
        assertThat(result.gate().live()).isFalse();
    }

    @Test
    void aRollbackThatFailedIsEscalatedUntilSomebodyAcknowledges() {
        ScenarioResult result = failing(escalating(ROLLING_BACK), 20, 90)
                .executedBy(ExecutorBehaviour.SOUND.answeringRollbacks(Answer.FAILS))
                .run(Duration.ofSeconds(90));

        assertThat(recipients(result)).contains(List.of("on-call"), List.of("lead"), List.of("cto"));
    }

    @Test
    void figuresAreToldAtTheirTimesAndChangeNothing() {
        Policy policy = Around.reporting(
                Policies.policy(
                        List.of(),
                        Around.reporting(
                                stage(50, 35, List.of()),
                                Around.every(Duration.ofSeconds(10), Duration.ofSeconds(25), "chat")),
                        stage(100, 10, List.of())),
                Around.every(Duration.ofSeconds(30), Duration.ofDays(1), "lead"));

        ScenarioResult result = Scenario.of(policy)
                .start(START, "r1")
                .restarted(Duration.ofSeconds(20))
                .run(Duration.ofSeconds(70));
        ScenarioResult without = Scenario.of(
                        Policies.policy(List.of(), stage(50, 35, List.of()), stage(100, 10, List.of())))
                .start(START, "r1")
                .run(Duration.ofSeconds(70));

        List<Decision> told = result.decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.NOTIFY)
                .toList();
        assertThat(told)
                .extracting(Decision::recipients)
                .containsExactly(List.of("chat"), List.of("chat"), List.of("lead"));
        assertThat(told).extracting(Decision::severity).containsOnly(Severity.INFO);
        assertThat(told.get(0).reason())
                .matches("stage 1 of 2 at 50%, observing, at least 25 s left; canary 2\\.0\\.0: [0-9.]+ requests/s,"
                        + " errors [0-9.]+ %, p50 [0-9.]+ ms, p95 [0-9.]+ ms, p99 [0-9.]+ ms;"
                        + " baseline 1\\.0\\.0: .*");
        assertThat(result.last().reason()).isEqualTo(without.last().reason());
        assertThat(movesOf(result)).isEqualTo(movesOf(without));
    }

    @Test
    void afterARollbackTheBaselineIsJudgedUntilTheLineIsTrue() {
        Policy policy = Around.afterRollback(ROLLING_BACK, errorRate(Operator.LESS, 0.05), 60, Response.NOTIFY);

        ScenarioResult result = failing(policy, 20, 60)
                .with(Traffic.healthy(Scenario.BASELINE).failing(0.5).during(Span.seconds(15, 40)))
                .restarted(Duration.ofSeconds(30))
                .run(Duration.ofMinutes(2));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK, DecisionKind.NOTIFY);
        Decision recovered = result.decisions().get(2);
        assertThat(recovered.severity()).isEqualTo(Severity.INFO);
        assertThat(recovered.reason()).contains("`errorRate < 0.05` is true").contains("after the rollback");
        assertThat(Duration.between(Scenario.BEGINNING, recovered.evaluatedAt()))
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(55));
        assertThat(result.gate().live()).isFalse();
    }

    @Test
    void whatDoesNotRecoverInTimeIsToldAndEscalated() {
        Policy policy = escalating(Around.afterRollback(
                ROLLING_BACK,
                errorRate(Operator.LESS, 0.05),
                20,
                new Response(Effect.NOTIFY, Optional.empty(), Optional.of("database"), Optional.empty(), Effect.HOLD)));

        ScenarioResult result = failing(policy, 20, 300)
                .with(Traffic.healthy(Scenario.BASELINE).failing(0.5).during(Span.seconds(15, 300)))
                .command(Duration.ofSeconds(65), new Acknowledge(Scenario.header("ack", "r1"), ""))
                .run(Duration.ofSeconds(150));

        List<List<String>> told = recipients(result);
        assertThat(told).containsSubsequence(List.of("database"), List.of("on-call"), List.of("lead"));
        assertThat(told).doesNotContain(List.of("cto"));
        assertThat(result.decisions().stream().filter(each -> each.recipients().contains("database")))
                .singleElement()
                .satisfies(page -> {
                    assertThat(page.severity()).isEqualTo(Severity.CRITICAL);
                    assertThat(page.reason()).contains("has not become true within 20 s after the rollback");
                });
        assertThat(result.gate().live()).isFalse();
    }

    @Test
    void aNewStartEndsWhatFollowedTheRollback() {
        Policy policy = Around.afterRollback(ROLLING_BACK, errorRate(Operator.LESS, 0.05), 60, Response.NOTIFY);

        ScenarioResult result = failing(policy, 20, 25)
                .with(Traffic.healthy(Scenario.BASELINE).failing(0.5).during(Span.seconds(15, 300)))
                .start(Duration.ofSeconds(50), "r2")
                .run(Duration.ofMinutes(2));

        assertThat(result.decisions().stream().filter(each -> each.rolloutId().equals("r1")))
                .extracting(Decision::kind)
                .containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(result.last().rolloutId()).isEqualTo("r2");
    }

    private static Scenario failing(Policy policy, int from, int to) {
        return Scenario.of(policy)
                .start(START, "r1")
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(from, to)));
    }

    private static Policy escalating(Policy policy) {
        return Around.escalating(
                policy,
                Severity.CRITICAL,
                Duration.ofSeconds(10),
                level(Duration.ZERO, "on-call"),
                level(Duration.ofSeconds(15), "lead"),
                level(Duration.ofSeconds(30), "cto"));
    }

    private static List<List<String>> recipients(ScenarioResult result) {
        return result.decisions().stream()
                .filter(decision -> decision.kind() == DecisionKind.NOTIFY)
                .map(Decision::recipients)
                .toList();
    }

    private static List<String> movesOf(ScenarioResult result) {
        return result.decisions().stream()
                .filter(decision -> decision.kind() != DecisionKind.NOTIFY)
                .map(decision -> decision.kind() + " " + decision.evaluatedAt() + " " + decision.to())
                .toList();
    }
}
