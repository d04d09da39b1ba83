package dev.headgate.core.rollout;

import dev.headgate.schemas.model.Calendar;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Ramp;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Severity;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When a policy's calendar lets a rollout start and go on. It never keeps one from being rolled back. */
final class CalendarRules {

    /** What waiting for it, and asking because of it, is called. */
    static final String CALENDAR = "calendar";

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

    /** That it is outside the hours, which keeps a rollout from going on to more traffic. */
    static Optional<WaitingFor> closed(Course course) {
        return course.policy()
                .filter(policy -> !atFullWeight(policy, course.rollout()) && !open(policy, course.now()))
                .flatMap(policy -> waiting(
                        course,
                        policy,
                        "it is outside the calendar's hours, "
                                + HoursText.of(calendar(policy).orElseThrow().allow())));
    }

    /** That it does not fit into the hours any more, which keeps a rollout from its first shift. */
    static Optional<WaitingFor> fitsNoMore(Course course) {
        return course.policy()
                .flatMap(policy -> unfit(policy, course.now()).flatMap(why -> waiting(course, policy, why)));
    }

    private static Optional<WaitingFor> waiting(Course course, Policy policy, String why) {
        return Optional.of(new WaitingFor(CALENDAR, "", why, opening(policy, course.now())));
    }

    /** From then on nothing goes on to more traffic. */
    private static boolean atFullWeight(Policy policy, Rollout rollout) {
        int last = policy.stages().size() - 1;
        return rollout.stage() == last
                && rollout.desiredWeight().compareTo(policy.stages().get(last).weight()) >= 0;
    }

    /** Does once, when the hours are over, what is to be done then while the canary has some of the traffic, but not all. */
    static void close(Course course) {
        Optional<Calendar> calendar = course.policy().flatMap(CalendarRules::calendar);
        Optional<Instant> closed = course.rollout().affairs().surroundings().closedAt();
        if (calendar.isEmpty()) {
            return;
        }
        boolean open = new CalendarHours(calendar.get().allow()).open(course.now())
                || course.policy()
                        .map(policy -> atFullWeight(policy, course.rollout()))
                        .orElse(false);
        if (open && closed.isPresent()) {
            course.surroundings(around -> around.closed(Optional.empty()));
            course.affairs(affairs -> affairs.leavingAlone(affairs.leftAlone().stream()
                            .filter(about -> !about.equals(CALENDAR))
                            .toList())
                    .asking(affairs.questions().stream()
                            .filter(question -> !question.about().equals(CALENDAR))
                            .toList()));
            course.clear(course.rollout().actedLines().stream()
                    .filter(key -> !key.equals(CALENDAR))
                    .toList());
        } else if (!open
                && closed.isEmpty()
                && halfWay(course, calendar.get().onWindowClose().effect())) {
            course.surroundings(around -> around.closed(Optional.of(course.now())));
            close(course, calendar.get());
        }
    }

    /** A person goes on outside the hours: what is done at their end has then been decided by that person. */
    static void override(Course course) {
        boolean outside =
                course.policy().filter(policy -> !open(policy, course.now())).isPresent();
        if (outside && course.rollout().affairs().surroundings().closedAt().isEmpty()) {
            course.surroundings(around -> around.closed(Optional.of(course.now())));
        }
    }

    private static boolean halfWay(Course course, Effect effect) {
        Rollout rollout = course.rollout();
        boolean possible = rollout.staying() || (rollout.judged() && effect == Effect.ROLLBACK);
        return possible
                && rollout.desiredWeight().percent() > 0
                && course.policy()
                        .filter(policy -> !atFullWeight(policy, rollout))
                        .isPresent();
    }

    private static void close(Course course, Calendar calendar) {
        Response response = calendar.onWindowClose();
        String why = "the calendar's hours, " + HoursText.of(calendar.allow()) + ", are over at "
                + course.rollout().desiredWeight();
        switch (response.effect()) {
            case ROLLBACK -> course.rollback(Move.STOP, why, Optional.empty(), response.runbook());
            case STEP_BACK -> course.stepBack(Severity.WARNING, why, Optional.empty());
            case NOTIFY ->
                course.tell(Severity.WARNING, why, response.whom().stream().toList());
            case ASK -> QuestionRules.ask(course, CALENDAR, response, Severity.WARNING, why, Optional.empty());
            case HOLD, MITIGATE, UNKNOWN -> course.hold(Severity.INFO, why + "; it stays", Optional.empty());
        }
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

    private static Optional<Calendar> calendar(Policy policy) {
        return policy.procedure().calendar();
    }

    private static Optional<CalendarHours> hours(Policy policy) {
        return calendar(policy).map(calendar -> new CalendarHours(calendar.allow()));
    }
}
