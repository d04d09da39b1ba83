package dev.headgate.core;

import dev.headgate.core.comparison.ClusteringHistory;
import dev.headgate.core.comparison.PastHours;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The gate of one service: takes ticks, gives decisions. The same ticks give the same outcomes, to the last bit. Between
 * two ticks it judges at every instant at which time alone could change something (each second, the end of a hold, the
 * end of a {@code for}), so that further ticks without inputs change no decision. After a tick that has thrown, the gate
 * is in no defined state and must be restored. Not thread-safe.
 */
public final class ServiceGate {

    private final String service;
    private final GateSettings settings;
    private final ServiceTelemetry telemetry = new ServiceTelemetry();
    private final Outbox outbox;
    private final CurrentRollout current;
    private final Commands commands;
    private final ClusteringHistory clustering;
    private final PastHours past;
    private final NewVersions versions;
    private Optional<Instant> judgedUntil;
    private Optional<TelemetryStatus> status;
    private boolean unbroken = true;
    private List<InputOffset> offsets;

    private ServiceGate(ServiceGateState state, Optional<Policy> policy, List<Slot> slots, GateSettings settings) {
        this.service = state.service();
        this.settings = settings;
        judgedUntil = state.judgedUntil();
        status = state.status();
        offsets = state.offsets();
        outbox = new Outbox(settings.evaluationInterval(), state.publishing());
        clustering = ClusteringHistory.restore(state.clustering());
        Map<Boolean, List<Slot>> kept = slots.stream().collect(Collectors.partitioningBy(PastHours::isIts));
        past = PastHours.restore(state.past().flatMap(PastState::nextMinute), kept.getOrDefault(true, List.of()));
        current = new CurrentRollout(
                state, policy, kept.getOrDefault(false, List.of()), settings, telemetry, clustering, past, outbox);
        versions = new NewVersions(service, state.versions().orElse(VersionsState.NONE), outbox);
        commands = new Commands(state, current, versions, outbox, settings.roles());
        status.ifPresent(known -> telemetry.closeBefore(known.completeUntil().getEpochSecond()));
    }

    /** The gate of a service that nothing is known of. */
    public static ServiceGate create(String service, GateSettings settings) {
        return restore(ServiceGateState.empty(service), Optional.empty(), List.of(), settings);
    }

    /**
     * The gate as it was when {@link #state()} and the slots were taken.
     *
     * @param policy the latest rollout's policy, read again from its text; if it is missing while a rollout is live, that
     *     rollout is not judged any more, but can still be aborted
     * @param slots everything that {@link #drainDirty()} gave as written and not as removed since
     */
    public static ServiceGate restore(
            ServiceGateState state, Optional<Policy> policy, List<Slot> slots, GateSettings settings) {
        return new ServiceGate(state, policy, slots, settings);
    }

    /** Takes one step. A tick whose instant lies before the last one's counts as being at that one's. */
    public TickOutcome tick(Tick tick) {
        Instant now = instantOf(tick);
        Optional<Rollout> before = current.rollout();
        unbroken = judgedUntil
                .map(last -> Duration.between(last, now).compareTo(settings.longestGap()) <= 0)
                .orElse(true);
        if (unbroken) {
            judgeUpTo(now);
        }
        boolean urgent = tick.inputs().stream().anyMatch(input -> !input.telemetry());
        if (urgent && live() && status.isPresent()) {
            judge(now, status.get());
        }
        take(tick, now, true);
        if (live() && (urgent || !unbroken || settings.judgesAtEachTick() || judgedUntil.isEmpty())) {
            judge(now, tick.status());
        }
        current.publish(before, moment(now, true));
        return outbox.empty();
    }

    /**
     * Takes one step without judging, for a service whose judging fails. Telemetry is counted, executions and aborts do
     * what they do, starts are refused; nothing is promoted. The time until this tick counts for no line.
     *
     * @param why what fails, for people
     */
    public TickOutcome tickWithoutJudging(Tick tick, String why) {
        Instant now = instantOf(tick);
        Optional<Rollout> before = current.rollout();
        take(tick, now, false);
        Moment moment = moment(now, false);
        if (live()) {
            judgedUntil = Optional.of(now);
            current.notJudged(why, moment);
        }
        current.publish(before, moment);
        return outbox.empty();
    }

    /**
     * Whether ticks without inputs can lead to anything: while a rollout is under way, while the service has to show something
     * after its rollback, and while somebody has to be told of it.
     */
    public boolean live() {
        return current.live();
    }

    /** Whether a rollout goes on by itself. */
    public boolean underWay() {
        return current.underWay();
    }

    /** The service's latest rollout. */
    public Optional<Rollout> rollout() {
        return current.rollout();
    }

    /** All that has to be remembered besides the slots. */
    public ServiceGateState state() {
        return new ServiceGateState(
                service,
                current.rollout(),
                current.timers(),
                telemetry.memory(),
                commands.commandIds(),
                commands.rolloutIds(),
                judgedUntil,
                status,
                offsets,
                outbox.published(),
                clustering.memory(),
                current.evidence(),
                Optional.of(new PastState(past.nextMinute(), current.limits())),
                Optional.of(versions.memory()));
    }

    /** What changed in the telemetry's rings and the hours behind since this was last called. */
    public DirtySlots drainDirty() {
        return telemetry.drainDirty().plus(past.drainDirty());
    }

    /**
     * The same, handed over one by one, no place to both. Sketches are shared: to be read only, and only until the next tick.
     */
    public void drainDirty(Consumer<Slot> written, Consumer<SlotKey> removed) {
        telemetry.drainDirty(written, removed);
        DirtySlots hours = past.drainDirty();
        hours.written().forEach(written);
        hours.removed().forEach(removed);
    }

    /** All that the telemetry's rings and the hours behind hold, for a gate that begins with what this one has learned. */
    public List<Slot> slots() {
        return Stream.concat(telemetry.slots().stream(), past.slots().stream()).toList();
    }

    /** The service's telemetry, to be read only. */
    public ServiceTelemetry telemetry() {
        return telemetry;
    }

    private Instant instantOf(Tick tick) {
        return judgedUntil.filter(tick.now()::isBefore).orElse(tick.now());
    }

    private void judgeUpTo(Instant now) {
        while (live() && judgedUntil.isPresent() && status.isPresent()) {
            Instant next = current.nextDue(judgedUntil.get(), status.get());
            if (next.isAfter(now)) {
                return;
            }
            judge(next, status.get());
        }
    }

    private void judge(Instant now, TelemetryStatus known) {
        telemetry.advanceTo(now.getEpochSecond());
        Duration elapsed = judgedUntil.map(last -> Duration.between(last, now)).orElse(Duration.ZERO);
        judgedUntil = Optional.of(now);
        current.judge(moment(now, true), elapsed, unbroken, known);
    }

    private void take(Tick tick, Instant now, boolean judging) {
        offsets = tick.offsets();
        telemetry.advanceTo(now.getEpochSecond());
        Moment moment = moment(now, judging);
        canonical(tick.inputs()).forEach(input -> take(input, moment));
        // Only now: what comes together with the news that a second is closed is not late, nothing was concluded from
        // it.
        telemetry.closeBefore(tick.status().completeUntil().getEpochSecond());
        long closed = tick.status().closedBefore(now).getEpochSecond();
        if (!underWay()) {
            clustering.closeBefore(closed, telemetry);
        }
        past.closeBefore(closed, telemetry, current.onTrial());
        status = Optional.of(tick.status());
        current.rollout().ifPresent(versions::stands);
    }

    private void take(Input input, Moment moment) {
        if (input instanceof Input.ExecutionInput execution) {
            current.executed(execution.execution(), moment);
        } else if (input instanceof Input.CommandInput command) {
            if (commands.take(command, moment)) {
                judgedUntil = Optional.of(moment.now());
            }
        } else if (input instanceof Input.SketchInput sketch) {
            telemetry.add(sketch.delta());
            versions.take(sketch.delta(), sketch.offset(), current.rollout(), moment);
        } else if (input instanceof Input.MeasurementInput measurement) {
            telemetry.add(measurement.delta());
        }
    }

    private Moment moment(Instant now, boolean judging) {
        boolean lagging = status.map(known -> known.laggingAt(now)).orElse(true);
        return new Moment(now, judging, lagging, offsets);
    }

    private static List<Input> canonical(List<Input> inputs) {
        return inputs.stream()
                .sorted(Comparator.comparingInt(ServiceGate::rank).thenComparingLong(Input::offset))
                .toList();
    }

    private static int rank(Input input) {
        if (input instanceof Input.ExecutionInput) {
            return 0;
        }
        return input instanceof Input.CommandInput ? 1 : 2;
    }
}
