package dev.headgate.core.rollout;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalendarHoursTest {

    private static final Set<DayOfWeek> WORKDAYS = Set.of(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY);
    private static final CalendarHours SUNDAY_NIGHT = hours(of(Set.of(SUNDAY), "02:00", "04:00", "UTC"));
    private static final CalendarHours OFFICE = hours(of(WORKDAYS, "09:00", "17:00", "Europe/Berlin"));

    @Test
    void theyBeginWithTheirFirstInstantAndEndBeforeTheirLast() {
        assertThat(SUNDAY_NIGHT.open(at("2026-01-04T01:59:59.999Z"))).isFalse();
        assertThat(SUNDAY_NIGHT.open(at("2026-01-04T02:00:00Z"))).isTrue();
        assertThat(SUNDAY_NIGHT.open(at("2026-01-04T03:59:59.999Z"))).isTrue();
        assertThat(SUNDAY_NIGHT.open(at("2026-01-04T04:00:00Z"))).isFalse();
    }

    @Test
    void theNextOpeningIsAtOnceWithinThemAndNextWeekOnceTheyAreOver() {
        assertThat(SUNDAY_NIGHT.opening(at("2026-01-04T03:00:00Z"))).contains(at("2026-01-04T03:00:00Z"));
        assertThat(SUNDAY_NIGHT.opening(at("2026-01-04T04:00:00Z"))).contains(at("2026-01-11T02:00:00Z"));
        assertThat(SUNDAY_NIGHT.closing(at("2026-01-04T03:00:00Z"))).contains(at("2026-01-04T04:00:00Z"));
        assertThat(SUNDAY_NIGHT.closing(at("2026-01-04T05:00:00Z"))).isEmpty();
    }

    @Test
    void theClockOfTheirPlaceCountsInSummerAndInWinter() {
        assertThat(OFFICE.opening(at("2026-01-05T00:00:00Z"))).contains(at("2026-01-05T08:00:00Z"));
        assertThat(OFFICE.opening(at("2026-07-06T00:00:00Z"))).contains(at("2026-07-06T07:00:00Z"));
    }

    @Test
    void anHourThatTheClockLeavesOutIsLeftOut() {
        // In Berlin the clock goes from 02:00 to 03:00 on 29 March 2026.
        CalendarHours night = hours(of(Set.of(SUNDAY), "01:00", "04:00", "Europe/Berlin"));
        CalendarHours leftOut = hours(of(Set.of(SUNDAY), "02:00", "03:00", "Europe/Berlin"));

        assertThat(night.closing(at("2026-03-29T00:00:00Z"))).contains(at("2026-03-29T02:00:00Z"));
        assertThat(leftOut.opening(at("2026-03-28T12:00:00Z"))).contains(at("2026-04-05T00:00:00Z"));
    }

    @Test
    void anHourThatTheClockShowsTwiceIsThereTwice() {
        // In Berlin the clock goes back from 03:00 to 02:00 on 25 October 2026.
        CalendarHours half = hours(of(Set.of(SUNDAY), "02:00", "02:30", "Europe/Berlin"));
        CalendarHours whole = hours(of(Set.of(SUNDAY), "02:00", "03:00", "Europe/Berlin"));

        assertThat(half.closing(at("2026-10-25T00:00:00Z"))).contains(at("2026-10-25T00:30:00Z"));
        assertThat(half.opening(at("2026-10-25T00:30:00Z"))).contains(at("2026-10-25T01:00:00Z"));
        assertThat(whole.closing(at("2026-10-25T00:00:00Z"))).contains(at("2026-10-25T02:00:00Z"));
    }

    @Test
    void theyGoOnOverMidnight() {
        CalendarHours night = hours(of(Set.of(SATURDAY), "22:00", "02:00", "UTC"));

        assertThat(night.open(at("2026-01-03T23:00:00Z"))).isTrue();
        assertThat(night.open(at("2026-01-04T01:59:00Z"))).isTrue();
        assertThat(night.open(at("2026-01-04T22:30:00Z"))).isFalse();
        assertThat(night.closing(at("2026-01-03T22:00:00Z"))).contains(at("2026-01-04T02:00:00Z"));
    }

    @Test
    void severalThatTouchAreOneStretch() {
        CalendarHours both = hours(
                of(Set.of(SUNDAY), "02:00", "04:00", "UTC"), of(Set.of(SUNDAY), "04:00", "05:00", "Europe/London"));
        CalendarHours weekend = hours(of(Set.of(SATURDAY, SUNDAY), "00:00", "00:00", "UTC"));

        assertThat(both.closing(at("2026-01-04T02:30:00Z"))).contains(at("2026-01-04T05:00:00Z"));
        assertThat(weekend.closing(at("2026-01-03T10:00:00Z"))).contains(at("2026-01-05T00:00:00Z"));
    }

    @Test
    void whatIsAlwaysOpenNeverCloses() {
        CalendarHours always = hours(of(EnumSet.allOf(DayOfWeek.class), "00:00", "00:00", "Asia/Tokyo"));

        assertThat(always.open(at("2026-01-04T02:30:00Z"))).isTrue();
        assertThat(always.closing(at("2026-01-04T02:30:00Z"))).isEmpty();
        assertThat(always.change(at("2026-01-04T02:30:00Z"))).isEmpty();
        assertThat(always.fit(at("2026-01-04T02:30:00Z"), Duration.ofDays(90))).contains(at("2026-01-04T02:30:00Z"));
    }

    @Test
    void whatNoLongerFitsIsPutOffToTheNextTimeAndWhatNeverFitsIsNot() {
        Duration twoHours = Duration.ofHours(2);

        assertThat(SUNDAY_NIGHT.fit(at("2026-01-04T02:00:00Z"), twoHours)).contains(at("2026-01-04T02:00:00Z"));
        assertThat(SUNDAY_NIGHT.fit(at("2026-01-04T02:00:01Z"), twoHours)).contains(at("2026-01-11T02:00:00Z"));
        assertThat(SUNDAY_NIGHT.fit(at("2026-01-04T02:00:00Z"), twoHours.plusSeconds(1)))
                .isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(1, 201);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theStretchesSayTheSameAsTheClocks(long seed) {
        Random random = new Random(seed);
        List<WeeklyHours> hours = random.ints(1 + random.nextInt(3), 0, Integer.MAX_VALUE)
                .mapToObj(each -> randomHours(new Random(each)))
                .toList();
        CalendarHours calendar = new CalendarHours(hours);
        Instant at = at("2026-03-27T00:00:00Z").plus(Duration.ofMinutes(random.nextInt(60 * 24 * 365)));

        Optional<Instant> change = calendar.change(at);

        boolean open = shown(hours, at);
        assertThat(calendar.open(at)).isEqualTo(open);
        Instant until = change.orElse(at.plus(Duration.ofDays(7)));
        for (Instant each = at; each.isBefore(until); each = each.plus(Duration.ofMinutes(5))) {
            assertThat(shown(hours, each)).as("%s of %s", each, hours).isEqualTo(open);
        }
        change.ifPresent(instant ->
                assertThat(shown(hours, instant)).as("%s of %s", instant, hours).isNotEqualTo(open));
    }

    /** Straight from what hours are: what the clock of the place shows. */
    private static boolean shown(List<WeeklyHours> hours, Instant at) {
        return hours.stream().anyMatch(each -> {
            LocalDateTime local = LocalDateTime.ofInstant(at, each.zone());
            return LongStream.of(0, 1).anyMatch(back -> {
                LocalDateTime from = local.toLocalDate().minusDays(back).atTime(each.from());
                LocalDateTime to = from.toLocalDate().atTime(each.to());
                LocalDateTime end = to.isAfter(from) ? to : to.plusDays(1);
                return each.days().contains(from.getDayOfWeek()) && !local.isBefore(from) && local.isBefore(end);
            });
        });
    }

    private static WeeklyHours randomHours(Random random) {
        EnumSet<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(3) == 0) {
                days.add(day);
            }
        }
        List<String> zones = List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
        return new WeeklyHours(
                days,
                LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
                LocalTime.of(random.nextInt(24), 15 * random.nextInt(4)),
                ZoneId.of(zones.get(random.nextInt(zones.size()))));
    }

    private static WeeklyHours of(Set<DayOfWeek> days, String from, String to, String zone) {
        return new WeeklyHours(days, LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
    }

    private static CalendarHours hours(WeeklyHours... each) {
        return new CalendarHours(List.of(each));
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }
}
