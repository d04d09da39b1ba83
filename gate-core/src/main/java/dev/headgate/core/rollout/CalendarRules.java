package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When a policy's calendar lets a rollout start and go on. It never keeps one from being rolled back. */
final class CalendarRules {

    private CalendarRules() {}

    /**
     * Why a rollout cannot begin at an instant, for people, with the next time at which it can; empty if it can.
     *
     * @param at when it would begin
     */
    static Optional<String> unfit(Policy policy, Instant at) {
        return policy.procedure().calendar().flatMap(calendar -> unfit(policy, calendar, at));
    }

    /** Whether it may be begun, and go on to more traffic, at an instant. */
    static boolean open(Policy policy, Instant at) {
        return hours(policy).map(hours -> hours.open(at)).orElse(true);
    }

    /** When it is next within the hours, which may be at once; empty if there are none, or if that will not be. */
    static Optional<Instant> opening(Policy policy, Instant from) {
        return hours(policy).flatMap(hours -> hours.opening(from));
    }

    /** When the hours next begin or end. */
    static Optional<Instant> change(Policy policy, Instant after) {
        return hours(policy).flatMap(hours -> hours.change(after));
    }

    /**
     * How long a rollout takes at least until its last stage, and with it if that fits into the hours at all: at full
     * weight hours do not matter any more. Zero if it is longer than any of the hours, and spans several of them.
     */
    static Duration needed(Policy policy, Calendar calendar, Instant from) {
        CalendarHours hours = new CalendarHours(calendar.allow());
        List<Stage> stages = policy.stages();
        Duration shifting = stages.subList(0, stages.size() - 1).stream()
                .map(CalendarRules::shortest)
                .reduce(Duration.ZERO, Duration::plus);
        Duration whole = shifting.plus(shortest(stages.get(stages.size() - 1)));
        if (hours.fit(from, whole).isPresent()) {
            return whole;
        }
        return hours.fit(from, shifting).isPresent() ? shifting : Duration.ZERO;
    }

    private static Optional<String> unfit(Policy policy, Calendar calendar, Instant at) {
        CalendarHours hours = new CalendarHours(calendar.allow());
        Duration needed = needed(policy, calendar, at);
        Optional<Instant> next = hours.fit(at, needed);
        if (next.equals(Optional.of(at))) {
            return Optional.empty();
        }
        String what = hours.open(at)
                ? "its minimum holds take " + Times.text(needed) + ", and the calendar's hours are over "
                        + hours.closing(at).map(CalendarRules::clock).orElse("before")
                : "the calendar allows it " + HoursText.of(calendar.allow()) + " only";
        return Optional.of(what
                + next.map(fits -> "; the next time it fits is " + clock(fits)).orElse("; that will not be"));
    }

    /** Its weight does not rise to its own before its ramp is over, and its clock goes on meanwhile. */
    private static Duration shortest(Stage stage) {
        Duration ramp = stage.procedure().ramp().map(Ramp::over).orElse(Duration.ZERO);
        return ramp.compareTo(stage.minimumHold()) > 0 ? ramp : stage.minimumHold();
    }

    /** An instant for people. */
    static String clock(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Optional<CalendarHours> hours(Policy policy) {
        return policy.procedure().calendar().map(calendar -> new CalendarHours(calendar.allow()));
    }
}
