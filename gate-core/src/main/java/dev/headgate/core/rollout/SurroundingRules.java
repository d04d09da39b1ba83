package dev.headgate.core.rollout;

import dev.headgate.core.rollout.DigestRules.Placed;
import dev.headgate.schemas.model.Mode;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.VersionFigures;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What surrounds a rollout's course at one instant: hours, other services, people, and what follows its end. */
public final class SurroundingRules {

    private SurroundingRules() {}

    /** What happens before lines are looked at. */
    public static void before(Course course) {
        CalendarRules.close(course);
    }

    /** What keeps a rollout of which everything else is done from going on to more traffic, the next first. */
    static Optional<WaitingFor> holdsBack(Course course) {
        Optional<WaitingFor> hours = CalendarRules.holdsBack(course);
        if (hours.isPresent()) {
            return hours;
        }
        course.ready();
        return course.rollout().clock().isEmpty() ? Optional.empty() : TrainMoves.holdsBack(course);
    }

    /** The same for its end, which hours do not keep back: it moves no traffic. */
    static Optional<WaitingFor> holdsEndBack(Course course) {
        course.ready();
        return TrainMoves.holdsBack(course);
    }

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
                || (NoticeRules.waiting(policy, rollout) && rollout.phase() != Phase.UNKNOWN);
    }

    private static void digest(Course course, Function<String, Optional<VersionFigures>> figures) {
        Rollout rollout = course.rollout();
        if (course.policy().isEmpty()
                || !rollout.open()
                || rollout.identity().mode() == Mode.SHADOW
                || course.policy().get().procedure().reports().isEmpty() && noneOfStage(course)) {
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
        return course.policy().get().stages().get(course.rollout().stage()).procedure().reports().isEmpty();
    }
}
