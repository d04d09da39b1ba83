package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.ProgressBoard;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RecordedTick;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Judges the services of one task: gathers what comes and takes ticks. Its outcomes depend on what it was given and on
 * the instants alone. Not thread safe.
 */
final class TaskJudge {

    private final int task;
    private final GateSettings settings;
    private final Function<PolicyText, ParsedPolicy> policies;
    private final GateStep step;
    private final JudgeStore store;
    private final Shadows shadows;
    private final ProgressBoard board;
    private final TreeMap<String, ServiceJudge> services = new TreeMap<>();
    private final TreeSet<String> touched = new TreeSet<>();
    private final Inbox inbox = new Inbox();
    private final TreeMap<String, Long> offsets = new TreeMap<>();
    private boolean heard;
    private boolean atStake;
    private Instant lastTick;

    /**
     * What a tick led to.
     *
     * @param instant when it was
     * @param outcomes of each service that was ticked, in the order of their names; behind a service's its shadow's
     * @param refused inputs that no gate could take in
     * @param record the tick to be recorded; empty if it changed nothing
     * @param lagging whether nothing could be concluded from silence
     */
    record Result(
            Instant instant,
            List<TickOutcome> outcomes,
            List<ServiceJudge.RefusedInput> refused,
            Optional<RecordedTick> record,
            boolean lagging) {}

    /**
     * Goes on from what was remembered.
     *
     * @param task the judge task, which is its partition of every input
     * @param policies reads a policy from its text
     * @param step how gates take ticks
     * @param store what was remembered
     */
    TaskJudge(
            int task,
            GateSettings settings,
            Function<PolicyText, ParsedPolicy> policies,
            GateStep step,
            JudgeStore store) {
        this.task = task;
        this.settings = settings;
        this.policies = policies;
        this.step = step;
        this.store = store;
        TaskMemory memory = store.readTask();
        board = new ProgressBoard(settings);
        board.restore(memory.progress());
        offsets.putAll(memory.offsets());
        lastTick = memory.lastTick();
        store.readServices().forEach(service -> services.put(service, opened(service)));
        shadows = new Shadows(settings, policies, step, store.ofShadows());
    }

    /** A combiner tells how far it has come. */
    void hear(String topic, long offset, CombinerProgress progress) {
        read(topic, offset);
        board.apply(progress);
        heard = true;
    }

    /**
     * Telemetry of a service; that of services without any rollout so far is not kept. Between rollouts it teaches the gate
     * how failures of the version that holds the traffic come in clusters.
     */
    void take(String topic, long offset, SketchDelta delta) {
        read(topic, offset);
        atStake |= live(delta.service());
        inbox.add(delta.service(), new Input.SketchInput(offset, delta));
    }

    /** Figures of a service that are not requests; those of services without any rollout so far are not kept. */
    void take(String topic, long offset, MeasurementDelta delta) {
        read(topic, offset);
        atStake |= live(delta.service());
        inbox.add(delta.service(), new Input.MeasurementInput(offset, delta));
    }

    /** A person or a pipeline asks for something. */
    void take(String topic, long offset, Command command) {
        take(topic, offset, new ArrivalReader.Signed(command, false));
    }

    /** Somebody asks for something. */
    void take(String topic, long offset, ArrivalReader.Signed signed) {
        read(topic, offset);
        Command command = signed.command();
        Optional<PolicyText> shadow = command instanceof StartRollout start ? start.shadow() : Optional.empty();
        inbox.add(
                command.header().service(),
                new Input.CommandInput(
                        offset, command, policyOf(command).map(policies), shadow.map(policies), signed.byGate()));
    }

    /** An executor did something. */
    void take(String topic, long offset, Execution execution) {
        read(topic, offset);
        inbox.add(execution.service(), new Input.ExecutionInput(offset, execution));
    }

    /** The record at that offset counts as read: the next tick takes it into account, even if only by skipping it. */
    void read(String topic, long offset) {
        offsets.put(topic, offset);
    }

    /** Whether anything came that no tick has taken into account. */
    boolean waiting() {
        return heard || !inbox.isEmpty();
    }

    /** Whether telemetry of a rollout under way came that no tick has taken into account. */
    boolean atStake() {
        return atStake;
    }

    /** How many services have a rollout under way. */
    int liveGates() {
        return (int) services.values().stream()
                .filter(service -> service.gate().underWay())
                .count();
    }

    /** The second policies that are judged beside rollouts. */
    Shadows shadows() {
        return shadows;
    }

    /** Whether that rollout is under way. */
    boolean live(String service, String rolloutId) {
        return Optional.ofNullable(services.get(service))
                .map(ServiceJudge::gate)
                .filter(ServiceGate::underWay)
                .flatMap(ServiceGate::rollout)
                .filter(rollout -> rollout.identity().rolloutId().equals(rolloutId))
                .isPresent();
    }

    /** How many services cannot be judged at present. */
    int unjudged() {
        return (int) services.values().stream()
                .filter(service -> service.failure().isPresent())
                .count();
    }

    /** Takes everything into account that came, and judges every service that has something to be judged. */
    Result tick(Instant clock) {
        Instant now = clock.isBefore(lastTick) ? lastTick : clock;
        lastTick = now;
        TelemetryStatus status = board.status(now);
        SortedMap<String, List<Input>> inputs = inbox.drain();
        List<InputOffset> read = inputOffsets();
        boolean changed = heard || !inputs.isEmpty();
        heard = false;
        atStake = false;
        inputs.forEach(this::openIfAsked);
        List<TickOutcome> outcomes = new ArrayList<>();
        List<ServiceJudge.RefusedInput> refused = new ArrayList<>();
        services.forEach((name, service) -> {
            List<Input> ofService = inputs.getOrDefault(name, List.of());
            if (service.gate().live() || !ofService.isEmpty()) {
                Tick tick = new Tick(now, ofService, status, read);
                Shadows.Before before = shadows.before(service, tick);
                ServiceJudge.Result result = service.tick(tick);
                outcomes.add(result.outcome());
                refused.addAll(result.refused());
                shadows.after(before, service, tick).ifPresent(outcomes::add);
                touched.add(name);
            }
        });
        boolean recorded = changed || !outcomes.isEmpty();
        return new Result(
                now,
                outcomes,
                refused,
                recorded ? Optional.of(new RecordedTick(now, read)) : Optional.empty(),
                status.lagging());
    }

    /** Writes down everything that was remembered, as far as it changed since this was last called. */
    void write() {
        touched.forEach(name -> {
            ServiceJudge service = Objects.requireNonNull(services.get(name), name);
            store.write(service);
            service.committed();
        });
        touched.clear();
        shadows.write();
        store.write(new TaskMemory(lastTick, offsets, board.snapshot()));
    }

    private boolean live(String service) {
        ServiceJudge judge = services.get(service);
        return judge != null && judge.gate().live();
    }

    /** Only a command or an execution opens a gate: telemetry of a service that nobody rolls out costs nothing. */
    private void openIfAsked(String service, List<Input> inputs) {
        if (!telemetryOnly(inputs)) {
            services.computeIfAbsent(service, this::opened);
        }
    }

    private ServiceJudge opened(String service) {
        return new ServiceJudge(
                service,
                step,
                () -> store.readGate(service, settings, policies)
                        .orElseGet(() -> ServiceGate.create(service, settings)),
                store.readFailure(service));
    }

    private static boolean telemetryOnly(List<Input> inputs) {
        return inputs.stream().allMatch(Input::telemetry);
    }

    /** The policy that a command brings; an empty text takes a binding back and is none. */
    private static Optional<PolicyText> policyOf(Command command) {
        if (command instanceof StartRollout start) {
            return Optional.of(start.policy());
        }
        if (command instanceof ChangePolicy change) {
            return Optional.of(change.policy());
        }
        return command instanceof BindPolicy bind
                ? Optional.of(bind.policy()).filter(policy -> !policy.text().isEmpty())
                : Optional.empty();
    }

    private List<InputOffset> inputOffsets() {
        return offsets.entrySet().stream()
                .map(entry -> new InputOffset(entry.getKey(), task, entry.getValue()))
                .toList();
    }
}
