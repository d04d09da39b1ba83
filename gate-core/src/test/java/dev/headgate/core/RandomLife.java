package dev.headgate.core;

import dev.headgate.core.progress.ProgressBoard;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StopLine;
import dev.headgate.schemas.model.UnknownCommand;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** A service's life out of a seed: traffic good and bad, commands that fit or not, executions of every sort. */
final class RandomLife {

    final Policy policy;
    final List<Tick> ticks = new ArrayList<>();
    final List<TickOutcome> outcomes = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

    private final Random random;
    private final ProgressBoard board = new ProgressBoard(GateSettings.DEFAULTS);
    private Instant now = Scenario.BEGINNING;
    private long offset;
    private int nextId = 1;
    private int mood;
    private boolean combining = true;
    private Optional<RolloutState> latest = Optional.empty();

    RandomLife(long seed) {
        random = new Random(seed);
        policy = randomPolicy();
    }

    RandomLife live(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        return this;
    }

    private void step() {
        now = now.plusMillis(50 + random.nextInt(1_500));
        if (random.nextInt(20) == 0) {
            mood = random.nextInt(4);
        }
        if (random.nextInt(40) == 0) {
            combining = !combining || random.nextBoolean();
        }
        List<Input> inputs = new ArrayList<>();
        if (random.nextInt(8) == 0) {
            inputs.add(command());
        }
        if (!decisions.isEmpty() && random.nextInt(3) == 0) {
            inputs.add(new Input.ExecutionInput(offset++, execution()));
        }
        if (combining) {
            inputs.add(new Input.SketchInput(offset++, delta()));
            long millis = now.toEpochMilli();
            board.apply(new CombinerProgress(0, 1, millis, millis, true, new TreeMap<>(), new TreeMap<>()));
        }
        take(new Tick(now, inputs, board.status(now), List.of(new InputOffset("gate.sketches", 0, offset))));
    }

    void take(Tick tick) {
        ticks.add(tick);
        TickOutcome outcome = gate.tick(tick);
        outcomes.add(outcome);
        decisions.addAll(outcome.decisions());
        latest = outcome.rollout().or(() -> latest);
    }

    Instant now() {
        return now;
    }

    private Input command() {
        String known = latest.map(RolloutState::rolloutId).orElse("r0");
        Command command = switch (random.nextInt(8)) {
            case 0 -> new AbortRollout(Scenario.header("c" + nextId++, known));
            case 1 -> new AbortRollout(Scenario.header("c" + nextId++, "unheard-of"));
            case 2 -> new UnknownCommand(Scenario.header("c" + nextId++, known), "teleport");
            case 3 -> Scenario.startOf(policy, "c" + nextId++, known);
            case 4 -> Scenario.startOf(policy, "c" + Math.max(1, nextId - 1), "r" + nextId);
            default -> Scenario.startOf(policy, "c" + nextId, "r" + nextId++);
        };
        Optional<ParsedPolicy> parsed = command instanceof StartRollout
                ? Optional.of(
                        random.nextInt(10) == 0
                                ? new ParsedPolicy.Unusable("policy.yaml:3:1: not a word")
                                : new ParsedPolicy.Usable(policy))
                : Optional.empty();
        return new Input.CommandInput(offset++, command, parsed);
    }

    private Execution execution() {
        Decision decision = random.nextInt(4) == 0
                ? decisions.get(random.nextInt(decisions.size()))
                : decisions.get(decisions.size() - 1);
        ExecutionStatus status =
                random.nextInt(6) == 0 ? any(List.of(ExecutionStatus.values())) : ExecutionStatus.SUCCEEDED;
        Optional<Weight> found = switch (random.nextInt(15)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Weight(33));
            default -> Optional.of(decision.to());
        };
        return new Execution(
                decision.decisionId() + "#1",
                decision.decisionId(),
                decision.rolloutId(),
                decision.service(),
                decision.correlationId(),
                1,
                status,
                decision.runbook().name(),
                List.of(),
                found,
                "said so",
                now,
                Optional.of(now.minusMillis(random.nextInt(700))),
                "e1");
    }

    private SketchDelta delta() {
        List<SeriesSecond> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long second = now.getEpochSecond() - random.nextInt(3) + (random.nextInt(10) == 0 ? 2 : 0);
            if (mood != 2) {
                parts.add(part(Scenario.BASELINE, second, 0));
            }
            if (mood < 2) {
                parts.add(part(Scenario.CANARY, second, mood == 1 ? 0.4 : 0));
            }
        }
        return new SketchDelta(Scenario.SERVICE, parts);
    }

    private SeriesSecond part(String version, long second, double errorRate) {
        return RandomParts.part(random, version, random.nextBoolean() ? "checkout" : "search", second, errorRate);
    }

    private Policy randomPolicy() {
        List<StopLine> stops = new ArrayList<>();
        Duration holdFor = Duration.ofMillis(random.nextInt(8_000));
        stops.add(Policies.stop(
                Policies.holding(Policies.errorRate(Operator.GREATER, 0.1), holdFor),
                any(List.of(Effect.NOTIFY, Effect.HOLD, Effect.STEP_BACK, Effect.ROLLBACK))));
        if (random.nextBoolean()) {
            stops.add(Policies.rollback(Policies.noSuccess(5 + random.nextInt(10))));
        }
        if (random.nextBoolean()) {
            stops.add(Policies.rollback(Policies.over(Policies.p95(Operator.GREATER, 79_000), Duration.ofSeconds(90))));
        }
        if (random.nextBoolean()) {
            stops.add(Policies.stop(
                    Policies.worse(new Measure.ErrorRate(), new Margin.None()),
                    any(List.of(Effect.NOTIFY, Effect.ROLLBACK))));
            stops.add(Policies.rollback(
                    Policies.ofOperation(Policies.worse(new Measure.Latency(), new Margin.Share(0.2)), "checkout")));
        }
        stops.add(Policies.stop(
                Policies.criterion("throughput < 1/s", new Measure.Throughput(), Operator.LESS, 1), Effect.NOTIFY));
        stops.add(Policies.stop(
                Policies.criterion("uptime < 50%", new Measure.Uptime(), Operator.LESS, 0.5), Effect.HOLD));
        Response failure = any(List.of(Response.ROLLBACK, Response.STEP_BACK, Response.HOLD));
        List<Criterion> advance = new ArrayList<>(List.of(
                Policies.errorRate(Operator.LESS, 0.05),
                Policies.ofOperation(Policies.p99(Operator.LESS, 500_000), "checkout")));
        if (random.nextInt(4) == 0) {
            advance.add(Policies.notWorse(new Measure.ErrorRate(), new Margin.Points(0.2)));
        }
        Policy plan = Policies.policy(
                stops,
                Policies.settling(Policies.until(Policies.stage(10, 4, advance), 12, failure), random.nextInt(3)),
                Policies.until(Policies.stage(50, 5, advance), 15, failure),
                Policies.stage(100, 6, advance));
        return random.nextInt(5) == 0 ? Policies.observing(plan) : plan;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
