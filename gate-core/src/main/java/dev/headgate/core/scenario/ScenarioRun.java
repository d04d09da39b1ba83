package dev.headgate.core.scenario;

import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.ProgressBoard;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One run of a scenario, in steps of 100 ms. Not thread-safe. */
final class ScenarioRun {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration USUAL_DELAY = Duration.ofMillis(200);

    private final Scenario scenario;
    private final SimulatedTraffic traffic;
    private final SimulatedExecutor executor;
    private final ProgressBoard board;
    private final TreeMap<Instant, List<SeriesSecond>> onTheWay = new TreeMap<>();
    private final List<Input> waiting = new ArrayList<>();
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<RolloutState> states = new ArrayList<>();
    private final List<Tick> ticks = new ArrayList<>();
    private final Map<String, Policy> policies = new HashMap<>();
    private ServiceGate gate;
    private long offset;

    ScenarioRun(Scenario scenario) {
        this.scenario = scenario;
        traffic = new SimulatedTraffic(scenario.traffic, scenario.seed);
        executor = new SimulatedExecutor(scenario.executor);
        board = new ProgressBoard(scenario.settings);
        gate = ServiceGate.create(Scenario.SERVICE, scenario.settings);
    }

    ScenarioResult run(Duration length) {
        for (Duration since = Duration.ZERO; since.compareTo(length) < 0; since = since.plus(STEP)) {
            Duration at = since;
            Instant now = Scenario.BEGINNING.plus(at);
            scenario.restarts.stream().filter(at::equals).forEach(restart -> restart());
            produce(at, now);
            executor.finishedBy(now).forEach(done -> waiting.add(new Input.ExecutionInput(offset++, done)));
            command(at);
            if (scenario.combinerStops.stream().noneMatch(stop -> stop.contains(at))) {
                combine(at, now);
            }
            boolean gateStands = scenario.gateStops.stream().anyMatch(stop -> stop.contains(at));
            if (!gateStands && at.toMillis() % scenario.tick.toMillis() == 0) {
                tick(now);
            }
        }
        return new ScenarioResult(decisions, evaluations, states, ticks, gate);
    }

    private void produce(Duration since, Instant now) {
        double canary = executor.inForce().percent() / 100;
        produce(Scenario.CANARY, canary, since, now);
        produce(Scenario.BASELINE, 1 - canary, since, now);
    }

    private void produce(String version, double share, Duration since, Instant now) {
        List<SeriesSecond> parts = traffic.requests(version, share, now, since, STEP);
        Duration delay = scenario.late.stream()
                .filter(late -> late.version().equals(version) && late.span().contains(since))
                .map(Scenario.Late::delay)
                .findFirst()
                .orElse(USUAL_DELAY);
        if (!parts.isEmpty()) {
            onTheWay.computeIfAbsent(now.plus(delay), absent -> new ArrayList<>())
                    .addAll(parts);
        }
    }

    private void command(Duration since) {
        scenario.commands.stream().filter(command -> command.at().equals(since)).forEach(command -> {
            Optional<ParsedPolicy> policy = command.policy().map(ParsedPolicy.Usable::new);
            if (command.command() instanceof ChangePolicy change) {
                command.policy().ifPresent(other -> policies.put(change.policy().hash(), other));
            }
            waiting.add(new Input.CommandInput(offset++, issued(command), policy));
        });
    }

    /** What a scenario does not date is issued when it is given. */
    private static Command issued(Scenario.TimedCommand timed) {
        CommandHeader header = timed.command().header();
        if (!header.issuedAt().equals(Scenario.BEGINNING)) {
            return timed.command();
        }
        CommandHeader then = Scenario.issued(header, timed.at());
        if (timed.command() instanceof Approve approve) {
            return new Approve(then, approve.role(), approve.question(), approve.stage());
        }
        if (timed.command() instanceof Reject reject) {
            return new Reject(then, reject.role(), reject.question(), reject.stage());
        }
        return timed.command() instanceof AdvanceRollout advance
                ? new AdvanceRollout(then, advance.stage())
                : timed.command();
    }

    private void combine(Duration since, Instant now) {
        var arrived = onTheWay.headMap(now, true);
        arrived.values()
                .forEach(parts ->
                        waiting.add(new Input.SketchInput(offset++, new SketchDelta(Scenario.SERVICE, parts))));
        arrived.clear();
        if (since.toMillis() % 500 == 0) {
            board.apply(new CombinerProgress(
                    0, 1, now.toEpochMilli(), now.toEpochMilli(), true, new TreeMap<>(), new TreeMap<>()));
        }
    }

    private void tick(Instant now) {
        Tick tick = new Tick(now, waiting, board.status(now), List.of(new InputOffset("gate.sketches", 0, offset - 1)));
        waiting.clear();
        ticks.add(tick);
        TickOutcome outcome = gate.tick(tick);
        outcome.decisions().forEach(decision -> executor.accept(decision, now));
        decisions.addAll(outcome.decisions());
        outcome.evaluation().ifPresent(evaluations::add);
        outcome.rollout().ifPresent(states::add);
        DirtySlots dirty = gate.drainDirty();
        dirty.removed().forEach(slots::remove);
        dirty.written().forEach(slot -> slots.put(slot.key(), slot));
    }

    private void restart() {
        ServiceGateState state = gate.state();
        gate = ServiceGate.restore(
                state, state.rollout().map(this::policyOf), List.copyOf(slots.values()), scenario.settings);
    }

    private Policy policyOf(Rollout rollout) {
        return policies.getOrDefault(rollout.identity().policyText().hash(), scenario.policy);
    }
}
