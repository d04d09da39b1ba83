package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A start that was put off: the rollout is there, takes the service's place, and nothing of it begins before its time. */
final class ScheduleRules {

    private ScheduleRules() {}

    /** Puts it off until an instant. */
    static void schedule(Course course, Instant until, String why) {
        course.go(Move.START, Phase.SCHEDULED);
        course.surroundings(around -> around.scheduled(Optional.of(until)));
        String sentence = "it is scheduled for " + CalendarRules.clock(until);
        course.affairs(affairs ->
                affairs.waiting(List.of(new WaitingFor("schedule", "", sentence, Optional.of(until)))));
        course.record(sentence + ", " + why);
        course.because(sentence);
    }

    /** Begins it when its time has come; true if it has begun. If it is too late by now, it ends without any traffic. */
    static boolean begin(Course course) {
        Optional<Instant> time = course.rollout().affairs().surroundings().scheduledFor();
        if (course.rollout().phase() != Phase.SCHEDULED
                || time.isEmpty()
                || course.now().isBefore(time.get())) {
            return false;
        }
        Optional<String> unfit = course.policy().flatMap(policy -> CalendarRules.unfit(policy, course.now()));
        if (unfit.isPresent()) {
            abandon(course, "it was scheduled for " + CalendarRules.clock(time.get()) + ", and does not begin: " + unfit.get());
            return false;
        }
        course.surroundings(around -> around.scheduled(Optional.empty()));
        course.affairs(affairs -> affairs.waiting(List.of()));
        course.go(Move.BEGIN, Phase.PREPARING);
        return true;
    }

    /** Ends it before anything was shifted. */
    static void abandon(Course course, String why) {
        course.surroundings(around -> around.scheduled(Optional.empty()));
        course.affairs(affairs -> affairs.waiting(List.of()));
        course.tell(Severity.WARNING, why);
        course.go(Move.ABORT, Phase.ROLLED_BACK);
    }
}
