package dev.headgate.executor.dispatch;

import static dev.headgate.executor.dispatch.Bench.BACK;
import static dev.headgate.executor.dispatch.Bench.DONE;
import static dev.headgate.executor.dispatch.Bench.FAILED;
import static dev.headgate.executor.dispatch.Bench.NOTHING_SHIFTED;
import static dev.headgate.executor.dispatch.Bench.only;
import static dev.headgate.executor.dispatch.Bench.promote;
import static dev.headgate.executor.dispatch.Bench.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.executor.Decisions;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.ExecutionStatus;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A direct rollback and the gate's own, whenever it comes, whatever fails: one leads back, and only one where all goes well. */
class DirectRollbackPropertyTest {

    private static final AtomicInteger SETTLED = new AtomicInteger();
    private static final AtomicInteger CARRIED_OUT = new AtomicInteger();

    private final Bench bench = new Bench();
    private final List<Effect> due = new ArrayList<>();
    private final List<Effect> done = new ArrayList<>();
    private final List<Execution> executions = new ArrayList<>();
    private Instant now = Decisions.NOON;
    private boolean allWell = true;

    /** Worlds in which one of the two never happens would promise nothing. */
    @AfterAll
    static void theGatesOwnWasSettledAndCarriedOut() {
        assertThat(SETTLED).hasValueGreaterThan(20);
        assertThat(CARRIED_OUT).hasValueGreaterThan(20);
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theGatesRollbackLeadsBackOnceOrADirectOneHas(int seed) {
        Random random = new Random(seed);
        String runbook =
                List.of("restoring", "two-steps", "verifying", "shift-traffic").get(random.nextInt(4));
        bench.end(only(bench.arrive(promote(1, "shift-traffic")).effects()), DONE);
        take(bench.arriveAt(Decisions.by(runbook, Decisions.direct(7, 1, 1_001)), 8_000));
        for (int turns = random.nextInt(4); turns > 0 && !due.isEmpty(); turns--) {
            turn(random, 6);
        }
        boolean whileUnderWay = !due.isEmpty();
        take(bench.arriveAt(rollback(2), 8_001));
        for (int turns = 0; !due.isEmpty(); turns++) {
            turn(random, turns < 10 ? 6 : 0);
        }

        boolean gatesOwnRan =
                done.stream().anyMatch(effect -> effect.decisionId().equals("r7/2"));
        boolean directLedBack = ledBack("r7/direct-1");
        assertThat(directLedBack || ledBack("r7/2")).as("led back").isTrue();
        assertThat(ledBack("r7/2") || !whileUnderWay).as("the gate hears of it").isTrue();
        assertThat(gatesOwnRan && directLedBack).as("both led back").isFalse();
        if (allWell && whileUnderWay) {
            assertThat(gatesOwnRan).as("the gate's own, though all went well").isFalse();
        }
        (gatesOwnRan ? CARRIED_OUT : SETTLED).incrementAndGet();
    }

    /** A step ends, or a crash comes, or it must not begin, once in so many turns each; well in all others. */
    private void turn(Random random, int oneIn) {
        Effect effect = due.remove(0);
        now = effect.isDue(now) ? now : effect.notBefore();
        int chance = oneIn == 0 ? 9 : random.nextInt(oneIn);
        if (chance == 0) {
            allWell = false;
            due.clear();
            take(bench.crash(now));
        } else if (chance == 1 || bench.dispatcher().isOvertaken(effect)) {
            take(bench.end(effect, new StepOutcome.NotBegun("no lease"), now));
        } else if (chance == 2) {
            allWell = false;
            take(bench.end(effect, FAILED, now));
        } else {
            done.add(effect);
            boolean proved = effect.decisionId().equals("r7/2") || oneIn == 0 || random.nextInt(4) > 0;
            allWell &= proved;
            take(bench.end(effect, proved ? BACK : NOTHING_SHIFTED, now));
        }
    }

    private void take(Output output) {
        executions.addAll(output.executions());
        due.removeIf(old -> output.effects().stream().anyMatch(effect -> effect.replaces(old)));
        due.addAll(output.effects());
        assertThat(bench.journal().running("shop")).hasSizeLessThanOrEqualTo(1);
    }

    private boolean ledBack(String decisionId) {
        return executions.stream()
                .anyMatch(execution -> execution.decisionId().equals(decisionId)
                        && execution.status() == ExecutionStatus.SUCCEEDED
                        && execution
                                .confirmedWeight()
                                .filter(Weight.NONE::equals)
                                .isPresent());
    }
}
