package dev.headgate.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.core.Around;
import dev.headgate.core.Policies;
import dev.headgate.schemas.model.Policy;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Stage;
import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CalendarRulesTest {

    private static final int MINUTE = 60;
    private static final int DAY = 24 * 60 * MINUTE;

    @Test
    void aStartOutsideTheHoursIsRefusedWithTheNextTime() {
        Policy policy = sundayNight(stage(10, 30 * MINUTE), stage(100, 15 * MINUTE));

        assertThat(CalendarRules.unfit(policy, at("2026-01-03T12:00:00Z")))
                .contains("the calendar allows it Sun 02:00-04:00 UTC only; the next time it fits is"
                        + " 2026-01-04T02:00:00Z");
        assertThat(CalendarRules.unfit(policy, at("2026-01-04T02:00:00Z"))).isEmpty();
    }

    @Test
    void aStartWhoseMinimumHoldsDoNotFitAnyMoreIsRefusedWithTheNextTime() {
        Policy policy = sundayNight(stage(10, 30 * MINUTE), stage(50, 60 * MINUTE), stage(100, 15 * MINUTE));

        assertThat(CalendarRules.unfit(policy, at("2026-01-04T02:15:00Z"))).isEmpty();
        assertThat(CalendarRules.unfit(policy, at("2026-01-04T02:15:01Z")))
                .contains("its minimum holds take 1 h 45 min, and the calendar's hours are over 2026-01-04T04:00:00Z;"
                        + " the next time it fits is 2026-01-11T02:00:00Z");
    }

    @Test
    void aRampCountsWhereItIsLongerThanTheMinimumHold() {
        Stage ramp = Around.ramp(stage(50, 30 * MINUTE), 10, Duration.ofMinutes(100));
        Policy policy = sundayNight(ramp, stage(100, 15 * MINUTE));

        assertThat(CalendarRules.unfit(policy, at("2026-01-04T02:05:00Z"))).isEmpty();
        assertThat(CalendarRules.unfit(policy, at("2026-01-04T02:06:00Z"))).isPresent();
    }

    @Test
    void aWatchThatIsLongerThanTheHoursDoesNotCount() {
        Policy policy = sundayNight(stage(10, 60 * MINUTE), stage(100, DAY));

        assertThat(CalendarRules.unfit(policy, at("2026-01-04T03:00:00Z"))).isEmpty();
        assertThat(CalendarRules.unfit(policy, at("2026-01-04T03:00:01Z"))).isPresent();
    }

    @Test
    void stagesOfDaysMayBeginWheneverItIsWithinTheHours() {
        Policy policy = sundayNight(stage(10, 3 * DAY), stage(100, DAY));

        assertThat(CalendarRules.unfit(policy, at("2026-01-04T03:59:59Z"))).isEmpty();
        assertThat(CalendarRules.unfit(policy, at("2026-01-04T04:00:00Z"))).isPresent();
    }

    @Test
    void withoutACalendarEveryTimeIsRight() {
        Policy policy = Policies.policy(List.of(), stage(100, 10));

        assertThat(CalendarRules.unfit(policy, at("2026-01-04T03:59:59Z"))).isEmpty();
        assertThat(CalendarRules.open(policy, at("2026-01-04T03:59:59Z"))).isTrue();
    }

    @Test
    void daysThatFollowEachOtherAreNamedAsAStretch() {
        WeeklyHours hours = new WeeklyHours(
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.SATURDAY),
                LocalTime.of(9, 0),
                LocalTime.of(17, 30),
                ZoneId.of("Europe/Berlin"));

        assertThat(HoursText.of(List.of(hours))).isEqualTo("Mon-Wed,Sat 09:00-17:30 Europe/Berlin");
    }

    private static Policy sundayNight(Stage... stages) {
        WeeklyHours hours = Around.hours(Set.of(DayOfWeek.SUNDAY), "02:00", "04:00", "UTC");
        return Around.calendar(Policies.policy(List.of(), stages), Response.HOLD, hours);
    }

    private static Stage stage(double percent, int minimumSeconds) {
        return Policies.stage(percent, minimumSeconds, List.of());
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
