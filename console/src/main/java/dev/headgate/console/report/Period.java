package dev.headgate.console.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/**
 * A week or a month in UTC.
 *
 * @param word {@code 2026-W48} for a week as of ISO 8601, {@code 2026-11} for a month
 * @param from its beginning
 * @param to its end, exclusive
 */
public record Period(String word, Instant from, Instant to) {

    /** The week of a word; empty if there is none. */
    public static Optional<Period> week(String word) {
        try {
            return Optional.of(week(LocalDate.parse(word + "-1", DateTimeFormatter.ISO_WEEK_DATE)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The month of a word; empty if there is none. */
    public static Optional<Period> month(String word) {
        try {
            return Optional.of(month(YearMonth.parse(word)));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The week or the month of a word; empty if there is none. */
    public static Optional<Period> of(String word) {
        return week(word).or(() -> month(word));
    }

    /** The month. */
    public static Period month(YearMonth month) {
        return new Period(
                month.toString(),
                begin(month.atDay(1)),
                begin(month.plusMonths(1).atDay(1)));
    }

    /** The one before. */
    public Period before() {
        LocalDate first = from.atZone(ZoneOffset.UTC).toLocalDate();
        return isWeek()
                ? week(first.minusWeeks(1))
                : month(YearMonth.from(first).minusMonths(1));
    }

    /** Whether it is a week. */
    public boolean isWeek() {
        return word.contains("W");
    }

    private static Period week(LocalDate monday) {
        String word = String.format(
                Locale.ROOT,
                "%04d-W%02d",
                monday.get(IsoFields.WEEK_BASED_YEAR),
                monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        return new Period(word, begin(monday), begin(monday.plusWeeks(1)));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
