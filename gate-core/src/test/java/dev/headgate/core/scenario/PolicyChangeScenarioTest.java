package dev.headgate.core.scenario;

import static dev.headgate.core.Doings.approval;
import static dev.headgate.core.Doings.hook;
import static dev.headgate.core.Doings.leaving;
import static dev.headgate.core.Policies.confident;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.scenario.ExecutorBehaviour.Answer;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A running rollout under another policy. */
class PolicyChangeScenarioTest {

    private static final Duration START = Duration.ofSeconds(5);
    private static final String OTHER = "1".repeat(64);
    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Policy BEFORE = policy(
            List.of(rollback(worse(new Measure.ErrorRate(), new Margin.None()))),
            stage(10, 60, FINE),
            stage(50, 60, FINE),
            stage(100, 10, FINE));

    @Test
    void theStageBeginsAnewUnderTheOtherPolicyAndEverythingAfterwardsIsItsOwn() {
        Policy after = policy(BEFORE.stop(), stage(10, 10, FINE), stage(100, 10, FINE));
        ScenarioResult result = changed(after).run(Duration.ofSeconds(70));

        assertThat(result.kinds())
                .containsExactly(
                        DecisionKind.PROMOTE, DecisionKind.RECORD, DecisionKind.PROMOTE, DecisionKind.COMPLETE);
        assertThat(result.decisions())
                .extracting(Decision::policyHash)
                .containsExactly("0".repeat(64), OTHER, OTHER, OTHER);
        assertThat(result.decisions().get(1).reason())
                .isEqualTo("the policy was changed to checkout (" + OTHER
                        + ") by ada: too slow; stage 1 begins anew under it");
        assertThat(Duration.between(
                        Scenario.BEGINNING, result.decisions().get(2).evaluatedAt()))
                .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(42));
        assertThat(result.last().stages()).isEqualTo(2);
        assertThat(result.last().policyHash()).isEqualTo(OTHER);
    }

    @Test
    void evidenceOfLinesThatStayTheSameGoesOnAndThatOfOthersBeginsAnew() {
        Policy before = policy(
                List.of(
                        rollback(worse(new Measure.ErrorRate(), new Margin.None())),
                        rollback(worse(new Measure.LatencyQuantile(0.95), new Margin.None()))),
                stage(10, 600, List.of(confident(new Measure.ErrorRate(), Operator.LESS, 0.02, 0.99))));
        Policy after = policy(
                List.of(
                        rollback(worse(new Measure.ErrorRate(), new Margin.None())),
                        rollback(worse(new Measure.LatencyQuantile(0.95), new Margin.Share(0.2)))),
                stage(10, 600, List.of(confident(new Measure.ErrorRate(), Operator.LESS, 0.02, 0.99))));
        ScenarioResult without = Scenario.of(before).start(START, "r1").run(Duration.ofMinutes(1));
        ScenarioResult with = Scenario.of(before)
                .start(START, "r1")
                .command(Duration.ofSeconds(57), change(), after)
                .run(Duration.ofMinutes(1));

        assertThat(compared(without, 0)).isGreaterThan(400);
        assertThat(compared(with, 0)).isBetween(compared(without, 0) - 50, compared(without, 0));
        assertThat(compared(without, 1)).isGreaterThan(400);
        assertThat(compared(with, 1)).isLessThan(50);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThat(refused(policy(List.of(), stage(20, 10, FINE), stage(100, 10, FINE))))
                .contains("stage 1 has 10% in force, and the policy's has 20%; it must be the same");
        assertThat(refused(policy(List.of(), stage(10, 10, FINE)).in(Mode.OBSERVE)))
                .contains("a mode cannot be changed under way");
        ScenarioResult without = Scenario.of(BEFORE)
                .start(START, "r1")
                .command(Duration.ofSeconds(30), change())
                .run(Duration.ofSeconds(35));
        assertThat(without.decisions().get(1).reason()).contains("it came without a policy that was read");
    }

    @Test
    void whatWasApprovedIsToBeApprovedAgain() {
        Policy with = policy(List.of(), leaving(stage(10, 30, FINE), approval("lead")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(with)
                .start(START, "r1")
                .command(Duration.ofSeconds(20), new Approve(Scenario.header("a1", "r1"), "lead"))
                .command(Duration.ofSeconds(30), change(), with)
                .run(Duration.ofSeconds(70));

        assertThat(result.last().phase()).isEqualTo(Phase.AWAITING);
    }

    @Test
    void aHookThatWasRunForTheFormerPolicyDecidesNothingUnderTheOther() {
        Policy before = policy(List.of(), leaving(stage(10, 10, FINE), hook("smoke")), stage(100, 10, FINE));
        Policy after = policy(List.of(), leaving(stage(10, 10, FINE), hook("load-test")), stage(100, 10, FINE));
        ScenarioResult result = Scenario.of(before)
                .executedBy(ExecutorBehaviour.SOUND.running("smoke", Answer.FAILS, Duration.ofSeconds(20), Map.of()))
                .start(START, "r1")
                .command(Duration.ofSeconds(25), change(), after)
                .run(Duration.ofSeconds(80));

        assertThat(result.kinds()).doesNotContain(DecisionKind.ROLLBACK);
        assertThat(result.decisions().stream()
                        .filter(decision -> decision.kind() == DecisionKind.RUN)
                        .map(decision -> decision.runbook().name()))
                .containsExactly("smoke", "load-test");
    }

    @Test
    void aRestartAfterwardsGoesOnUnderTheOtherPolicy() {
        Policy after = policy(BEFORE.stop(), stage(10, 10, FINE), stage(100, 10, FINE));
        List<Decision> without = changed(after).run(Duration.ofSeconds(70)).decisions();
        List<Decision> with = changed(after)
                .restarted(Duration.ofSeconds(31))
                .restarted(Duration.ofSeconds(44))
                .run(Duration.ofSeconds(70))
                .decisions();

        assertThat(with).isEqualTo(without);
    }

    private static String refused(Policy after) {
        ScenarioResult result = changed(after).run(Duration.ofSeconds(35));
        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE, DecisionKind.REFUSE);
        assertThat(result.last().policyHash()).isEqualTo("0".repeat(64));
        return result.decisions().get(1).reason();
    }

    private static Scenario changed(Policy after) {
        return Scenario.of(BEFORE).start(START, "r1").command(Duration.ofSeconds(30), change(), after);
    }

    private static ChangePolicy change() {
        return new ChangePolicy(
                Scenario.header("p1", "r1", "too slow"), new PolicyText("other.yaml", "policy: other", OTHER));
    }

    private static long compared(ScenarioResult result, int line) {
        Evaluation last = result.evaluations().get(result.evaluations().size() - 1);
        return last.verdicts().get(line).comparison().orElseThrow().canaryRequests();
    }
}
