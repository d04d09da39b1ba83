package dev.headgate.processor.judge;

import dev.headgate.core.GateSettings;
import dev.headgate.core.TickOutcome;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Execution;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.StartRollout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.state.KeyValueStore;

/** A service's seconds, one tick each, with an executor that carries out what is to be carried out by the next. */
final class ShadowLife {

    static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    private final KeyValueStore<String, byte[]> state = StateFixture.emptyStore();
    private final GateStep step;
    private final List<TickOutcome> outcomes = new ArrayList<>();
    private final TreeMap<Integer, List<Execution>> toCome = new TreeMap<>();
    private BiFunction<Decision, Instant, Execution> executor = Checkout::confirmed;
    private ToIntFunction<Decision> delay = decision -> 0;
    private IntUnaryOperator canaryErrors = second -> 0;
    private TaskJudge judge;
    private boolean restarting;
    private int second;
    private long offset;

    ShadowLife() {
        this(GateStep.OF_CORE);
    }

    ShadowLife(GateStep step) {
        this.step = step;
        judge = judge();
    }

    /** Failed requests of the canary's 100 in each second. */
    ShadowLife withCanaryErrors(IntUnaryOperator errors) {
        canaryErrors = errors;
        return this;
    }

    /** What becomes of a decision that is to be carried out, and after how many seconds more. */
    ShadowLife withExecutor(BiFunction<Decision, Instant, Execution> outcome, ToIntFunction<Decision> secondsMore) {
        executor = outcome;
        delay = secondsMore;
        return this;
    }

    /** From now on every tick is followed by a commit and a restart. */
    ShadowLife restarting() {
        restarting = true;
        return this;
    }

    ShadowLife start(String rollout, String policy, Optional<String> shadow) {
        StartRollout start = Checkout.start("cmd-" + rollout, rollout, policy);
        judge.take(
                "gate.commands",
                offset++,
                new StartRollout(
                        start.header(), start.canary(), start.baseline(), start.policy(), shadow.map(Checkout::text)));
        return this;
    }

    ShadowLife abort(String rollout) {
        judge.take("gate.commands", offset++, Checkout.abort("abort-" + rollout, rollout));
        return this;
    }

    ShadowLife seconds(int count) {
        for (int i = 0; i < count; i++) {
            nextSecond();
        }
        return this;
    }

    List<TickOutcome> outcomes() {
        return outcomes;
    }

    List<Decision> decisions(String rollout) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.decisions().stream())
                .filter(decision -> decision.rolloutId().equals(rollout))
                .toList();
    }

    List<Decision> shadowDecisions(String rollout) {
        return decisions(ShadowId.of(rollout));
    }

    List<TickOutcome> outcomesOfTheRolloutAlone() {
        return outcomes.stream()
                .filter(outcome -> outcome.decisions().stream().noneMatch(each -> each.mode() == Mode.SHADOW))
                .filter(outcome -> outcome.rollout()
                        .filter(each -> each.mode() == Mode.SHADOW)
                        .isEmpty())
                .filter(outcome -> outcome.evaluation()
                        .filter(each -> ShadowId.isShadow(each.rolloutId()))
                        .isEmpty())
                .filter(outcome -> !outcome.equals(TickOutcome.NOTHING))
                .toList();
    }

    RolloutState lastState(String rollout) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.rollout().stream())
                .filter(found -> found.rolloutId().equals(rollout))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    TaskJudge judgeNow() {
        return judge;
    }

    KeyValueStore<String, byte[]> state() {
        return state;
    }

    private void nextSecond() {
        Instant from = BEGIN.plusSeconds(second);
        Instant to = from.plusSeconds(1);
        Optional.ofNullable(toCome.remove(second)).stream()
                .flatMap(List::stream)
                .forEach(execution -> judge.take("executions", offset++, execution));
        judge.take("gate.sketches", offset++, Checkout.requests(Checkout.BASELINE, from, 100, 0, 20_000));
        judge.take(
                "gate.sketches",
                offset++,
                Checkout.requests(Checkout.CANARY, from, 100, canaryErrors.applyAsInt(second), 20_000));
        judge.hear("gate.sketches", offset++, Checkout.caughtUp(to));
        List<TickOutcome> tick = judge.tick(to).outcomes();
        outcomes.addAll(tick);
        tick.stream()
                .flatMap(outcome -> outcome.decisions().stream())
                .filter(decision -> decision.mode() == Mode.ENFORCE)
                .filter(decision -> !decision.runbook().name().isEmpty())
                .forEach(this::carryOut);
        if (restarting) {
            judge.write();
            judge = judge();
        }
        second++;
    }

    private void carryOut(Decision decision) {
        int when = second + 1 + delay.applyAsInt(decision);
        toCome.computeIfAbsent(when, none -> new ArrayList<>()).add(executor.apply(decision, BEGIN.plusSeconds(when)));
    }

    private TaskJudge judge() {
        return new TaskJudge(0, GateSettings.DEFAULTS, Policies::read, step, new JudgeStore(state));
    }
}
