package dev.headgate.core.assess;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.CriterionList;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.StopLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A line of a policy and what it does.
 *
 * @param key what it is found by
 * @param criterion what it says
 * @param effect what it does when it has come true; {@code advance} of a line that lets a rollout go on
 * @param minRequests the minimum of requests that applies
 */
record PolicyLine(LineKey key, Criterion criterion, String effect, int minRequests) {

    /** All lines of all stages, each once. */
    static List<PolicyLine> of(Policy policy) {
        Map<LineKey, PolicyLine> lines = new LinkedHashMap<>();
        Stream.concat(policy.stop().stream(), policy.stages().stream().flatMap(stage -> stage.stop().stream()))
                .map(stop -> stop(policy, stop))
                .forEach(line -> lines.putIfAbsent(line.key(), line));
        policy.stages().stream()
                .map(Stage::advance)
                .flatMap(List::stream)
                .map(criterion -> line(policy, CriterionList.ADVANCE, criterion, "advance"))
                .forEach(line -> lines.putIfAbsent(line.key(), line));
        return List.copyOf(lines.values());
    }

    /** Whether it does more than tell people. */
    boolean acts() {
        return !effect.equals(Effect.NOTIFY.wireName());
    }

    /** Whether it rolls back. */
    boolean rollsBack() {
        return effect.equals(Effect.ROLLBACK.wireName());
    }

    /** Whether it is promised to act in at most 1 % of healthy rollouts. */
    boolean sharesTheWallet() {
        return criterion.claim() instanceof Claim.AgainstBaseline || criterion.claim() instanceof Claim.AgainstPast;
    }

    /** Whether it compares with the hour a week ago, of which a simulation knows nothing. */
    boolean asksForLastWeek() {
        return criterion.claim() instanceof Claim.AgainstPast past && past.sameHour();
    }

    /** How to make it act less often against healthy versions. */
    String calmer() {
        if (sharesTheWallet()) {
            return "Comparisons are promised to act in at most 1 % of healthy rollouts. Failures that come together more"
                    + " than the baseline's past shows break that promise: look at --cluster, or give a margin with `by`.";
        }
        if (criterion
                .limit()
                .flatMap(limit -> limit.confidence().stream().boxed().findFirst())
                .isPresent()) {
            return "The limit is too near to what is usual: raise it.";
        }
        if (criterion.claim() instanceof Claim.BurnRate) {
            return "Raise the rate or `min`, look `over` a longer window, or ask for it `for` "
                    + (criterion.holdFor().isZero() ? "a while." : "longer.");
        }
        String longer = criterion.holdFor().isZero() ? "ask for it `for` a while" : "look `over` a longer window";
        return criterion.measure() instanceof Measure.ErrorRate
                ? "Raise the limit or `min`, " + longer + ", or state a confidence (`with 99% confidence`)."
                : "Raise the limit, " + longer + ", or compare with the baseline instead.";
    }

    private static PolicyLine stop(Policy policy, StopLine stop) {
        return line(policy, CriterionList.STOP, stop.criterion(), stop.effect().wireName());
    }

    private static PolicyLine line(Policy policy, CriterionList list, Criterion criterion, String effect) {
        return new PolicyLine(
                new LineKey(list, criterion.text()),
                criterion,
                effect,
                criterion.minRequests().orElse(policy.minRequests()));
    }
}
