package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.notWorse;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.weightOf;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Policies;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SeriesKey;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.UndecidedCause;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.WeightOf;
import dev.headgate.schemas.sketch.LatencySketch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BiasedTelemetryTest {

    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final long BEGINNING = Scenario.BEGINNING.getEpochSecond();
    private static final int ROLLOUTS = 15;
    private static final int SECONDS = 1_200;

    /** What becomes of a tenth, or another share, of the canary's successes. */
    private enum Missing {
        LATE,
        LOST
    }

    @Test
    void whatComesLateHoldsComparisonsAndLeavesLimitsAlone() {
        Scenario late = Scenario.of(policy(
                        List.of(rollback(worse(ERRORS, new Margin.None()))),
                        stage(50, 15, List.of(notWorse(ERRORS, new Margin.Points(0.05)))),
                        stage(100, 10, List.of())))
                .start(Duration.ofSeconds(5), "r1")
                .late(Scenario.CANARY, Span.seconds(8, 60), Duration.ofSeconds(4));

        ScenarioResult result = late.run(Duration.ofSeconds(60));
        ScenarioResult failing = late.with(
                        Traffic.healthy(Scenario.CANARY).failing(0.5).during(Span.seconds(20, 60)))
                .run(Duration.ofSeconds(60));

        assertThat(result.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(causes(result)).contains(UndecidedCause.LATE_TELEMETRY);
        assertThat(failing.kinds()).containsExactly(DecisionKind.PROMOTE);
    }

    @Test
    void limitsActWhileComparisonsAreHeld() {
        Policy limited = policy(
                List.of(
                        rollback(worse(ERRORS, new Margin.None())),
                        rollback(Policies.errorRate(Operator.GREATER, 0.2))),
                stage(50, 60, List.of()),
                stage(100, 10, List.of()));
        ScenarioResult result = Scenario.of(limited)
                .start(Duration.ofSeconds(5), "r1")
                .late(Scenario.CANARY, Span.seconds(8, 90), Duration.ofSeconds(4))
                .with(Traffic.healthy(Scenario.CANARY).failing(0.5).during(Span.seconds(30, 90)))
                .run(Duration.ofSeconds(60));

        assertThat(result.first(DecisionKind.ROLLBACK).orElseThrow().reason()).contains("(limit 20 %)");
    }

    @Test
    void aCanaryWhoseShareIsNotItsWeightIsNotPromotedUnlessUsersAreRouted() {
        Policy requests = policy(
                List.of(rollback(worse(ERRORS, new Margin.None()))),
                stage(50, 25, List.of()),
                stage(100, 10, List.of()));

        ScenarioResult held = lopsided(requests).run(Duration.ofSeconds(60));
        ScenarioResult routed = lopsided(weightOf(requests, WeightOf.USERS)).run(Duration.ofSeconds(60));

        assertThat(held.kinds()).containsExactly(DecisionKind.PROMOTE);
        assertThat(causes(held)).contains(UndecidedCause.SHARE_OFF_WEIGHT);
        assertThat(routed.kinds()).contains(DecisionKind.COMPLETE);
        assertThat(causes(routed)).doesNotContain(UndecidedCause.SHARE_OFF_WEIGHT);
    }

    @Test
    void aHeldComparisonIsHeldAfterARestartToo() {
        Scenario one = lopsided(policy(
                List.of(rollback(worse(ERRORS, new Margin.None()))),
                stage(50, 60, List.of()),
                stage(100, 10, List.of())));
        List<Evaluation> uninterrupted = one.run(Duration.ofSeconds(50)).evaluations();
        for (int second = 10; second < 50; second += 7) {
            one.restarted(Duration.ofSeconds(second));
        }

        assertThat(one.run(Duration.ofSeconds(50)).evaluations()).isEqualTo(uninterrupted);
    }

    /** Errors 2 %, 50 % and 10 % weight of 200 requests/s, twenty minutes. */
    @Test
    void missingSuccessesRollNobodyBackWhereTheyCanBeSeenToBeMissing() {
        assertThat(rolledBack(Missing.LATE, 0.2, 50)).isZero();
        assertThat(rolledBack(Missing.LATE, 0.1, 10)).isZero();
        assertThat(rolledBack(Missing.LOST, 0.6, 50)).isZero();
        assertThat(rolledBack(Missing.LOST, 0.6, 10)).isZero();
        // A tenth that never comes moves the share by less than a quarter of the weight: nobody can tell.
        assertThat(rolledBack(Missing.LOST, 0.2, 50)).isPositive();
    }

    private static int rolledBack(Missing missing, double share, double weight) {
        int rolledBack = 0;
        for (int rollout = 0; rollout < ROLLOUTS; rollout++) {
            rolledBack += new Biased(missing, share, weight, rollout).isRolledBack() ? 1 : 0;
        }
        System.out.printf(
                "%.0f %% of the canary's successes %s at %.0f %%: rolled back %d of %d%n",
                share * 100, missing, weight, rolledBack, ROLLOUTS);
        return rolledBack;
    }

    /** One rollout of a healthy canary of which successes are missing. */
    private static final class Biased {
        private final Missing missing;
        private final double share;
        private final double weight;
        private final Random random;
        private final List<List<SeriesSecond>> late = new ArrayList<>();

        Biased(Missing missing, double share, double weight, long seed) {
            this.missing = missing;
            this.share = share;
            this.weight = weight;
            random = new Random(seed);
        }

        boolean isRolledBack() {
            Policy policy = policy(
                    List.of(rollback(worse(ERRORS, new Margin.None()))),
                    stage(weight, SECONDS, List.of()),
                    stage(100, 10, List.of()));
            VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
            for (int second = 0; second < SECONDS; second++) {
                if (second == 20) {
                    gate.start(Scenario.startOf(policy, "start", "r1"), policy);
                }
                TickOutcome outcome = gate.second(
                        BEGINNING + second, telemetry(second, gate.inForce().percent()));
                if (outcome.decisions().stream().map(Decision::kind).anyMatch(DecisionKind.ROLLBACK::equals)) {
                    return true;
                }
            }
            return false;
        }

        private List<SeriesSecond> telemetry(int second, double inForce) {
            int canary = (int) (2 * inForce);
            int failed = failed(canary);
            int succeeded = canary - failed;
            int absent = 0;
            for (int i = 0; i < succeeded; i++) {
                absent += random.nextDouble() < share ? 1 : 0;
            }
            List<SeriesSecond> parts = new ArrayList<>();
            parts.add(part(Scenario.CANARY, second, canary - absent, failed));
            parts.add(part(Scenario.BASELINE, second, 200 - canary, failed(200 - canary)));
            late.add(List.of(part(Scenario.CANARY, second, absent, 0)));
            if (missing == Missing.LATE && second >= 5) {
                parts.addAll(late.get(second - 5));
            }
            return parts;
        }

        private int failed(int requests) {
            int failed = 0;
            for (int i = 0; i < requests; i++) {
                failed += random.nextDouble() < 0.02 ? 1 : 0;
            }
            return failed;
        }

        private static SeriesSecond part(String version, int second, int requests, int errors) {
            LatencySketch latencies = new LatencySketch();
            return new SeriesSecond(
                    new SeriesKey(version, "checkout", Labels.NONE),
                    BEGINNING + second,
                    requests,
                    errors,
                    0,
                    latencies,
                    List.of());
        }
    }

    private static Scenario lopsided(Policy policy) {
        return Scenario.of(policy)
                .start(Duration.ofSeconds(5), "r1")
                .with(Traffic.healthy(Scenario.CANARY).atRate(30));
    }

    private static List<UndecidedCause> causes(ScenarioResult result) {
        return result.evaluations().stream()
                .map(Evaluation::verdicts)
                .flatMap(List::stream)
                .map(Verdict::cause)
                .distinct()
                .toList();
    }
}
