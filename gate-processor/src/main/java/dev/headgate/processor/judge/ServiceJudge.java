package dev.headgate.processor.judge;

import dev.headgate.core.Input;
import dev.headgate.core.ServiceGate;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.rollout.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one service's ticks so that a failure of its judging stays its own. A tick that throws has changed nothing: the gate
 * is built again as it was before, from the last commit and the ticks since. The tick is then taken without judging, so
 * nothing is promoted, while telemetry is counted and an abort does what it does; judging is tried again at later ticks. An
 * input that cannot even be taken in is found out and refused.
 *
 * <p>What happens depends on the ticks alone, so a replay fails and goes on in the same way. Not thread safe.
 */
final class ServiceJudge {

    /** After so many inputs found out in one tick, the rest of it is refused too: a tick must come to an end. */
    static final int MOST_FOUND_OUT = 5;

    private static final Logger log = LoggerFactory.getLogger(ServiceJudge.class);

    private final String service;
    private final GateStep step;
    private final Supplier<ServiceGate> committed;
    private final List<Taken> sinceCommit = new ArrayList<>();
    private ServiceGate gate;
    private Optional<JudgingFailure> failure;

    private record Taken(Tick tick, Optional<String> unjudgedBecause) {}

    /**
     * An input that the gate cannot take in.
     *
     * @param why what it did to the gate
     */
    record RefusedInput(Input input, String why) {}

    /**
     * What a tick led to.
     *
     * @param refused inputs that are left out of account for good
     */
    record Result(TickOutcome outcome, List<RefusedInput> refused) {}

    /**
     * Goes on from the last commit.
     *
     * @param committed builds the gate as it was at the last commit
     * @param failure why it was not judged then
     */
    ServiceJudge(String service, GateStep step, Supplier<ServiceGate> committed, Optional<JudgingFailure> failure) {
        this.service = service;
        this.step = step;
        this.committed = committed;
        this.failure = failure;
        gate = committed.get();
    }

    Result tick(Tick tick) {
        if (judges(tick)) {
            try {
                TickOutcome outcome = take(new Taken(tick, Optional.empty()));
                works();
                return new Result(outcome, List.of());
            } catch (RuntimeException thrown) {
                fails(tick, thrown);
                restore();
            }
        }
        return tickWithoutJudging(tick);
    }

    /** Its gate is kept as it is now. */
    void committed() {
        sinceCommit.clear();
    }

    String service() {
        return service;
    }

    ServiceGate gate() {
        return gate;
    }

    /** Why it is not judged; empty if it is. */
    Optional<JudgingFailure> failure() {
        return failure;
    }

    private boolean judges(Tick tick) {
        boolean asked = tick.inputs().stream().anyMatch(input -> !input.telemetry());
        return asked
                || failure.map(known -> !tick.now().isBefore(known.retryAt())).orElse(true);
    }

    private Result tickWithoutJudging(Tick tick) {
        Optional<String> why = failure.map(JudgingFailure::why);
        List<RefusedInput> refused = new ArrayList<>();
        List<Input> rest = tick.inputs();
        while (true) {
            try {
                TickOutcome outcome = take(new Taken(with(rest, tick), why));
                if (!gate.live()) {
                    failure = Optional.empty();
                }
                return new Result(outcome, refused);
            } catch (RuntimeException thrown) {
                restore();
                if (rest.isEmpty()) {
                    return new Result(TickOutcome.NOTHING, refused);
                }
                rest = without(refused, rest, tick, thrown);
            }
        }
    }

    /** The inputs without the one that the gate cannot take in; without any if that does not help. */
    private List<Input> without(List<RefusedInput> refused, List<Input> rest, Tick tick, RuntimeException thrown) {
        if (refused.size() >= MOST_FOUND_OUT || throwsWith(List.of(), tick)) {
            return spokenOf(refused, rest, tick, thrown);
        }
        int works = 0;
        int fails = rest.size();
        while (fails - works > 1) {
            int middle = (works + fails) / 2;
            if (throwsWith(rest.subList(0, middle), tick)) {
                fails = middle;
            } else {
                works = middle;
            }
        }
        refused.add(new RefusedInput(rest.get(fails - 1), thrown.toString()));
        List<Input> others = new ArrayList<>(rest);
        others.remove(fails - 1);
        return others;
    }

    /** Refuses what cannot be taken in together, but no abort and no execution because of telemetry beside it. */
    private List<Input> spokenOf(List<RefusedInput> refused, List<Input> rest, Tick tick, RuntimeException thrown) {
        List<Input> spoken = rest.stream().filter(input -> !input.telemetry()).toList();
        boolean works = spoken.size() < rest.size() && !throwsWith(spoken, tick);
        rest.stream()
                .filter(input -> !works || input.telemetry())
                .forEach(input -> refused.add(new RefusedInput(input, thrown.toString())));
        return works ? spoken : List.of();
    }

    private boolean throwsWith(List<Input> inputs, Tick tick) {
        try {
            step.take(gate, with(inputs, tick), failure.map(JudgingFailure::why));
            return false;
        } catch (RuntimeException thrown) {
            return true;
        } finally {
            restore();
        }
    }

    private TickOutcome take(Taken next) {
        TickOutcome outcome = step.take(gate, next.tick(), next.unjudgedBecause());
        sinceCommit.add(next);
        return outcome;
    }

    private void restore() {
        gate = committed.get();
        sinceCommit.forEach(taken -> step.take(gate, taken.tick(), taken.unjudgedBecause()));
    }

    private void fails(Tick tick, RuntimeException thrown) {
        if (failure.isEmpty()) {
            log.atError()
                    .addKeyValue("service", service)
                    .addKeyValue("rolloutId", rolloutId())
                    .addKeyValue("correlationId", correlationId())
                    .setCause(thrown)
                    .log("The service cannot be judged: nothing is promoted, an abort works; judging is tried again");
        }
        failure = Optional.of(failure.map(known -> known.again(tick.now()))
                .orElseGet(() -> JudgingFailure.first(tick.now(), thrown)));
    }

    private void works() {
        failure.ifPresent(known -> log.atInfo()
                .addKeyValue("service", service)
                .addKeyValue("rolloutId", rolloutId())
                .addKeyValue("correlationId", correlationId())
                .log("The service is judged again, after {} ticks that failed", known.attempts()));
        failure = Optional.empty();
    }

    private String rolloutId() {
        return gate.rollout()
                .map(Rollout::identity)
                .map(identity -> identity.rolloutId())
                .orElse("none");
    }

    private String correlationId() {
        return gate.rollout()
                .map(Rollout::identity)
                .map(identity -> identity.correlationId())
                .orElse("none");
    }

    private static Tick with(List<Input> inputs, Tick tick) {
        return new Tick(tick.now(), inputs, tick.status(), tick.offsets());
    }
}
