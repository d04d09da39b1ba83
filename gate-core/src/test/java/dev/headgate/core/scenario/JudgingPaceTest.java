package dev.headgate.core.scenario;

import static dev.headgate.core.Around.ramp;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.holding;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate that judges less often decides the same, at most so much later. */
class JudgingPaceTest {

    private static final List<Criterion> FINE = List.of(errorRate(Operator.LESS, 0.02));
    private static final Policy POLICY = policy(
            List.of(rollback(holding(errorRate(Operator.GREATER, 0.1), Duration.ofSeconds(20)))),
            ramp(stage(50, 60, FINE), 46, Duration.ofSeconds(40)),
            stage(100, 600, FINE));

    @ParameterizedTest(name = "judged every {0} s")
    @ValueSource(ints = {2, 5, 10})
    void judgingLessOftenChangesNoDecisionAndDelaysItAtMostByThat(int seconds) {
        List<Decision> usual = run(GateSettings.DEFAULTS);
        List<Decision> seldom = run(GateSettings.DEFAULTS.withJudgeEvery(Duration.ofSeconds(seconds)));

        assertThat(seldom).extracting(Decision::kind).isEqualTo(kinds(usual));
        assertThat(seldom)
                .extracting(Decision::to)
                .containsExactlyElementsOf(usual.stream().map(Decision::to).toList());
        // What had to wait for a judging moves what follows it too.
        for (int i = 0; i < usual.size(); i++) {
            assertThat(Duration.between(
                            usual.get(i).evaluatedAt(), seldom.get(i).evaluatedAt()))
                    .as("decision %d", i)
                    .isBetween(Duration.ZERO, Duration.ofSeconds((long) seconds * (i + 1)));
        }
    }

    @Test
    void aDistanceThatIsNoWholeSecondIsRefused() {
        assertThatThrownBy(() -> GateSettings.DEFAULTS.withJudgeEvery(Duration.ofMillis(1_500)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("judgeEvery must be whole seconds");
    }

    private static List<Decision> run(GateSettings settings) {
        return Scenario.of(POLICY)
                .settings(settings)
                .with(Traffic.healthy(Scenario.CANARY).failing(0.6).during(Span.seconds(100, 600)))
                .start(Duration.ofSeconds(5), "r1")
                .run(Duration.ofMinutes(3))
                .decisions();
    }

    private static List<?> kinds(List<Decision> decisions) {
        return decisions.stream().map(Decision::kind).toList();
    }
}
