package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.confident;
import static dev.headgate.core.Policies.errorRate;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Evidence that cannot be taken in takes no limit down. A second with more failures than requests is what breaks it here. */
class EvidenceFailureTest {

    private static final long BEGINNING = Scenario.BEGINNING.getEpochSecond();
    private static final Measure ERRORS = new Measure.ErrorRate();

    private final List<TickOutcome> outcomes = new ArrayList<>();

    @Test
    void aLimitRollsBackWhileComparisonsFail() {
        run(comparing(), 60, second -> second >= 20, second -> second >= 30 ? 30 : 0);

        assertThat(decisions()).extracting(Decision::kind).containsExactly(DecisionKind.PROMOTE, DecisionKind.ROLLBACK);
        assertThat(decisions().get(1).reason()).contains("(limit 20 %)");
        Verdict compared = decisions().get(1).verdicts().get(0);
        assertThat(compared.cause()).isEqualTo(UndecidedCause.EVIDENCE_FAILED);
        assertThat(compared.sentence()).contains("its evidence could not be taken in, a fault of the gate's own");
    }

    @Test
    void nothingIsPromotedOnLimitsAloneMeanwhile() {
        run(comparing(), 60, second -> second >= 20, second -> 0);

        assertThat(decisions()).extracting(Decision::kind).containsExactly(DecisionKind.PROMOTE);
    }

    @Test
    void oneSecondThatCannotBeTakenInIsLeftOutAndTheNextOnesCount() {
        run(comparing(), 60, second -> second == 20, second -> second >= 25 ? 5 : 0);

        assertThat(decisions().get(1).kind()).isEqualTo(DecisionKind.ROLLBACK);
        assertThat(decisions().get(1).reason()).contains("is worse than the baseline's");
    }

    @Test
    void aLineThatCannotBeSetUpIsNeverDecidedAndTheOthersAre() {
        Policy impossible = policy(
                List.of(
                        rollback(confident(ERRORS, Operator.GREATER, 0, 0.99)),
                        rollback(errorRate(Operator.GREATER, 0.2))),
                stage(50, 60, List.of()),
                stage(100, 10, List.of()));

        run(impossible, 60, second -> false, second -> second >= 30 ? 30 : 0);

        assertThat(decisions().get(1).kind()).isEqualTo(DecisionKind.ROLLBACK);
        assertThat(decisions().get(1).verdicts().get(0).cause()).isEqualTo(UndecidedCause.EVIDENCE_FAILED);
    }

    private void run(Policy policy, int seconds, IntPredicate broken, IntUnaryOperator failures) {
        VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
        for (int second = 0; second < seconds; second++) {
            if (second == 5) {
                gate.start(Scenario.startOf(policy, "start", "r1"), policy);
            }
            List<SeriesSecond> parts = new ArrayList<>();
            parts.add(part(Scenario.CANARY, second, 50, failures.applyAsInt(second)));
            parts.add(part(Scenario.BASELINE, second, 50, broken.test(second) ? 60 : 0));
            outcomes.add(gate.second(BEGINNING + second, parts));
        }
    }

    private List<Decision> decisions() {
        return outcomes.stream().flatMap(each -> each.decisions().stream()).toList();
    }

    private static Policy comparing() {
        return policy(
                List.of(rollback(worse(ERRORS, new Margin.None())), rollback(errorRate(Operator.GREATER, 0.2))),
                stage(50, 40, List.of()),
                stage(100, 10, List.of()));
    }

    private static SeriesSecond part(String version, int second, int requests, int errors) {
        LatencySketch latencies = new LatencySketch();
        latencies.record(20_000, requests);
        return new SeriesSecond(
                new SeriesKey(version, "checkout", Labels.NONE),
                BEGINNING + second,
                requests,
                errors,
                20_000L * requests,
                latencies,
                List.of());
    }
}
