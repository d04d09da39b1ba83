package dev.headgate.core.scenario.planned;

import dev.headgate.core.GateSettings;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The core as it is. Not thread-safe. */
public final class CoreGate implements PlannedGate {

    private final Policy policy;
    private final List<PlannedPolicy> others;
    private final GateSettings settings;
    private final boolean restarts;
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private ServiceGate gate;

    /** The gate of a scenario's service, of which nothing is known yet. */
    public CoreGate(PlannedScenario scenario, Policy policy) {
        this(scenario, policy, List.of());
    }

    /**
     * The same where people bring other policies under way.
     *
     * @param others those
     */
    public CoreGate(PlannedScenario scenario, Policy policy, List<PlannedPolicy> others) {
        this.policy = policy;
        this.others = List.copyOf(others);
        settings = Steps.settings(scenario);
        restarts = !scenario.happens().restarts().isEmpty();
        gate = ServiceGate.create(scenario.service(), settings);
    }

    @Override
    public TickOutcome tick(Tick tick) {
        TickOutcome outcome = gate.tick(tick);
        if (restarts) {
            // What is only needed for a restart is not fetched without one.
            DirtySlots dirty = gate.drainDirty();
            dirty.removed().forEach(slots::remove);
            dirty.written().forEach(slot -> slots.put(slot.key(), slot));
        }
        return outcome;
    }

    @Override
    public boolean live() {
        return gate.live();
    }

    @Override
    public void restart() {
        ServiceGateState memory = gate.state();
        gate = ServiceGate.restore(memory, memory.rollout().map(this::policyOf), List.copyOf(slots.values()), settings);
    }

    private Policy policyOf(Rollout rollout) {
        return others.stream()
                .filter(other -> other.text().equals(rollout.identity().policyText()))
                .map(PlannedPolicy::policy)
                .findFirst()
                .orElse(policy);
    }

    /** The gate as it is now, to be read only. */
    public ServiceGate gate() {
        return gate;
    }
}
