package dev.headgate.core.rollout;

import dev.headgate.core.judge.Judged;
import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Judgement;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the service has to show once a rollback is confirmed: each line is judged of the baseline until it is true or its time
 * is over. Nothing is done to traffic any more; people are told how it ends.
 */
public final class RecoveryRules {

    /** What the keys of its lines begin with. */
    static final String LINE = "after-rollback/";

    private RecoveryRules() {}

    /** Since when it has to show something; empty if it has not. */
    public static Optional<Instant> since(Rollout rollout) {
        return rollout.affairs().surroundings().recovery().map(Recovery::since);
    }

    /** Begins once a rollback is confirmed. */
    static Optional<Recovery> begun(Policy policy, Rollout rollout, Instant now) {
        List<AfterRollback> lines = policy.procedure().afterRollback();
        return lines.isEmpty() || rollout.identity().mode() != Mode.ENFORCE
                ? Optional.empty()
                : Optional.of(new Recovery(
                        now, IntStream.range(0, lines.size()).boxed().toList()));
    }

    /**
     * Ends lines that are true or out of time.
     *
     * @param judged how each line of the policy was judged, in its order
     */
    public static void apply(Course course, List<Judged> judged) {
        List<AfterRollback> lines = course.policy()
                .map(policy -> policy.procedure().afterRollback())
                .orElse(List.of());
        for (int line : open(course.rollout())) {
            if (line < lines.size()) {
                apply(
                        course,
                        line,
                        lines.get(line),
                        line < judged.size() ? Optional.of(judged.get(line)) : Optional.empty());
            }
        }
        if (open(course.rollout()).isEmpty()) {
            course.surroundings(around -> around.recovering(Optional.empty()));
        }
    }

    /** When the time of a line is next over. */
    static Optional<Instant> next(Policy policy, Rollout rollout, Instant now) {
        List<AfterRollback> lines = policy.procedure().afterRollback();
        return rollout.affairs()
                .surroundings()
                .recovery()
                .flatMap(recovery -> recovery.open().stream()
                        .filter(line -> line < lines.size())
                        .map(line -> recovery.since().plus(lines.get(line).within()))
                        .filter(now::isBefore)
                        .min(Instant::compareTo));
    }

    private static void apply(Course course, int index, AfterRollback line, Optional<Judged> judged) {
        Instant since = course.rollout()
                .affairs()
                .surroundings()
                .recovery()
                .orElseThrow()
                .since();
        Duration after = Duration.between(since, course.now());
        boolean passes = judged.map(each -> each.judgement() == Judgement.PASS).orElse(false);
        if (!passes && after.compareTo(line.within()) < 0) {
            return;
        }
        course.surroundings(around -> around.recovering(around.recovery().map(each -> each.without(index))));
        String looks = judged.map(each -> ": " + JudgedLines.sentence(each)).orElse("");
        if (passes) {
            course.inform(
                    Severity.INFO,
                    "`" + line.criterion().text() + "` is true " + Times.text(after) + " after the rollback" + looks,
                    List.of());
            return;
        }
        String what = "`" + line.criterion().text() + "` has not become true within " + Times.text(line.within())
                + " after the rollback" + looks;
        String asked = line.otherwise().effect() == Effect.ASK ? "; a person must decide what is done" : "";
        course.tellAfterwards(
                LINE + index, what + asked, line.otherwise().whom().stream().toList());
    }

    private static List<Integer> open(Rollout rollout) {
        return rollout.affairs().surroundings().recovery().map(Recovery::open).orElse(List.of());
    }
}
