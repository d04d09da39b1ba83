package dev.headgate.core;

import dev.headgate.core.judge.Bench;
import dev.headgate.core.judge.LineTimer;
import dev.headgate.core.judge.Plan;
import dev.headgate.core.judge.StageClock;
import dev.headgate.core.judge.Verdicts;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.CommandRules;
import dev.headgate.core.rollout.Course;
import dev.headgate.core.rollout.Decisions;
import dev.headgate.core.rollout.Draft;
import dev.headgate.core.rollout.ExecutionRules;
import dev.headgate.core.rollout.LineRules;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.rollout.RolloutIdentity;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.ServiceTelemetry;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.Watch;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The gate of one service: takes ticks, gives decisions. The same ticks give the same outcomes, to the last bit. Between
 * two ticks it judges at every instant at which time alone could change something (each second, the end of a hold, the
 * end of a {@code for}), so that further ticks without inputs change no decision. Not thread-safe.
 */
public final class ServiceGate {

    private static final int COMMANDS_REMEMBERED = 200;
    private static final int ROLLOUTS_REMEMBERED = 50;

    private final String service;
    private final GateSettings settings;
    private final ServiceTelemetry telemetry = new ServiceTelemetry();
    private final Recent commandIds;
    private final Recent rolloutIds;
    private final Outbox outbox;
    private Optional<Rollout> rollout;
    private Optional<Policy> policy;
    private Optional<Bench> bench = Optional.empty();
    private List<LineTimer> timersWithoutPolicy = List.of();
    private Optional<Instant> judgedUntil;
    private Optional<TelemetryStatus> status;
    private boolean unbroken = true;
    private List<InputOffset> offsets;

    private ServiceGate(ServiceGateState state, Optional<Policy> policy, List<Slot> slots, GateSettings settings) {
        this.service = state.service();
        this.settings = settings;
        this.policy = policy;
        rollout = state.rollout();
        judgedUntil = state.judgedUntil();
        status = state.status();
        offsets = state.offsets();
        commandIds = new Recent(COMMANDS_REMEMBERED, state.recentCommandIds());
        rolloutIds = new Recent(ROLLOUTS_REMEMBERED, state.recentRolloutIds());
        outbox = new Outbox(settings.evaluationInterval(), state.publishing());
        Optional<Plan> plan = rollout.filter(Rollout::open).flatMap(this::plan);
        telemetry.resume(plan.map(Plan::watch).orElse(Watch.NOTHING), state.telemetry(), slots);
        bench = plan.map(found -> new Bench(found, telemetry, settings, state.timers()));
        timersWithoutPolicy = plan.isPresent() ? List.of() : state.timers();
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
        Instant now = judgedUntil.filter(tick.now()::isBefore).orElse(tick.now());
        Optional<Rollout> before = rollout;
        unbroken = judgedUntil
                .map(last -> Duration.between(last, now).compareTo(settings.judgingGap()) <= 0)
                .orElse(true);
        if (unbroken) {
            judgeUpTo(now);
        }
        boolean urgent = tick.inputs().stream().anyMatch(input -> !(input instanceof Input.SketchInput));
        if (urgent && live() && status.isPresent()) {
            judge(now, status.get());
        }
        offsets = tick.offsets();
        telemetry.advanceTo(now.getEpochSecond());
        telemetry.closeBefore(tick.status().completeUntil().getEpochSecond());
        canonical(tick.inputs()).forEach(input -> apply(input, now));
        status = Optional.of(tick.status());
        if (live()) {
            judge(now, tick.status());
        }
        publish(before, now);
        return outbox.empty();
    }

    /** Whether ticks without inputs can lead to anything: false while no rollout is live. */
    public boolean live() {
        return rollout.map(Rollout::live).orElse(false);
    }

    /** All that has to be remembered besides the slots. */
    public ServiceGateState state() {
        return new ServiceGateState(
                service,
                rollout,
                bench.map(Bench::timers).orElse(timersWithoutPolicy),
                telemetry.memory(),
                commandIds.ids(),
                rolloutIds.ids(),
                judgedUntil,
                status,
                offsets,
                outbox.published());
    }

    /** What changed in the telemetry's rings since this was last called. */
    public DirtySlots drainDirty() {
        return telemetry.drainDirty();
    }

    /** The service's telemetry, to be read only. */
    public ServiceTelemetry telemetry() {
        return telemetry;
    }

    private void judgeUpTo(Instant now) {
        while (live() && judgedUntil.isPresent() && status.isPresent()) {
            Instant next = nextDue(judgedUntil.get(), status.get());
            if (next.isAfter(now)) {
                return;
            }
            judge(next, status.get());
        }
    }

    /** The next instant at which time alone can change something. */
    private Instant nextDue(Instant last, TelemetryStatus known) {
        Stream<Instant> ofRollout = rollout.stream().flatMap(this::due);
        Stream<Instant> ofLines = bench.flatMap(each -> each.nextDue(last)).stream();
        return Stream.of(
                        Stream.of(Instant.ofEpochSecond(last.getEpochSecond() + 1), known.laggingFrom()),
                        ofRollout,
                        ofLines)
                .flatMap(each -> each)
                .filter(last::isBefore)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Stream<Instant> due(Rollout current) {
        Stream<Instant> overdue = current.pending().map(PendingShift::decidedAt).stream()
                .map(decided -> decided.plus(settings.executionTimeout()));
        Stream<Instant> holds = current.clock().stream()
                .flatMap(clock ->
                        policy.stream().flatMap(plan -> holds(plan.stages().get(clock.stage()), clock)));
        return Stream.concat(overdue, holds);
    }

    private static Stream<Instant> holds(Stage stage, StageClock clock) {
        return Stream.concat(Stream.of(stage.minimumHold()), stage.maximumHold().stream())
                .map(clock.startedAt()::plus);
    }

    private void judge(Instant now, TelemetryStatus known) {
        telemetry.advanceTo(now.getEpochSecond());
        Duration elapsed = judgedUntil.map(last -> Duration.between(last, now)).orElse(Duration.ZERO);
        judgedUntil = Optional.of(now);
        Rollout current = rollout.orElseThrow();
        bench.ifPresent(each -> each.judge(now, elapsed, unbroken, known, current.carriesTrafficSince()));
        Course course = new Course(current, policy, settings, now);
        ExecutionRules.checkOverdue(course);
        bench.ifPresent(each -> new LineRules(course, each.latest(), each.canarySpeaks()).apply());
        take(course, now);
    }

    private void apply(Input input, Instant now) {
        if (input instanceof Input.ExecutionInput execution) {
            rollout.filter(current -> current.identity()
                            .rolloutId()
                            .equals(execution.execution().rolloutId()))
                    .ifPresent(current -> {
                        Course course = new Course(current, policy, settings, now);
                        ExecutionRules.apply(course, execution.execution());
                        take(course, now);
                    });
        } else if (input instanceof Input.CommandInput command) {
            command(command, now);
        } else if (input instanceof Input.SketchInput sketch) {
            telemetry.add(sketch.delta());
        }
    }

    private void command(Input.CommandInput input, Instant now) {
        Command command = input.command();
        if (commandIds.contains(command.header().commandId())) {
            return;
        }
        commandIds.add(command.header().commandId());
        if (!command.header().service().equals(service)) {
            refuse(
                    input,
                    "it is for the service " + command.header().service() + ", this is the gate of " + service,
                    now);
        } else if (command instanceof StartRollout start) {
            CommandRules.unfit(start, input.policy(), rollout, rolloutIds.ids())
                    .ifPresentOrElse(why -> refuse(input, why, now), () -> start(input, start, now));
        } else if (command instanceof AbortRollout abort) {
            CommandRules.unfit(abort, rollout).ifPresentOrElse(why -> refuse(input, why, now), () -> abort(abort, now));
        } else {
            refuse(input, "this release does not know it", now);
        }
    }

    private void start(Input.CommandInput input, StartRollout start, Instant now) {
        Policy usable = ((ParsedPolicy.Usable) input.policy().orElseThrow()).policy();
        Course course = CommandRules.start(start, input.offset(), usable, settings, now);
        rolloutIds.add(start.header().rolloutId());
        policy = Optional.of(usable);
        rollout = Optional.of(course.rollout());
        judgedUntil = Optional.of(now);
        begin(course.rollout());
        decide(course, List.of(), now);
        outbox.policy(start.policy());
    }

    private void abort(AbortRollout abort, Instant now) {
        Course course = new Course(rollout.orElseThrow(), policy, settings, now);
        CommandRules.abort(course, abort);
        take(course, now);
    }

    private void refuse(Input.CommandInput input, String why, Instant now) {
        outbox.decision(Decisions.refusal(service, input.command(), input.offset(), rollout, why, now, offsets));
    }

    /** Takes over where the course has led. */
    private void take(Course course, Instant now) {
        Rollout before = rollout.orElseThrow();
        Rollout after = course.rollout();
        if (!course.drafts().isEmpty()) {
            // Only what was judged at this very instant is evidence: a rollout that stands still has none.
            List<Verdict> verdicts = bench.filter(each -> before.live())
                    .map(each -> Verdicts.of(each.latest(), telemetry))
                    .orElse(List.of());
            decide(course, verdicts, now);
        }
        rollout = Optional.of(after);
        boolean lagging = status.map(known -> known.laggingAt(now)).orElse(true);
        if (before.open() && !after.open()) {
            bench.ifPresent(each -> outbox.evaluated(after, each, telemetry, now, lagging));
            telemetry.watch(Watch.NOTHING);
            bench = Optional.empty();
        } else if (!before.clock().equals(after.clock())) {
            begin(after);
        }
    }

    private void decide(Course course, List<Verdict> verdicts, Instant now) {
        RolloutIdentity identity = course.rollout().identity();
        for (Draft draft : course.drafts()) {
            outbox.decision(Decisions.of(identity, draft, verdicts, now, offsets));
        }
    }

    private void begin(Rollout current) {
        timersWithoutPolicy = List.of();
        bench = plan(current).map(plan -> {
            telemetry.watch(plan.watch());
            return new Bench(plan, telemetry, settings, List.of());
        });
    }

    private Optional<Plan> plan(Rollout current) {
        return policy.map(
                found -> Plan.of(current.identity().canary(), current.identity().baseline(), found, current.clock()));
    }

    private void publish(Optional<Rollout> before, Instant now) {
        rollout.ifPresent(current -> {
            if (before.isEmpty()) {
                outbox.written(current, now);
            } else {
                outbox.rollout(before.get(), current, now);
            }
            if (live()) {
                boolean lagging = status.map(known -> known.laggingAt(now)).orElse(true);
                bench.filter(Bench::hasJudged)
                        .ifPresent(each -> outbox.evaluated(current, each, telemetry, now, lagging));
            }
        });
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
