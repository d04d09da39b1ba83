package dev.headgate.core.scenario;

import static dev.headgate.core.Policies.notWorse;
import static dev.headgate.core.Policies.policy;
import static dev.headgate.core.Policies.rollback;
import static dev.headgate.core.Policies.stage;
import static dev.headgate.core.Policies.until;
import static dev.headgate.core.Policies.worse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.SeriesSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stage whose maximum hold is a minute, and in which the rollout stays for half an hour. */
class LongWatchScenarioTest {

    private static final Measure ERRORS = new Measure.ErrorRate();
    private static final int REGRESSION = 1_800;
    private static final Span LATE = Span.seconds(REGRESSION, 10_000);

    @Test
    void aRegressionLongAfterTheMaximumHoldIsFoundAndTheVerdictTellsWhatItsBarMeansThere() {
        List<Decision> decisions = new ArrayList<>();
        int second = run(List.of(Traffic.healthy(Scenario.CANARY).failing(0.1).during(LATE)), decisions);

        assertThat(decisions).extracting(Decision::kind).endsWith(DecisionKind.ROLLBACK);
        assertThat(second - REGRESSION).isBetween(4, 40);
        assertThat(decisions.get(decisions.size() - 1).reason())
                .contains("is worse than the baseline's")
                .contains("111 decide; longer than planned, so once a year by chance)");
    }

    @Test
    void aHealthyRolloutStaysForAsLongAsItLikes() {
        List<Decision> decisions = new ArrayList<>();

        assertThat(run(List.of(), decisions)).isEqualTo(2 * REGRESSION);
        assertThat(decisions).extracting(Decision::kind).doesNotContain(DecisionKind.ROLLBACK);
    }

    private static int run(List<Traffic> changes, List<Decision> decisions) {
        // What is asked for cannot be shown: at its maximum hold the stage holds.
        Policy policy = policy(
                List.of(rollback(worse(ERRORS, new Margin.None()))),
                until(stage(50, 10, List.of(notWorse(ERRORS, new Margin.Points(0.000_001)))), 60, Response.HOLD),
                stage(100, 10, List.of()));
        List<Traffic> traffic =
                new ArrayList<>(List.of(Traffic.healthy(Scenario.BASELINE), Traffic.healthy(Scenario.CANARY)));
        traffic.addAll(changes);
        SimulatedTraffic requests = new SimulatedTraffic(traffic, 3);
        VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
        gate.start(Scenario.startOf(policy, "start", "r1"), policy);
        for (int second = 0; second < 2 * REGRESSION; second++) {
            Instant from = Scenario.BEGINNING.plusSeconds(second);
            decisions.addAll(gate.second(from.getEpochSecond(), telemetry(requests, gate, from, second))
                    .decisions());
            if (!gate.live()) {
                return second;
            }
        }
        return 2 * REGRESSION;
    }

    private static List<SeriesSecond> telemetry(SimulatedTraffic requests, VirtualGate gate, Instant from, int second) {
        double share = gate.inForce().percent() / 100;
        Duration since = Duration.ofSeconds(second);
        Duration length = Duration.ofSeconds(1);
        List<SeriesSecond> parts = new ArrayList<>(requests.requests(Scenario.CANARY, share, from, since, length));
        parts.addAll(requests.requests(Scenario.BASELINE, 1 - share, from, since, length));
        return parts;
    }
}
