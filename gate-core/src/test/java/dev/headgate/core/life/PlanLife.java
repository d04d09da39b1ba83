package dev.headgate.core.life;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.ParsedPolicy;
import dev.headgate.core.RandomParts;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.ProgressBoard;
import dev.headgate.core.rollout.OpenQuestion;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Acknowledge;
import dev.headgate.schemas.model.AdvanceRollout;
import dev.headgate.schemas.model.Approve;
import dev.headgate.schemas.model.BindPolicy;
import dev.headgate.schemas.model.ChangePolicy;
import dev.headgate.schemas.model.CombinerProgress;
import dev.headgate.schemas.model.Command;
import dev.headgate.schemas.model.CommandHeader;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.InputOffset;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measurement;
import dev.headgate.schemas.model.MeasurementDelta;
import dev.headgate.schemas.model.MeasurementKey;
import dev.headgate.schemas.model.MeasurementSecond;
import dev.headgate.schemas.model.MeasurementSum;
import dev.headgate.schemas.model.PauseRollout;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.PolicyText;
import dev.headgate.schemas.model.Reject;
import dev.headgate.schemas.model.ResumeRollout;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.SeriesSecond;
import dev.headgate.schemas.model.SetWeight;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.StepBackRollout;
import dev.headgate.schemas.model.TickItem;
import dev.headgate.schemas.model.TrainSignal;
import dev.headgate.schemas.model.UnknownCommand;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/**
 * A service's life under random plans: every command, fitting or not, telemetry and measurements good and bad, executions of
 * every sort, signals of another service. All of it out of a seed.
 */
final class PlanLife {

    final List<Tick> ticks = new ArrayList<>();
    final List<TickOutcome> outcomes = new ArrayList<>();
    final Map<String, Policy> policies = new HashMap<>();
    final ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

    private final Random random;
    private final RandomPlan plans;
    private final ProgressBoard board = new ProgressBoard(GateSettings.DEFAULTS);
    private final List<Decision> toCarryOut = new ArrayList<>();
    private final List<Decision> told = new ArrayList<>();
    private final boolean calm;
    private Instant now = Scenario.BEGINNING;
    private long offset;
    private int nextId = 1;
    private int mood;
    private boolean combining = true;
    private Optional<RolloutState> latest = Optional.empty();

    PlanLife(long seed) {
        this(seed, false);
    }

    /** @param rollingBack whether every plan begins with a line that rolls back when most requests fail */
    PlanLife(long seed, boolean rollingBack) {
        random = new Random(seed);
        plans = new RandomPlan(random, rollingBack);
        calm = random.nextBoolean();
    }

    /** The policy of the latest rollout in a state, as a restart reads it again. */
    Optional<Policy> policyOf(ServiceGate some) {
        return some.rollout()
                .map(rollout -> policies.get(rollout.identity().policyText().hash()));
    }

    PlanLife live(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        return this;
    }

    Instant now() {
        return now;
    }

    long nextOffset() {
        return offset++;
    }

    private void step() {
        now = now.plusMillis(50 + random.nextInt(1_500));
        if (random.nextInt(20) == 0) {
            mood = random.nextInt(calm ? 2 : 5);
        }
        if (random.nextInt(60) == 0) {
            combining = !combining || random.nextBoolean();
        }
        List<Input> inputs = new ArrayList<>();
        while (random.nextInt(calm ? 6 : 3) == 0) {
            inputs.add(command());
        }
        while (!toCarryOut.isEmpty() && random.nextInt(3) > 0) {
            inputs.add(new Input.ExecutionInput(offset++, execution()));
        }
        if (combining) {
            inputs.add(new Input.SketchInput(offset++, delta()));
            inputs.add(new Input.MeasurementInput(offset++, measurements()));
            long millis = now.toEpochMilli();
            board.apply(new CombinerProgress(0, 1, millis, millis, true, new TreeMap<>(), new TreeMap<>()));
        }
        take(new Tick(now, inputs, board.status(now), List.of(new InputOffset("gate.sketches", 0, offset))));
    }

    private void take(Tick tick) {
        ticks.add(tick);
        TickOutcome outcome = gate.tick(tick);
        outcomes.add(outcome);
        outcome.decisions().stream()
                .filter(decision -> !decision.runbook().name().isEmpty())
                .forEach(toCarryOut::add);
        told.addAll(outcome.decisions());
        latest = outcome.rollout().or(() -> latest);
    }

    private Input command() {
        String known = latest.map(RolloutState::rolloutId).orElse("r0");
        boolean open = gate.rollout().map(each -> each.open()).orElse(false);
        if ((!open && random.nextInt(3) > 0) || random.nextInt(12) == 0) {
            return start();
        }
        String id = random.nextInt(12) == 0 ? "unheard-of" : known;
        CommandHeader header = header(id, random.nextInt(3) == 0 ? "" : "because");
        if (random.nextInt(calm ? 40 : 12) == 0) {
            return withPolicy(header);
        }
        Command command = switch (random.nextInt(calm ? 16 : 17)) {
            case 0, 1, 2 -> new Approve(header, any(RandomPlan.ROLES), question(), stage());
            case 3, 4 ->
                new TickItem(
                        header,
                        "go-live",
                        any(List.of("tests", "audit", "what")),
                        any(RandomPlan.ROLES),
                        any(List.of("", "https://ci/1")));
            case 5 -> new PauseRollout(header);
            case 6, 7 -> new ResumeRollout(header);
            case 8 -> new AdvanceRollout(header, stage());
            case 9 -> new Acknowledge(header, random.nextBoolean() ? "" : anyDecision());
            case 10 -> new SetWeight(header, new Weight(1 + random.nextInt(60)));
            case 11, 12, 13 -> signal(known);
            case 14 -> new UnknownCommand(header, "teleport");
            case 15 ->
                random.nextInt(4) == 0
                        ? new AbortRollout(header)
                        : new Reject(header, any(RandomPlan.ROLES), question(), stage());
            default -> new StepBackRollout(header, stage());
        };
        return new Input.CommandInput(offset++, command, Optional.empty());
    }

    /** Sometimes one that is open, seldom one that is not. */
    private Optional<String> question() {
        List<String> open = gate.rollout().stream()
                .flatMap(each -> each.affairs().questions().stream())
                .map(OpenQuestion::decisionId)
                .toList();
        return random.nextInt(3) > 0 || open.isEmpty()
                ? Optional.of(anyDecision()).filter(id -> random.nextInt(20) == 0)
                : Optional.of(any(open));
    }

    /** Sometimes the one in force, seldom another. */
    private OptionalInt stage() {
        int inForce = gate.rollout().map(Rollout::stageInForce).orElse(-1);
        return random.nextInt(3) > 0
                ? OptionalInt.empty()
                : OptionalInt.of(inForce + (random.nextInt(4) == 0 ? 1 - random.nextInt(3) : 0));
    }

    private Input withPolicy(CommandHeader header) {
        Policy policy = gate.rollout()
                .map(rollout -> policies.get(rollout.identity().policyText().hash()))
                .map(plans::changed)
                .orElseGet(plans::policy);
        PolicyText text = text(policy);
        Command command = random.nextInt(4) == 0
                ? new BindPolicy(header, random.nextInt(3) == 0 ? new PolicyText("", "", "none") : text)
                : new ChangePolicy(header, text);
        return new Input.CommandInput(offset++, command, Optional.of(new ParsedPolicy.Usable(policy)));
    }

    private Input start() {
        Policy policy = plans.policy();
        StartRollout start =
                new StartRollout(header("r" + nextId, "a release"), Scenario.CANARY, Scenario.BASELINE, text(policy));
        return new Input.CommandInput(
                offset++,
                random.nextInt(8) == 0 ? start.notBefore(now.plusSeconds(random.nextInt(20))) : start,
                Optional.of(new ParsedPolicy.Usable(policy)));
    }

    private PolicyText text(Policy policy) {
        String hash = "hash-" + nextId++;
        policies.put(hash, policy);
        return new PolicyText("plan.yaml", hash, hash);
    }

    private TrainSignal signal(String rolloutId) {
        String run = random.nextInt(6) == 0 ? "another" : rolloutId;
        CommandHeader its = header(run, "");
        CommandHeader header = new CommandHeader(
                its.commandId(),
                its.correlationId(),
                its.service(),
                RandomPlan.TRAIN,
                "gate of " + RandomPlan.OTHER,
                now.minusMillis(random.nextInt(2_000)),
                "");
        return new TrainSignal(
                header, RandomPlan.TRAIN, RandomPlan.OTHER, random.nextInt(5) - 1, random.nextInt(25) == 0);
    }

    private CommandHeader header(String rolloutId, String reason) {
        String id = "c" + (random.nextInt(15) == 0 ? Math.max(1, nextId - 1) : nextId++);
        return new CommandHeader(id, "correlation-" + rolloutId, Scenario.SERVICE, rolloutId, "ada", now, reason);
    }

    private Execution execution() {
        int which = random.nextInt(5) == 0 ? random.nextInt(toCarryOut.size()) : 0;
        Decision decision = random.nextInt(8) == 0 ? toCarryOut.get(which) : toCarryOut.remove(which);
        ExecutionStatus status =
                random.nextInt(calm ? 25 : 8) == 0 ? any(List.of(ExecutionStatus.values())) : ExecutionStatus.SUCCEEDED;
        boolean shifts = decision.runbook().parameters().containsKey("weight");
        Optional<Weight> found = shifts && random.nextInt(20) > 0 ? Optional.of(decision.to()) : Optional.empty();
        TreeMap<String, String> results = new TreeMap<>();
        if (!shifts && random.nextInt(4) > 0) {
            results.put("upsert.p95", String.valueOf(random.nextInt(calm ? 20 : 30)));
        }
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
                "e1",
                results);
    }

    private SketchDelta delta() {
        List<SeriesSecond> parts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long second = now.getEpochSecond() - random.nextInt(3) + (random.nextInt(10) == 0 ? 2 : 0);
            if (mood != 2) {
                parts.add(part(Scenario.BASELINE, second, mood == 4 ? 0.2 : 0));
            }
            if (mood < 2) {
                parts.add(part(Scenario.CANARY, second, mood == 1 ? 0.4 : 0));
            }
            if (random.nextInt(300) == 0) {
                parts.add(part("3." + random.nextInt(5), second, 0));
            }
        }
        return new SketchDelta(Scenario.SERVICE, parts);
    }

    private SeriesSecond part(String version, long second, double errorRate) {
        return RandomParts.part(random, version, random.nextBoolean() ? "checkout" : "search", second, errorRate);
    }

    private MeasurementDelta measurements() {
        List<MeasurementSecond> seconds = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            seconds.add(measured(Measurement.Kind.GAUGE, "pool", mood == 3 ? 0.9 : 0.4, OptionalDouble.empty()));
            seconds.add(measured(Measurement.Kind.RATIO, "delivered", 9, OptionalDouble.of(mood == 3 ? 30 : 10)));
        }
        if (random.nextInt(5) == 0) {
            seconds.add(measured(Measurement.Kind.COUNT, "log.critical", mood == 1 ? 5 : 0, OptionalDouble.empty()));
            seconds.add(measured(Measurement.Kind.GAUGE, "alerts.heartbeat", 1, OptionalDouble.empty()));
        }
        if (random.nextInt(30) == 0) {
            seconds.add(measured(Measurement.Kind.ALERT, "HighErrorRate", mood == 1 ? 1 : 0, OptionalDouble.empty()));
        }
        return new MeasurementDelta(Scenario.SERVICE, seconds);
    }

    private MeasurementSecond measured(Measurement.Kind kind, String name, double value, OptionalDouble total) {
        Measurement one = new Measurement(
                kind,
                Scenario.SERVICE,
                Optional.empty(),
                name,
                kind == Measurement.Kind.ALERT ? Labels.copy(Map.of("severity", "critical")) : Labels.NONE,
                now.toEpochMilli() - random.nextInt(1_500),
                value,
                total);
        return new MeasurementSecond(
                MeasurementKey.of(one), Math.floorDiv(one.measuredAtMillis(), 1_000L), MeasurementSum.of(one));
    }

    private String anyDecision() {
        return told.isEmpty() ? "r0/1" : any(told).decisionId();
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
