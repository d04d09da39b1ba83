package dev.headgate.core.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.Policies;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowingTest {

    private static final Instant NOON = Scenario.BEGINNING.plusSeconds(12 * 3_600);

    private final ServiceGate rollout = gate("r-1", Mode.ENFORCE);
    private final ServiceGate shadow = gate("r-1.shadow", Mode.SHADOW);

    @Test
    void aShadowsShiftWaitsForTheRolloutsAlthoughNobodyCarriesItOut() {
        assertThat(state(shadow).phase()).isEqualTo(Phase.SHIFTING);
        assertThat(Following.asIfMade(state(rollout), state(shadow), NOON.plusSeconds(9), 1))
                .isEmpty();
    }

    @Test
    void telemetryIsSharedCommandsAreNot() {
        Input.SketchInput telemetry = new Input.SketchInput(1, new SketchDelta("shop", List.of()));
        Input.MeasurementInput measurements = new Input.MeasurementInput(3, new MeasurementDelta("shop", List.of()));
        Input abort = new Input.CommandInput(2, new AbortRollout(Scenario.header("c", "r-1")), Optional.empty());

        assertThat(Following.inputs(
                        List.of(abort, telemetry, measurements), state(rollout).pending(), shadow.rollout()))
                .containsExactly(telemetry, measurements);
    }

    @Test
    void whatBecomesOfTheSameShiftBecomesOfTheShadowsToo() {
        Input execution = new Input.ExecutionInput(3, execution(ExecutionStatus.SUCCEEDED, NOON.plusSeconds(2)));

        List<Input> shared = Following.inputs(List.of(execution), state(rollout).pending(), shadow.rollout());
        take(rollout, NOON.plusSeconds(3), List.of(execution));
        take(shadow, NOON.plusSeconds(3), shared);

        assertThat(state(shadow).clock()).isPresent().isEqualTo(state(rollout).clock());
        assertThat(state(shadow).confirmedWeight()).isEqualTo(state(rollout).confirmedWeight());
    }

    @Test
    void aShiftToAnotherWeightIsNotTheShadows() {
        Input execution = new Input.ExecutionInput(3, execution(ExecutionStatus.SUCCEEDED, NOON));
        Optional<Rollout> elsewhere = gate("r-1.shadow", Mode.SHADOW, 40).rollout();

        assertThat(Following.inputs(List.of(execution), state(rollout).pending(), elsewhere))
                .isEmpty();
        assertThat(Following.inputs(List.of(execution), Optional.empty(), shadow.rollout()))
                .isEmpty();
    }

    @Test
    void onceTheRolloutStandsElsewhereTheShadowsShiftCountsAsMadeSinceThen() {
        ServiceGate elsewhere = gate("r-1.shadow", Mode.SHADOW, 40);
        Instant inForce = NOON.plusSeconds(2);
        take(
                rollout,
                NOON.plusSeconds(3),
                List.of(new Input.ExecutionInput(3, execution(ExecutionStatus.SUCCEEDED, inForce))));

        Input made = Following.asIfMade(state(rollout), state(elsewhere), NOON.plusSeconds(3), 7)
                .orElseThrow();
        take(elsewhere, NOON.plusSeconds(3), List.of(made));

        assertThat(made.offset()).isEqualTo(7);
        assertThat(state(elsewhere).confirmedWeight()).hasValue(new Weight(40));
        assertThat(state(elsewhere).clock().orElseThrow().startedAt()).isEqualTo(inForce);
    }

    @Test
    void aShadowsRollbackCountsAsMadeAtOnceWhateverTheRolloutDoes() {
        take(
                shadow,
                NOON.plusSeconds(1),
                List.of(new Input.CommandInput(
                        5, new AbortRollout(Scenario.header("c9", "r-1.shadow")), Optional.empty())));
        assertThat(state(shadow).phase()).isEqualTo(Phase.ROLLING_BACK);

        Input made = Following.asIfMade(state(rollout), state(shadow), NOON.plusSeconds(1), 7)
                .orElseThrow();
        take(shadow, NOON.plusSeconds(1), List.of(made));

        assertThat(state(shadow).phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    private Execution execution(ExecutionStatus status, Instant finished) {
        return new Execution(
                "r-1/1#1",
                "r-1/1",
                "r-1",
                "shop",
                "c",
                1,
                status,
                "shift-traffic",
                List.of(),
                Optional.of(state(rollout).desiredWeight()),
                "done",
                NOON,
                Optional.of(finished),
                "executor-1");
    }

    private static Rollout state(ServiceGate gate) {
        return gate.rollout().orElseThrow();
    }

    private static void take(ServiceGate gate, Instant now, List<Input> inputs) {
        TelemetryStatus complete = new TelemetryStatus(false, "", now, now.plusSeconds(60));
        gate.tick(new Tick(now, inputs, complete, List.of()));
    }

    private static ServiceGate gate(String rolloutId, Mode mode) {
        return gate(rolloutId, mode, 10);
    }

    private static ServiceGate gate(String rolloutId, Mode mode, int weight) {
        Policy policy = Policies.policy(
                        List.of(), Policies.stage(weight, 60, List.of()), Policies.stage(100, 60, List.of()))
                .in(mode);
        StartRollout start = new StartRollout(
                Scenario.header("start", rolloutId), "2.0", "1.0", new PolicyText("p.yaml", "", "0".repeat(64)));
        String service = start.header().service();
        ServiceGate gate = ServiceGate.create(service, GateSettings.DEFAULTS);
        take(gate, NOON, List.of(new Input.CommandInput(0, start, Optional.of(new ParsedPolicy.Usable(policy)))));
        return gate;
    }
}
