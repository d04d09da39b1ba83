package dev.headgate.core.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.GateSettings;
import dev.headgate.core.Input;
import dev.headgate.core.RandomParts;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.ServiceGateState;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.OpenQuestion;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.SketchDelta;
import dev.headgate.schemas.model.TrainSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds in every life under every plan. The seed of a failing life is its parameter; {@code -Dheadgate.lives=100} looks
 * at more of them.
 */
class PlanPropertyTest {

    private static final int STEPS = 400;
    private static final Map<Long, PlanLife> LIVES = new HashMap<>();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("headgate.lives", 12));
    }

    /** Lived once: it is only read afterwards. */
    private static PlanLife life(long seed) {
        return LIVES.computeIfAbsent(seed, each -> new PlanLife(each).live(STEPS));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyDecisionIsOneThatMayFollowAndUndecidedNeverPromotes(long seed) {
        PlanLife life = life(seed);
        PlanModel model = new PlanModel(life.policies);

        for (int i = 0; i < life.ticks.size(); i++) {
            model.check(life.ticks.get(i), life.outcomes.get(i));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyCommandIsAnsweredByADecisionThatNamesItInTheTickThatBringsIt(long seed) {
        PlanLife life = life(seed);
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < life.ticks.size(); i++) {
            Set<String> named = new HashSet<>();
            life.outcomes
                    .get(i)
                    .decisions()
                    .forEach(decision -> decision.command().ifPresent(named::add));
            for (Input input : life.ticks.get(i).inputs()) {
                boolean ofPeople = input instanceof Input.CommandInput command
                        && !(command.command() instanceof TrainSignal)
                        && seen.add(command.command().header().commandId());
                if (ofPeople) {
                    assertThat(named)
                            .as("tick %d, %s", i, input)
                            .contains(((Input.CommandInput) input)
                                    .command()
                                    .header()
                                    .commandId());
                }
            }
        }
    }

    @Test
    void theLivesSeeEveryKindOfDecisionAndEveryPhase() {
        Map<DecisionKind, Integer> kinds = new EnumMap<>(DecisionKind.class);
        Map<Phase, Integer> phases = new EnumMap<>(Phase.class);

        seeds().mapToObj(seed -> new PlanLife(seed).live(STEPS))
                .forEach(life -> life.outcomes.forEach(outcome -> {
                    outcome.decisions().forEach(decision -> kinds.merge(decision.kind(), 1, Integer::sum));
                    outcome.rollout().ifPresent(state -> phases.merge(state.phase(), 1, Integer::sum));
                }));

        assertThat(kinds.keySet())
                .contains(List.of(DecisionKind.values()).stream()
                        .filter(kind -> kind != DecisionKind.UNKNOWN)
                        .toArray(DecisionKind[]::new));
        assertThat(phases.keySet())
                .contains(List.of(Phase.values()).stream()
                        .filter(phase -> phase != Phase.UNKNOWN)
                        .toArray(Phase[]::new));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameTicksGiveTheSameOutcomesWheneverTheGateIsRestarted(long seed) {
        PlanLife life = life(seed);
        Random random = new Random(seed);
        Map<SlotKey, Slot> slots = new HashMap<>();
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

        for (int i = 0; i < life.ticks.size(); i++) {
            assertThat(gate.tick(life.ticks.get(i))).as("tick %d", i).isEqualTo(life.outcomes.get(i));
            if (random.nextInt(5) == 0) {
                gate = restarted(gate, slots, life);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void moreInstantsChangeNoDecision(long seed) {
        PlanLife life = life(seed);
        Random random = new Random(seed);
        ServiceGate denser = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        Optional<Tick> last = Optional.empty();

        for (int i = 0; i < life.ticks.size(); i++) {
            Tick tick = life.ticks.get(i);
            List<Decision> decisions = new ArrayList<>();
            if (last.isPresent()) {
                for (Instant between : instantsBetween(last.get().now(), tick.now(), random)) {
                    decisions.addAll(denser.tick(emptyAt(between, last.get())).decisions());
                }
            }
            decisions.addAll(denser.tick(tick).decisions());
            assertThat(inShort(decisions))
                    .as("tick %d", i)
                    .isEqualTo(inShort(life.outcomes.get(i).decisions()));
            assertThat(decisions)
                    .as("tick %d", i)
                    .isEqualTo(life.outcomes.get(i).decisions());
            last = Optional.of(tick);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anAbortEndsARolloutWhereverItStands(long seed) {
        PlanLife life = life(seed);
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        Map<SlotKey, Slot> slots = new HashMap<>();
        Random random = new Random(seed);

        for (Tick tick : life.ticks) {
            gate.tick(tick);
            Optional<Rollout> open = gate.rollout().filter(Rollout::open);
            if (open.isPresent() && random.nextInt(8) == 0) {
                gate = restarted(gate, slots, life);
                assertEnds(restarted(gate, slots, life), open.get(), tick);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aStopLineThatRollsBackDoesSoWhereverTheCanaryHasTraffic(long seed) {
        PlanLife life = new PlanLife(seed, true).live(STEPS);
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        Map<SlotKey, Slot> slots = new HashMap<>();
        Random random = new Random(seed);

        for (Tick tick : life.ticks) {
            gate.tick(tick);
            boolean carries = gate.rollout()
                    .filter(each -> each.judged() && each.clock().isPresent())
                    .isPresent();
            if (carries && random.nextInt(10) == 0) {
                gate = restarted(gate, slots, life);
                assertRollsBack(restarted(gate, slots, life), tick, random);
            }
        }
    }

    /** Unless it is complete before enough requests have failed. */
    private static void assertRollsBack(ServiceGate gate, Tick last, Random random) {
        Phase before = gate.rollout().orElseThrow().phase();
        List<DecisionKind> kinds = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            Instant now = last.now().plusSeconds(i);
            SketchDelta failing = new SketchDelta(
                    Scenario.SERVICE,
                    List.of(
                            RandomParts.part(random, Scenario.CANARY, "checkout", now.getEpochSecond(), 1),
                            RandomParts.part(random, Scenario.CANARY, "checkout", now.getEpochSecond(), 1)));
            TelemetryStatus complete = new TelemetryStatus(false, "", now.minusSeconds(1), now.plusSeconds(60));
            gate.tick(new Tick(now, List.of(new Input.SketchInput(2_000_000 + i, failing)), complete, List.of()))
                    .decisions()
                    .forEach(decision -> kinds.add(decision.kind()));
        }
        assertThat(kinds).as("failing in %s", before).containsAnyOf(DecisionKind.ROLLBACK, DecisionKind.COMPLETE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsAskedTwiceAtATimeAndNothingIsLeftOpenAtTheEnd(long seed) {
        PlanLife life = life(seed);
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

        for (Tick tick : life.ticks) {
            gate.tick(tick);
            gate.rollout().ifPresent(rollout -> {
                List<OpenQuestion> questions = rollout.affairs().questions();
                assertThat(questions).extracting(OpenQuestion::about).doesNotHaveDuplicates();
                if (!rollout.open()) {
                    assertThat(questions).isEmpty();
                    assertThat(rollout.affairs().mitigations()).isEmpty();
                }
            });
        }
    }

    /** What is under way already may be aborted again once it takes too long; what was never begun ends at once. */
    private static void assertEnds(ServiceGate gate, Rollout open, Tick last) {
        String id = open.identity().rolloutId();
        boolean underWay = open.phase() == Phase.ROLLING_BACK;
        Instant later = last.now().plus(Duration.ofSeconds(underWay ? 61 : 0));
        gate.tick(emptyAt(later, last));
        boolean stillOpen = gate.rollout().map(Rollout::open).orElse(false);
        boolean scheduled =
                gate.rollout().map(each -> each.phase() == Phase.SCHEDULED).orElse(false);

        TickOutcome outcome = gate.tick(new Tick(
                later,
                List.of(new Input.CommandInput(
                        1_000_000, new AbortRollout(Scenario.header("the-last", id)), Optional.empty())),
                last.status(),
                List.of()));

        if (scheduled) {
            assertThat(gate.rollout().orElseThrow().phase()).isEqualTo(Phase.ROLLED_BACK);
        } else if (stillOpen) {
            assertThat(outcome.decisions())
                    .as("abort in %s", open.phase())
                    .extracting(Decision::kind)
                    .contains(DecisionKind.ROLLBACK);
        }
    }

    private static ServiceGate restarted(ServiceGate gate, Map<SlotKey, Slot> slots, PlanLife life) {
        DirtySlots dirty = gate.drainDirty();
        dirty.removed().forEach(slots::remove);
        dirty.written().forEach(slot -> slots.put(slot.key(), slot));
        ServiceGateState state = gate.state();
        return ServiceGate.restore(state, life.policyOf(gate), List.copyOf(slots.values()), GateSettings.DEFAULTS);
    }

    private static List<String> inShort(List<Decision> decisions) {
        return decisions.stream()
                .map(each -> each.decisionId() + " " + each.kind() + " " + each.evaluatedAt() + " " + each.reason())
                .toList();
    }

    private static List<Instant> instantsBetween(Instant from, Instant to, Random random) {
        long millis = Duration.between(from, to).toMillis();
        return random.longs(random.nextInt(4), 0, millis + 1)
                .sorted()
                .mapToObj(from::plusMillis)
                .toList();
    }

    private static Tick emptyAt(Instant instant, Tick last) {
        TelemetryStatus known = last.status();
        return new Tick(
                instant,
                List.of(),
                new TelemetryStatus(known.laggingAt(instant), known.why(), known.completeUntil(), known.laggingFrom()),
                last.offsets());
    }
}
