package dev.headgate.core;

import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.schemas.model.Policy;
import java.util.List;
import java.util.Optional;

/**
 * The gate of one service: takes ticks, gives decisions. The same ticks give the same outcomes, to the last bit. Not
 * thread-safe.
 */
public final class ServiceGate {

    private final ServiceGateState state;

    private ServiceGate(ServiceGateState state) {
        this.state = state;
    }

    /** The gate of a service that nothing is known of. */
    public static ServiceGate create(String service, GateSettings settings) {
        return restore(ServiceGateState.empty(service), Optional.empty(), List.of(), settings);
    }

    /**
     * The gate as it was when {@link #state()} and the slots were taken.
     *
     * @param policy the live rollout's policy, read again from its text; if it is missing while a rollout is live, that
     *     rollout is not judged any more, but can still be aborted
     * @param slots everything that {@link #drainDirty()} gave as written and not as removed since
     */
    public static ServiceGate restore(
            ServiceGateState state, Optional<Policy> policy, List<Slot> slots, GateSettings settings) {
        return new ServiceGate(state);
    }

    /**
     * Takes one step.
     *
     * @throws IllegalArgumentException if the tick lies before the one before it
     */
    public TickOutcome tick(Tick tick) {
        return TickOutcome.NOTHING;
    }

    /** Whether ticks without inputs can lead to anything: false while no rollout is live. */
    public boolean live() {
        return false;
    }

    /** All that has to be remembered besides the slots. */
    public ServiceGateState state() {
        return state;
    }

    /** What changed in the telemetry's rings since this was last called. */
    public DirtySlots drainDirty() {
        return new DirtySlots(List.of(), List.of());
    }
}
