package dev.headgate.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Policies;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.SeriesSecond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualGateTest {
    private static final long BEGINNING = Scenario.BEGINNING.getEpochSecond();

    @Test
    void aCopyGoesOnAsTheGateItWasTakenFrom() {
        Policy policy = Policies.demo();
        SimulatedTraffic traffic =
                new SimulatedTraffic(List.of(Traffic.healthy(Scenario.BASELINE), Traffic.healthy(Scenario.CANARY)), 1);
        VirtualGate gate = new VirtualGate(Scenario.SERVICE, GateSettings.DEFAULTS);
        gate.start(Scenario.startOf(policy, "start", "rollout"), policy);
        long second = BEGINNING;
        for (; second < BEGINNING + 15; second++) {
            gate.second(second, telemetry(gate, traffic, second));
        }

        VirtualGate copy = gate.copy(policy);
        VirtualGate ofCopy = copy.copy(policy);

        for (; second < BEGINNING + 90; second++) {
            List<SeriesSecond> telemetry = telemetry(gate, traffic, second);
            var outcome = gate.second(second, telemetry);
            assertThat(copy.second(second, telemetry)).isEqualTo(outcome);
            assertThat(ofCopy.second(second, telemetry)).isEqualTo(outcome);
            assertThat(copy.inForce()).isEqualTo(gate.inForce());
        }
        assertThat(copy.state()).isEqualTo(gate.state());
        assertThat(gate.inForce().percent()).isEqualTo(100);
    }

    private static List<SeriesSecond> telemetry(VirtualGate gate, SimulatedTraffic traffic, long second) {
        double share = gate.inForce().percent() / 100;
        Instant from = Instant.ofEpochSecond(second);
        Duration since = Duration.ofSeconds(second - BEGINNING);
        List<SeriesSecond> telemetry = new ArrayList<>();
        telemetry.addAll(traffic.requests(Scenario.CANARY, share, from, since, Duration.ofSeconds(1)));
        telemetry.addAll(traffic.requests(Scenario.BASELINE, 1 - share, from, since, Duration.ofSeconds(1)));
        return telemetry;
    }
}
