package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.notWorse;
import static dev.headgate.core.Policies.p95;
import static dev.headgate.core.Policies.perOperation;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Criterion;
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
import dev.headgate.schemas.sketch.LatencySketch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rollouts of which only histograms tell, as OpenTelemetry's metrics do: never wrong, at worst undecided. */
class CoarseTelemetryTest {

    private static final long BEGINNING = Scenario.BEGINNING.getEpochSecond();
    private static final int SECONDS = 400;
    private static final List<Long> BOUNDS =
            List.of(5_000L, 10_000L, 25_000L, 50_000L, 100_000L, 250_000L, 500_000L, 1_000_000L, 10_000_000L);
    private static final List<Long> OTHER_BOUNDS = List.of(20_000L, 40_000L, 80_000L, 160_000L, 320_000L, 10_000_000L);
    private static final Measure P95 = new Measure.LatencyQuantile(0.95);
    private static final Measure LATENCY = new Measure.Latency();

    @Test
    void aStopLineWithItsLimitWithinABucketNeitherRollsBackNorLetsTheRolloutGoOn() {
        Outcome outcome = run(p95(Operator.GREATER, 200_000), List.of(), BOUNDS, BOUNDS, 3);

        assertThat(outcome.kinds).containsExactly(DecisionKind.PROMOTE);
        assertThat(outcome.causes).contains(UndecidedCause.TOO_COARSE);
    }

    @Test
    void withABoundAtTheLimitItRollsASlowOneBackAndLetsAGoodOneGoOn() {
        Criterion stop = p95(Operator.GREATER, 250_000);

        assertThat(run(stop, List.of(), BOUNDS, BOUNDS, 20).kinds).contains(DecisionKind.ROLLBACK);
        assertThat(run(stop, List.of(), BOUNDS, BOUNDS, 1).kinds).contains(DecisionKind.COMPLETE);
    }

    @Test
    void comparedByTheSameBoundsASlowOneIsFoundAndAGoodOneIsNotAccused() {
        Criterion stop = worse(P95, new Margin.None());

        assertThat(run(stop, List.of(), BOUNDS, BOUNDS, 4).kinds).contains(DecisionKind.ROLLBACK);
        assertThat(run(stop, List.of(), BOUNDS, BOUNDS, 1).kinds).contains(DecisionKind.COMPLETE);
        assertThat(run(perOperation(stop), List.of(), BOUNDS, BOUNDS, 1).kinds).contains(DecisionKind.COMPLETE);
        assertThat(run(worse(LATENCY, new Margin.None()), List.of(), BOUNDS, BOUNDS, 1).kinds)
                .contains(DecisionKind.COMPLETE);
    }

    /** Equal latencies look different by other bounds, and a margin lies within a bucket: nobody may be accused of that. */
    @Test
    void byOtherBoundsOrWithAMarginNothingIsConcluded() {
        Outcome others = run(worse(P95, new Margin.None()), List.of(), BOUNDS, OTHER_BOUNDS, 1);
        Outcome margin = run(worse(P95, new Margin.Share(0.2)), List.of(), BOUNDS, BOUNDS, 1);
        Outcome halfExact = run(worse(P95, new Margin.None()), List.of(), BOUNDS, List.of(), 1);

        for (Outcome outcome : List.of(others, margin, halfExact)) {
            assertThat(outcome.kinds).containsExactly(DecisionKind.PROMOTE);
            assertThat(outcome.causes).contains(UndecidedCause.TOO_COARSE);
        }
    }

    @Test
    void thatACanaryIsNotWorseCannotBeShown() {
        Outcome outcome =
                run(p95(Operator.GREATER, 1_000_000), List.of(notWorse(P95, new Margin.None())), BOUNDS, BOUNDS, 1);

        assertThat(outcome.kinds).containsExactly(DecisionKind.PROMOTE);
        assertThat(outcome.causes).contains(UndecidedCause.TOO_COARSE);
    }

    private record Outcome(List<DecisionKind> kinds, Set<UndecidedCause> causes) {}

    /** @param slower by what factor the canary's latencies are larger */
    private static Outcome run(
            Criterion stop, List<Criterion> advance, List<Long> ofCanary, List<Long> ofBaseline, double slower) {
        Policy policy = policy(List.of(rollback(stop)), stage(50, 60, advance), stage(100, 10, List.of()));
        VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
        Random random = new Random(7);
        List<DecisionKind> kinds = new ArrayList<>();
        Set<UndecidedCause> causes = EnumSet.noneOf(UndecidedCause.class);
        for (int second = 0; second < SECONDS; second++) {
            if (second == 20) {
                gate.start(Scenario.startOf(policy, "start", "r1"), policy);
            }
            int canary = (int) (2 * gate.inForce().percent());
            TickOutcome outcome = gate.second(
                    BEGINNING + second,
                    List.of(
                            part(random, Scenario.CANARY, second, canary, ofCanary, slower),
                            part(random, Scenario.BASELINE, second, 200 - canary, ofBaseline, 1)));
            outcome.decisions().forEach(decision -> kinds.add(decision.kind()));
            outcome.evaluation().stream()
                    .map(Evaluation::verdicts)
                    .flatMap(List::stream)
                    .map(Verdict::cause)
                    .forEach(causes::add);
        }
        return new Outcome(kinds.stream().distinct().toList(), causes);
    }

    private static SeriesSecond part(
            Random random, String version, int second, int requests, List<Long> bounds, double slower) {
        LatencySketch latencies = new LatencySketch();
        long sum = 0;
        for (int i = 0; i < requests; i++) {
            long micros = (long) (slower * 30_000 * Math.exp(random.nextGaussian() * 0.4));
            sum += micros;
            record(latencies, micros, bounds);
        }
        return new SeriesSecond(
                new SeriesKey(version, "checkout", Labels.NONE),
                BEGINNING + second,
                requests,
                0,
                sum,
                latencies,
                List.of());
    }

    private static void record(LatencySketch into, long micros, List<Long> bounds) {
        if (bounds.isEmpty()) {
            into.record(micros);
            return;
        }
        long above = 0;
        for (long bound : bounds) {
            if (micros <= bound) {
                into.recordBetween(above, bound, 1);
                return;
            }
            above = bound;
        }
    }
}
