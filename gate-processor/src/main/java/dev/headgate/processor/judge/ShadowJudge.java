package dev.headgate.processor.judge;

import dev.headgate.core.Input;
import dev.headgate.core.Tick;
import dev.headgate.core.TickOutcome;
import dev.headgate.core.rollout.PendingShift;
import dev.headgate.core.rollout.Rollout;
import dev.headgate.core.shadow.Apartness;
import dev.headgate.core.shadow.Following;
import dev.headgate.schemas.model.Decision;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.RolloutState;
import dev.headgate.schemas.model.ShadowId;
import dev.headgate.schemas.model.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges a second policy beside a service's rollout: a gate of its own, with the same telemetry at the same ticks, that
 * follows the weights in force. All that leaves it says that it is a shadow's. It ends with its rollout, or when it has
 * decided its own end. Not thread safe.
 */
final class ShadowJudge {

    private final ServiceJudge judge;
    private final String id;
    private ShadowMemory memory;
    private boolean over;

    ShadowJudge(ServiceJudge judge, ShadowMemory memory) {
        this.judge = judge;
        this.memory = memory;
        id = ShadowId.of(memory.rolloutId());
    }

    /** The tick with which its rollout began, with its own start in place of the rollout's. */
    TickOutcome begin(Tick tick, Rollout beside) {
        return take(tick, beside);
    }

    /**
     * A tick that its rollout has taken.
     *
     * @param ofRollout the rollout's shift that was under way before
     * @param beside the rollout after it
     */
    TickOutcome tick(Tick tick, Optional<PendingShift> ofRollout, Rollout beside) {
        List<Input> inputs = Following.inputs(tick.inputs(), ofRollout, rollout());
        return take(with(tick, inputs), beside);
    }

    ServiceJudge judge() {
        return judge;
    }

    ShadowMemory memory() {
        return memory;
    }

    /** Whether nothing more comes of it. */
    boolean over() {
        return over;
    }

    private TickOutcome take(Tick tick, Rollout beside) {
        List<TickOutcome> outcomes = new ArrayList<>();
        outcomes.add(judged(tick, beside));
        rollout()
                .flatMap(shadow -> Following.asIfMade(
                        beside, shadow, tick.now(), beside.identity().epoch()))
                .ifPresent(made -> outcomes.add(judged(with(tick, List.of(made)), beside)));
        boolean ended = ended(beside);
        over = ended || rollout().map(shadow -> !shadow.open()).orElse(true);
        Optional<RolloutState> last = rollout()
                .filter(shadow -> ended && shadow.open())
                .map(shadow -> shadow.state(tick.now()).asShadow(endedFirst(beside, shadow), hypothetical()));
        return together(outcomes, last);
    }

    private TickOutcome judged(Tick tick, Rollout beside) {
        TickOutcome outcome = judge.tick(tick).outcome();
        rollout().filter(Rollout::open).ifPresent(shadow -> look(shadow, beside, tick.now()));
        return new TickOutcome(
                outcome.decisions().stream()
                        .filter(decision -> decision.rolloutId().equals(id))
                        .map(this::marked)
                        .toList(),
                outcome.evaluation().filter(evaluation -> evaluation.rolloutId().equals(id)),
                outcome.rollout()
                        .filter(state -> state.rolloutId().equals(id))
                        .map(state -> state.asShadow(state.reason(), hypothetical())),
                outcome.policyToStore());
    }

    private void look(Rollout shadow, Rollout beside, Instant now) {
        Apartness next = memory.apartness().seen(shadow.confirmedWeight(), beside.confirmedWeight(), now);
        memory = memory.with(next);
    }

    private Decision marked(Decision decision) {
        return decision.asShadow(memory.apartness().hypotheticalAt(decision.evaluatedAt()));
    }

    private Optional<Instant> hypothetical() {
        return memory.apartness().hypotheticalSince();
    }

    /** Its gate's latest rollout, if it is the shadow. */
    private Optional<Rollout> rollout() {
        return judge.gate()
                .rollout()
                .filter(found -> found.identity().rolloutId().equals(id));
    }

    /** Once all traffic is on its way back, or stays with the canary, there is nothing left to judge. */
    private boolean ended(Rollout beside) {
        return !beside.identity().rolloutId().equals(memory.rolloutId())
                || !beside.live()
                || beside.phase() == Phase.ROLLING_BACK;
    }

    private static String endedFirst(Rollout beside, Rollout shadow) {
        String how = beside.phase() == Phase.COMPLETED ? "completed" : "rolled back";
        return "the rollout was " + how + " first; this policy would have gone on at "
                + shadow.confirmedWeight().orElse(Weight.NONE) + ": " + shadow.reason();
    }

    private static TickOutcome together(List<TickOutcome> outcomes, Optional<RolloutState> last) {
        List<Decision> decisions = new ArrayList<>();
        TickOutcome together = TickOutcome.NOTHING;
        for (TickOutcome next : outcomes) {
            decisions.addAll(next.decisions());
            together = new TickOutcome(
                    decisions,
                    next.evaluation().or(together::evaluation),
                    next.rollout().or(together::rollout),
                    next.policyToStore().or(together::policyToStore));
        }
        return new TickOutcome(decisions, together.evaluation(), last.or(together::rollout), together.policyToStore());
    }

    private static Tick with(Tick tick, List<Input> inputs) {
        return new Tick(tick.now(), inputs, tick.status(), tick.offsets());
    }
}
