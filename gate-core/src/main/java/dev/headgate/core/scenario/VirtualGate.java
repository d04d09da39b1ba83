package dev.headgate.core.scenario;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gate of one service that is given whole seconds of telemetry, one after another, and judges at the end of each: the
 * same core as the live one, for history and for simulation. Its executor shifts traffic within the second. Telemetry is
 * complete as soon as it is given. Not thread-safe.
 */
public final class VirtualGate {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final String service;
    private final GateSettings settings;
    private final ServiceGate gate;
    private final SimulatedExecutor executor;
    private final List<Input> waiting = new ArrayList<>();
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private Optional<RolloutState> state = Optional.empty();
    private long offset;

    /** The gate of a service that nothing is known of. */
    public VirtualGate(String service, GateSettings settings) {
        this.service = service;
        this.settings = settings;
        gate = ServiceGate.create(service, settings);
        executor = new SimulatedExecutor(ExecutorBehaviour.SOUND);
    }

    private VirtualGate(VirtualGate other, ServiceGate gate) {
        service = other.service;
        settings = other.settings;
        this.gate = gate;
        executor = other.executor.copy();
        waiting.addAll(other.waiting);
        slots.putAll(other.slots);
        state = other.state;
        offset = other.offset;
    }

    /**
     * A gate that goes on from here on its own, as this one would: it is restored from what this one remembers.
     *
     * @param policy the latest rollout's policy
     */
    public VirtualGate copy(Policy policy) {
        DirtySlots dirty = gate.drainDirty();
        dirty.removed().forEach(slots::remove);
        dirty.written().forEach(slot -> slots.put(slot.key(), slot));
        ServiceGateState memory = gate.state();
        return new VirtualGate(
                this,
                ServiceGate.restore(
                        memory, memory.rollout().map(rollout -> policy), List.copyOf(slots.values()), settings));
    }

    /** Gives a start command, to be taken at the end of the next second. */
    public void start(StartRollout start, Policy policy) {
        waiting.add(new Input.CommandInput(offset++, start, Optional.of(new ParsedPolicy.Usable(policy))));
    }

    /** Gives any other command, to be taken at the end of the next second. */
    public void command(Command command) {
        waiting.add(new Input.CommandInput(offset++, command, Optional.empty()));
    }

    /**
     * Takes the next second and judges at its end.
     *
     * @param second seconds since 1970-01-01 UTC, later than the one before; seconds in which nothing happened may be left
     *     out only while no rollout is live
     * @param telemetry everything that happened in it; must not be changed afterwards
     */
    public TickOutcome second(long second, List<SeriesSecond> telemetry) {
        Instant end = Instant.ofEpochSecond(second + 1);
        if (!telemetry.isEmpty()) {
            waiting.add(new Input.SketchInput(offset++, new SketchDelta(service, telemetry)));
        }
        executor.finishedBy(end).forEach(done -> waiting.add(new Input.ExecutionInput(offset++, done)));
        TelemetryStatus complete = new TelemetryStatus(false, "", end, end.plus(FOR_EVER));
        TickOutcome outcome = gate.tick(new Tick(
                end, waiting, complete, List.of(new InputOffset("telemetry", 0, Math.max(0, offset - 1)))));
        waiting.clear();
        outcome.decisions().forEach(decision -> executor.accept(decision, end));
        state = outcome.rollout().or(() -> state);
        return outcome;
    }

    /** The canary's weight that is in force. */
    public Weight inForce() {
        return executor.inForce();
    }

    /** Where the latest rollout stands. */
    public Optional<RolloutState> state() {
        return state;
    }

    /** Whether a rollout is live. */
    public boolean live() {
        return gate.live();
    }
}
