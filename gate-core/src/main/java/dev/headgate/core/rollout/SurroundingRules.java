package dev.headgate.core.rollout;

import dev.headgate.core.rollout.DigestRules.Placed;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.VersionFigures;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What surrounds a rollout's course at one instant: hours, other services, people, and what follows its end. */
public final class SurroundingRules {

    private SurroundingRules() {}

    /**
     * What happens once everything else has.
     *
     * @param judged whether lines were looked at
     * @param figures what a version shows; empty where nothing is kept of it
     */
    public static void after(Course course, boolean judged, Function<String, Optional<VersionFigures>> figures) {
        TrainMoves.tell(course, judged);
        if (judged) {
            digest(course, figures);
        }
        NoticeRules.escalate(course);
    }

    /** What a rollout's end brings: after a rollback the service has to show that it is well. */
    public static void over(Course course, Rollout before) {
        Rollout after = course.rollout();
        if (before.open() && after.phase() == Phase.ROLLED_BACK && before.phase() != Phase.SCHEDULED) {
            course.policy()
                    .flatMap(policy -> RecoveryRules.begun(policy, after, course.now()))
                    .ifPresent(recovery -> course.surroundings(around -> around.recovering(Optional.of(recovery))));
        }
    }

    /** The instants after one at which time alone changes something. */
    public static Stream<Instant> next(Policy policy, Rollout rollout, Instant now) {
        Surroundings around = rollout.affairs().surroundings();
        Stream<Optional<Instant>> times = Stream.of(
                around.scheduledFor(),
                EscalationRules.next(policy, around.notices(), now),
                rollout.open() ? DigestRules.next(policy, rollout, now) : Optional.empty(),
                rollout.open() ? TrainMoves.next(policy, rollout, now) : Optional.empty(),
                RecoveryRules.next(policy, rollout, now));
        return times.flatMap(Optional::stream);
    }

    /** Whether something goes on although nothing more is judged of the rollout. */
    public static boolean goOn(Policy policy, Rollout rollout) {
        Surroundings around = rollout.affairs().surroundings();
        return around.recovery().isPresent()
                || (!rollout.open() && !rollout.affairs().runs().isEmpty())
                || (NoticeRules.waiting(policy, rollout) && rollout.phase() != Phase.UNKNOWN);
    }

    private static void digest(Course course, Function<String, Optional<VersionFigures>> figures) {
        Rollout rollout = course.rollout();
        if (course.policy().isEmpty()
                || !rollout.open()
                || rollout.identity().mode() == Mode.SHADOW
                || (course.policy().get().procedure().reports().isEmpty() && noneOfStage(course))) {
            return;
        }
        Policy policy = course.policy().get();
        List<ToldDigest> told = rollout.affairs().surroundings().digests();
        List<Placed> due = DigestRules.due(policy, rollout, told, course.now());
        if (due.isEmpty()) {
            return;
        }
        Optional<VersionFigures> canary = figures.apply(rollout.identity().canary());
        Optional<VersionFigures> baseline = figures.apply(rollout.identity().baseline());
        if (canary.isEmpty() || baseline.isEmpty()) {
            return;
        }
        course.surroundings(around -> around.telling(DigestRules.told(policy, rollout, told, due, course.now())));
        String text = DigestRules.text(policy, rollout, canary.get(), baseline.get(), course.now());
        due.forEach(each ->
                course.inform(Severity.INFO, text, each.digest().whom().stream().toList()));
    }

    private static boolean noneOfStage(Course course) {
        return course.policy()
                .get()
                .stages()
                .get(course.rollout().stage())
                .procedure()
                .reports()
                .isEmpty();
    }
}
