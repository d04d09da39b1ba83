package dev.headgate.core.rollout;

import dev.headgate.core.ParsedPolicy;
import dev.headgate.schemas.model.Phase;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.StartRollout;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A start that was put off: the rollout is there, takes the service's place, and nothing of it begins before its time. */
public final class ScheduleRules {

    private ScheduleRules() {}

    /** Why a start does not fit into the calendar's hours at its time, for people; empty if it does. */
    public static Optional<String> unfit(StartRollout start, Optional<ParsedPolicy> parsed, Instant now) {
        Instant at = start.notBefore().filter(now::isBefore).orElse(now);
        return parsed.flatMap(found -> found instanceof ParsedPolicy.Usable usable
                ? CalendarRules.unfit(usable.policy(), at)
                : Optional.empty());
    }

    /** Puts it off until an instant. */
    static void schedule(Course course, Instant until, String why) {
        course.go(Move.START, Phase.SCHEDULED);
        course.surroundings(around -> around.scheduled(Optional.of(until)));
        String sentence = "it is scheduled for " + CalendarRules.clock(until);
        course.affairs(
                affairs -> affairs.waiting(List.of(new WaitingFor("schedule", "", sentence, Optional.of(until)))));
        course.record(sentence + ", " + why);
        course.because(sentence);
    }

    /** Begins it when its time has come; true if it has begun. If it is too late by now, it ends without any traffic. */
    public static boolean begin(Course course) {
        Optional<Instant> time = course.rollout().affairs().surroundings().scheduledFor();
        if (course.rollout().phase() != Phase.SCHEDULED
                || time.isEmpty()
                || course.now().isBefore(time.get())) {
            return false;
        }
        Optional<String> unfit = course.policy().flatMap(policy -> CalendarRules.unfit(policy, course.now()));
        if (unfit.isPresent()) {
            abandon(
                    course,
                    "it was scheduled for " + CalendarRules.clock(time.get()) + ", and does not begin: " + unfit.get());
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
        course.go(Move.CANCEL, Phase.ROLLED_BACK);
    }

    /** A person ends it before anything was shifted. */
    static void abort(Course course, String why) {
        course.surroundings(around -> around.scheduled(Optional.empty()));
        course.affairs(affairs -> affairs.waiting(List.of()));
        course.record(why + "; it had not begun");
        course.because(why);
        course.go(Move.ABORT, Phase.ROLLED_BACK);
    }
}
