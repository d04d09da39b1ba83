package dev.headgate.documents;

import dev.headgate.schemas.model.WeeklyHours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hours of a week, as {@code Mon-Fri 09:00-17:00 Europe/Berlin}. */
final class HoursParts {

    static final String EXAMPLE = "`Sun 02:00-04:00 UTC` or `Mon-Fri 09:00-17:00 Europe/Berlin`";

    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final String DAILY = "daily";
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern TIMES = Pattern.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

    private final Text text;

    private HoursParts(Text text) {
        this.text = text;
    }

    static WeeklyHours read(Text text) throws Refusal {
        return new HoursParts(text).hours();
    }

    private WeeklyHours hours() throws Refusal {
        List<Text> words = WORD.matcher(text.value())
                .results()
                .map(word -> text.part(word.start(), word.end()))
                .toList();
        if (words.size() == 2 && TIMES.matcher(words.get(1).value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "it is not said by whose clock")
                    .found(Values.quoted(text.value()))
                    .expected("a time zone at the end, as " + EXAMPLE)
                    .suggest(text.value().strip() + " UTC"));
        }
        if (words.size() != 3) {
            throw new Refusal(Problem.error(text.whole(), "hours are days, times and a time zone")
                    .found(Values.quoted(text.value()))
                    .expected(EXAMPLE));
        }
        Set<DayOfWeek> days = days(words.get(0));
        Matcher times = TIMES.matcher(words.get(1).value());
        if (!times.matches()) {
            throw wrong(words.get(1), "these are no times of a day", "as 09:00-17:00", Optional.empty());
        }
        LocalTime from = time(times.group(1), times.group(2), false, words.get(1));
        LocalTime to = time(times.group(3), times.group(4), true, words.get(1));
        return new WeeklyHours(days, from, to, zone(words.get(2)));
    }

    private static Set<DayOfWeek> days(Text word) throws Refusal {
        if (word.value().equals(DAILY)) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : word.value().split(",", -1)) {
            String[] ends = range.split("-", -1);
            DayOfWeek first = day(ends[0], word);
            DayOfWeek last = day(ends[ends.length == 2 ? 1 : 0], word);
            if (ends.length > 2) {
                throw wrong(word, "these are no days", "as Sun, Mon-Fri or Mon,Wed", Optional.empty());
            }
            days.add(last);
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name, Text word) throws Refusal {
        int at = DAYS.indexOf(name);
        if (at < 0) {
            String short3 = name.length() < 3
                    ? name
                    : name.substring(0, 1).toUpperCase(Locale.ROOT)
                            + name.substring(1, 3).toLowerCase(Locale.ROOT);
            throw wrong(
                    word,
                    "this is no day of the week: " + name,
                    String.join(", ", DAYS) + ", " + DAILY,
                    DAYS.contains(short3) ? Optional.of(short3) : NearestWord.to(name, List.of(DAILY)));
        }
        return DayOfWeek.of(at + 1);
    }

    /** Midnight at the end of a day is 24:00, and 00:00 to a clock. */
    private static LocalTime time(String hours, String minutes, boolean end, Text word) throws Refusal {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        boolean midnight = end && hour == 24 && minute == 0;
        if (!midnight && (hour > 23 || minute > 59)) {
            throw wrong(word, "these are no times of a day", "00:00 to 24:00", Optional.empty());
        }
        return midnight ? LocalTime.MIDNIGHT : LocalTime.of(hour, minute);
    }

    private static ZoneId zone(Text word) throws Refusal {
        if (!ZoneId.getAvailableZoneIds().contains(word.value())) {
            throw wrong(
                    word,
                    "this time zone is not known",
                    "UTC, or a region as Europe/Berlin",
                    NearestWord.to(
                            word.value(),
                            ZoneId.getAvailableZoneIds().stream().sorted().toList()));
        }
        return ZoneId.of(word.value());
    }

    private static Refusal wrong(Text word, String message, String expected, Optional<String> suggestion) {
        return new Refusal(Problem.error(word.whole(), message)
                .found(Values.quoted(word.value()))
                .expected(expected)
                .suggest(suggestion));
    }
}
