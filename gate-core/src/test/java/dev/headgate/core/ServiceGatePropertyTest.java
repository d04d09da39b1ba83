package dev.headgate.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.progress.TelemetryStatus;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.scenario.Scenario;
import dev.headgate.core.telemetry.DirtySlots;
import dev.headgate.core.telemetry.Slot;
import dev.headgate.core.telemetry.SlotKey;
import dev.headgate.schemas.model.AbortRollout;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.DecisionKind;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.Verdict;
import dev.headgate.schemas.model.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds in every life of a service, whatever comes. The seed of a failing life is its parameter. */
class ServiceGatePropertyTest {

    static LongStream seeds() {
        return LongStream.range(1, 13);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theSameTicksGiveTheSameOutcomes(long seed) {
        RandomLife life = new RandomLife(seed).live(400);
        ServiceGate again = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

        List<TickOutcome> outcomes = life.ticks.stream().map(again::tick).toList();

        assertSame(outcomes, life.outcomes);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void moreInstantsChangeNoDecision(long seed) {
        RandomLife life = new RandomLife(seed).live(400);
        Random random = new Random(seed);
        ServiceGate denser = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        List<Decision> decisions = new ArrayList<>();
        Optional<Tick> last = Optional.empty();

        for (Tick tick : life.ticks) {
            if (last.isPresent()) {
                for (Instant between : instantsBetween(last.get().now(), tick.now(), random)) {
                    decisions.addAll(denser.tick(emptyAt(between, last.get())).decisions());
                }
            }
            decisions.addAll(denser.tick(tick).decisions());
            last = Optional.of(tick);
        }

        assertThat(decisions).isEqualTo(life.decisions);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restartsChangeNothing(long seed) {
        RandomLife life = new RandomLife(seed).live(400);
        Random random = new Random(seed);
        Map<SlotKey, Slot> slots = new HashMap<>();
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);
        List<TickOutcome> outcomes = new ArrayList<>();

        for (Tick tick : life.ticks) {
            outcomes.add(gate.tick(tick));
            if (random.nextInt(5) == 0) {
                DirtySlots dirty = gate.drainDirty();
                dirty.removed().forEach(slots::remove);
                dirty.written().forEach(slot -> slots.put(slot.key(), slot));
                ServiceGateState state = gate.state();
                gate = ServiceGate.restore(
                        state,
                        state.rollout().map(rollout -> life.policy),
                        List.copyOf(slots.values()),
                        GateSettings.DEFAULTS);
            }
        }

        assertSame(outcomes, life.outcomes);
        assertThat(slots).hasSizeLessThan(2_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sequencesAreGaplessAndTheEpochNeverChanges(long seed) {
        RandomLife life = new RandomLife(seed).live(600);
        Map<String, Decision> latest = new HashMap<>();

        for (Decision decision : inSequence(life)) {
            Optional<Decision> before = Optional.ofNullable(latest.put(decision.rolloutId(), decision));
            assertThat(decision.sequence())
                    .isEqualTo(before.map(Decision::sequence).orElse(0) + 1);
            assertThat(decision.decisionId()).isEqualTo(decision.rolloutId() + "/" + decision.sequence());
            before.ifPresent(known -> assertThat(decision.epoch()).isEqualTo(known.epoch()));
        }
        assertThat(latest).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingAdvancesUnlessEveryAdvanceLinePassesAndOnlyToTheNextStage(long seed) {
        RandomLife life = new RandomLife(seed).live(600);

        for (Decision decision : inSequence(life)) {
            boolean forward = decision.kind() == DecisionKind.PROMOTE && decision.sequence() > 1;
            if (forward || decision.kind() == DecisionKind.COMPLETE) {
                assertThat(advanceLines(decision))
                        .isNotEmpty()
                        .allSatisfy(verdict -> assertThat(verdict.judgement()).isEqualTo(Judgement.PASS));
            }
            if (decision.kind() == DecisionKind.PROMOTE) {
                assertThat(decision.to())
                        .isEqualTo(life.policy.stages().get(decision.stage()).weight());
                assertThat(decision.from())
                        .isEqualTo(
                                decision.stage() == 0
                                        ? Weight.NONE
                                        : life.policy
                                                .stages()
                                                .get(decision.stage() - 1)
                                                .weight());
                assertThat(decision.validFor()).isPresent();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void afterARollbackOnlyItsOwnFailureFollowsAndAfterTheEndNothing(long seed) {
        RandomLife life = new RandomLife(seed).live(600);
        Set<String> rollingBack = new HashSet<>();
        Set<String> over = new HashSet<>();

        for (TickOutcome outcome : life.outcomes) {
            for (Decision decision : outcome.decisions()) {
                if (decision.kind() == DecisionKind.REFUSE) {
                    continue;
                }
                assertThat(over).doesNotContain(decision.rolloutId());
                if (rollingBack.contains(decision.rolloutId())) {
                    assertThat(decision.kind()).isIn(DecisionKind.NOTIFY, DecisionKind.ROLLBACK);
                }
                if (decision.kind() == DecisionKind.ROLLBACK) {
                    rollingBack.add(decision.rolloutId());
                    assertThat(decision.to()).isEqualTo(Weight.NONE);
                }
            }
            outcome.rollout()
                    .filter(state -> state.phase() == Phase.ROLLED_BACK || state.phase() == Phase.COMPLETED)
                    .map(RolloutState::rolloutId)
                    .ifPresent(over::add);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noRolloutBeginsWhileAnotherIsOpen(long seed) {
        RandomLife life = new RandomLife(seed).live(600);
        ServiceGate gate = ServiceGate.create(Scenario.SERVICE, GateSettings.DEFAULTS);

        for (Tick tick : life.ticks) {
            Optional<Rollout> before = gate.state().rollout();
            boolean executed = tick.inputs().stream().anyMatch(Input.ExecutionInput.class::isInstance);
            List<Decision> decisions = gate.tick(tick).decisions();
            boolean begins = decisions.stream()
                    .anyMatch(decision -> decision.kind() == DecisionKind.PROMOTE && decision.sequence() == 1);
            if (begins && !executed && before.isPresent()) {
                boolean endedNow = decisions.stream()
                        .anyMatch(decision ->
                                decision.kind() == DecisionKind.COMPLETE || decision.kind() == DecisionKind.ROLLBACK);
                assertThat(before.get().open() && !endedNow).isFalse();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRollbackIsAlwaysWithinReach(long seed) {
        RandomLife life = new RandomLife(seed).live(100 + (int) seed);
        Optional<String> open = life.gate.state().rollout().stream()
                .filter(rollout -> rollout.open())
                .map(rollout -> rollout.identity().rolloutId())
                .findFirst();
        if (open.isEmpty()) {
            return;
        }
        boolean underWay = life.gate.state().rollout().orElseThrow().phase() == Phase.ROLLING_BACK;
        Instant later = life.now().plus(Duration.ofSeconds(underWay ? 61 : 1));
        life.take(emptyAt(later, life.ticks.get(life.ticks.size() - 1)));

        boolean stillOpen = life.gate.state().rollout().orElseThrow().open();
        int before = life.decisions.size();
        life.take(new Tick(
                later,
                List.of(new Input.CommandInput(
                        1_000_000, new AbortRollout(Scenario.header("the-last", open.get())), Optional.empty())),
                life.ticks.get(life.ticks.size() - 1).status(),
                List.of()));

        if (stillOpen) {
            assertThat(life.decisions.subList(before, life.decisions.size()))
                    .extracting(Decision::kind)
                    .contains(DecisionKind.ROLLBACK);
        }
    }

    /** Tick by tick, so that a failure shows the first difference only. */
    private static void assertSame(List<TickOutcome> found, List<TickOutcome> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).as("tick %d", i).isEqualTo(expected.get(i));
        }
    }

    private static List<Verdict> advanceLines(Decision decision) {
        return decision.verdicts().stream()
                .filter(verdict -> verdict.list() == CriterionList.ADVANCE)
                .toList();
    }

    private static List<Decision> inSequence(RandomLife life) {
        return life.decisions.stream()
                .filter(decision -> decision.kind() != DecisionKind.REFUSE)
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
