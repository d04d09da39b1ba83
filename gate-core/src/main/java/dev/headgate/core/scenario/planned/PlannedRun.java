package dev.headgate.core.scenario.planned;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Evaluation;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.scenario.LateTelemetry;
import dev.headgate.schemas.model.scenario.PlannedScenario;
import dev.headgate.schemas.model.scenario.Side;
import dev.headgate.schemas.model.scenario.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** One run of a scenario against the real gate. Not thread-safe. */
public final class PlannedRun {

    /** What uptime counts. */
    private static final Duration SLICE = Duration.ofSeconds(10);

    private static final Duration A_MOMENT = Duration.ofMillis(1);
    private static final Duration LOOKED_AFTER_THE_END = Duration.ofMinutes(30);

    private final PlannedScenario scenario;
    private final Policy policy;
    private final Map<String, PlannedPolicy> others;
    private final GateSettings settings;
    private final Instant beginning;
    private final Steps steps;
    private final PlannedTraffic traffic;
    private final PlannedFigures figures;
    private final PlannedExecutor executor;
    private final PlannedPeople people;
    private final TreeMap<Duration, List<SeriesSecond>> onTheWay = new TreeMap<>();
    private final List<MeasurementSecond> measured = new ArrayList<>();
    private final List<Input> waiting = new ArrayList<>();
    private final PlannedGate gate;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<PlannedResult.Reached> phases = new ArrayList<>();
    private Optional<RolloutState> state = Optional.empty();
    private Optional<Evaluation> evaluation = Optional.empty();
    private long offset;
    private int ticks;

    private PlannedRun(
            PlannedScenario scenario,
            Policy policy,
            PolicyText text,
            Map<String, PlannedPolicy> others,
            PlannedGate gate) {
        this.scenario = scenario;
        this.policy = policy;
        this.others = Map.copyOf(others);
        settings = Steps.settings(scenario);
        beginning = scenario.begins().toInstant(ZoneOffset.UTC);
        steps = new Steps(scenario);
        // Each has its own: more telemetry must not change what is measured.
        traffic = new PlannedTraffic(scenario.happens().traffic(), new Random(scenario.seed()));
        figures = new PlannedFigures(scenario, beginning, new Random(scenario.seed() + 1));
        executor = new PlannedExecutor(scenario.happens().conduct(), beginning);
        people = new PlannedPeople(scenario, policy, text, this.others, beginning);
        this.gate = gate;
    }

    /**
     * Runs a scenario to its end, or until nothing can come of it any more.
     *
     * @param policy its policy
     * @param text the policy as it was written
     */
    public static PlannedResult of(PlannedScenario scenario, Policy policy, PolicyText text) {
        return of(scenario, policy, text, Map.of());
    }

    /**
     * The same where people bring other policies under way.
     *
     * @param others those, by the names that the scenario gives their files
     */
    public static PlannedResult of(
            PlannedScenario scenario, Policy policy, PolicyText text, Map<String, PlannedPolicy> others) {
        CoreGate gate = new CoreGate(scenario, policy, others.values().stream().toList());
        return new PlannedRun(scenario, policy, text, others, gate).run();
    }

    /** The same against something else than the core as it is. */
    public static PlannedResult of(PlannedScenario scenario, Policy policy, PolicyText text, PlannedGate gate) {
        return new PlannedRun(scenario, policy, text, Map.of(), gate).run();
    }

    private PlannedResult run() {
        Duration before = scenario.before().negated();
        Duration now = before;
        Optional<Duration> over = Optional.empty();
        while (now.compareTo(scenario.lasts()) <= 0 && !finished(over, now)) {
            step(before, now);
            Duration reached = now;
            over = gate.live() || state.isEmpty() ? Optional.empty() : over.or(() -> Optional.of(reached));
            before = now;
            Optional<Duration> finishes = executor.nextFinish().map(at -> Duration.between(beginning, at));
            now = steps.after(now, people.next(), finishes);
        }
        return new PlannedResult(beginning, decisions, phases, state, evaluation, before, ticks);
    }

    private boolean finished(Optional<Duration> over, Duration now) {
        return over.filter(end -> end.plus(LOOKED_AFTER_THE_END).compareTo(now) < 0)
                        .isPresent()
                && people.next().isEmpty()
                && executor.nextFinish().isEmpty();
    }

    private void step(Duration before, Duration now) {
        if (scenario.happens().restarts().contains(now)) {
            gate.restart();
        }
        produce(before, now);
        Instant instant = beginning.plus(now);
        executor.finishedBy(instant).forEach(done -> {
            waiting.add(new Input.ExecutionInput(offset++, done));
            done.confirmedWeight().ifPresent(shifted -> steps.hot(now));
        });
        people.commandsUntil(now).forEach(this::give);
        Optional<Stretch> stopped = during(scenario.happens().combinerStops(), now);
        if (stopped.isEmpty()) {
            combine(now);
        }
        if (during(scenario.happens().gateStops(), now).isEmpty()) {
            tick(now, instant, stopped);
        }
    }

    /** Slices in which nothing else happens show only that there was traffic; the last one has the rest of it all. */
    private void produce(Duration before, Duration now) {
        double canary = executor.inForce().percent() / 100;
        Duration from = before;
        while (from.compareTo(now) < 0) {
            Duration slice = endOfSlice(from);
            boolean last = slice.compareTo(now) >= 0;
            Duration end = last ? now : slice;
            Duration spoken = last ? now.minus(before) : Duration.ZERO;
            produce(Side.CANARY, scenario.canary(), canary, from, spoken, end);
            produce(Side.BASELINE, scenario.baseline(), 1 - canary, from, spoken, end);
            from = end;
        }
        measured.addAll(figures.measured(before, now));
    }

    private Duration endOfSlice(Duration from) {
        long slice = SLICE.toSeconds();
        long second = (beginning.plus(from).getEpochSecond() / slice + 1) * slice;
        return Duration.between(beginning, Instant.ofEpochSecond(second));
    }

    /**
     * What a version answers.
     *
     * @param from to what time it is told
     * @param length for how long it is told; zero for a sign of life
     * @param end when it is told
     */
    private void produce(Side side, String version, double share, Duration from, Duration length, Duration end) {
        if (share <= 0) {
            return;
        }
        List<SeriesSecond> parts = length.isZero()
                ? traffic.signOfLife(side, version, share, beginning.plus(from), from, end.minus(from))
                : traffic.requests(side, version, share, beginning.plus(from), from, length);
        Duration delay = scenario.happens().late().stream()
                .filter(late -> late.side().includes(side) && late.during().contains(from))
                .map(LateTelemetry::by)
                .reduce((earlier, later) -> later)
                .orElse(Duration.ZERO);
        if (!parts.isEmpty()) {
            onTheWay.computeIfAbsent(end.plus(delay), absent -> new ArrayList<>())
                    .addAll(parts);
        }
    }

    private void give(Command command) {
        waiting.add(new Input.CommandInput(offset++, command, policyOf(command)));
    }

    private Optional<ParsedPolicy> policyOf(Command command) {
        if (command instanceof StartRollout) {
            return Optional.of(new ParsedPolicy.Usable(policy));
        }
        return command instanceof ChangePolicy change
                ? others.values().stream()
                        .filter(other -> other.text().equals(change.policy()))
                        .findFirst()
                        .map(other -> new ParsedPolicy.Usable(other.policy()))
                : Optional.empty();
    }

    private void combine(Duration now) {
        var arrived = onTheWay.headMap(now, true);
        arrived.values()
                .forEach(parts ->
                        waiting.add(new Input.SketchInput(offset++, new SketchDelta(scenario.service(), parts))));
        arrived.clear();
        if (!measured.isEmpty()) {
            waiting.add(new Input.MeasurementInput(
                    offset++, new MeasurementDelta(scenario.service(), List.copyOf(measured))));
            measured.clear();
        }
    }

    /** A gate that is seldom looked at gets telemetry a moment before: what it judges then is not a step behind. */
    private void tick(Duration now, Instant instant, Optional<Stretch> stopped) {
        List<Input> first = settings.judgesAtEachTick()
                ? List.of()
                : waiting.stream().filter(Input::telemetry).toList();
        if (!first.isEmpty() && ticks > 0) {
            // By kind: to compare each with each would take most of a run's time.
            waiting.removeIf(Input::telemetry);
            tick(now, instant.minus(A_MOMENT), first, stopped);
        }
        tick(now, instant, List.copyOf(waiting), stopped);
        waiting.clear();
    }

    private void tick(Duration now, Instant instant, List<Input> inputs, Optional<Stretch> stopped) {
        ticks++;
        Tick tick = new Tick(
                instant,
                inputs,
                status(now, stopped),
                List.of(new InputOffset("gate.sketches", 0, Math.max(0, offset - 1))));
        TickOutcome outcome = gate.tick(tick);
        outcome.decisions().forEach(decision -> executor.accept(decision, decision.evaluatedAt()));
        decisions.addAll(outcome.decisions());
        evaluation = outcome.evaluation().or(() -> evaluation);
        outcome.rollout().ifPresent(reached -> see(reached, now));
    }

    private void see(RolloutState reached, Duration now) {
        Optional<Phase> known = state.filter(each -> each.rolloutId().equals(reached.rolloutId()))
                .map(RolloutState::phase);
        if (!known.equals(Optional.of(reached.phase()))) {
            phases.add(new PlannedResult.Reached(reached.phase(), now));
        }
        state = Optional.of(reached);
        people.see(reached, now);
    }

    private TelemetryStatus status(Duration now, Optional<Stretch> stopped) {
        Duration complete = stopped.map(Stretch::from).orElse(now);
        Duration patience = settings.laggingAfter().plus(stopped.isPresent() ? Duration.ZERO : scenario.every());
        Instant laggingFrom = beginning.plus(complete).plus(patience);
        boolean lagging = !beginning.plus(now).isBefore(laggingFrom);
        return new TelemetryStatus(
                lagging, lagging ? "a combiner stands still" : "", beginning.plus(complete), laggingFrom);
    }

    private static Optional<Stretch> during(List<Stretch> stretches, Duration now) {
        return stretches.stream().filter(stretch -> stretch.contains(now)).findFirst();
    }
}
