package dev.headgate.documents.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Times, shares and enumerations as they stand in a sentence. */
public final class Words {
    private static final int SECONDS_PER_MINUTE = 60;

    private Words() {}

    /** A time as policies write it, in at most two units: {@code 90s} is {@code 1m 30s}, {@code 26h} is {@code 1d 2h}. */
    static String time(Duration time) {
        List<String> parts = new ArrayList<>();
        add(parts, time.toDaysPart(), "d");
        add(parts, time.toHoursPart(), "h");
        add(parts, time.toMinutesPart(), "m");
        add(parts, time.toSecondsPart(), "s");
        if (time.toDays() == 0 && time.toSeconds() < SECONDS_PER_MINUTE) {
            add(parts, time.toMillisPart(), "ms");
        }
        return parts.isEmpty() ? "0s" : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    /** An estimated time, in one unit or a half of it: {@code 50m}, {@code 2.5h}. */
    static String roughly(Duration time) {
        double seconds = Math.max(1, time.toSeconds());
        if (seconds < 1.5 * SECONDS_PER_MINUTE) {
            return (seconds < 10 ? Math.round(seconds) : 5 * Math.round(seconds / 5)) + "s";
        }
        double minutes = seconds / SECONDS_PER_MINUTE;
        if (minutes < 90) {
            return (minutes < 10 ? Math.round(minutes) : 5 * Math.round(minutes / 5)) + "m";
        }
        double hours = minutes / 60;
        return hours < 36 ? number(Math.round(hours * 2) / 2.0) + "h" : number(Math.round(hours / 12) / 2.0) + "d";
    }

    /** How long after the start, in a sentence: {@code 11m}, {@code 1m 30s}, and from an hour on as {@link #clock}. */
    static String after(Duration since) {
        return since.toHours() < 1 && !since.isZero() ? time(since) : clock(since);
    }

    /** A point in time since the start: {@code 0}, {@code 0:30}, {@code 26:00}, with seconds where there are any. */
    public static String clock(Duration since) {
        return clock(since, since.toSecondsPart() != 0);
    }

    /** The same with seconds or without, for times that stand beside each other. */
    public static String clock(Duration since, boolean withSeconds) {
        String seconds = withSeconds ? String.format(Locale.ROOT, ":%02d", since.toSecondsPart()) : "";
        String hours = String.format(Locale.ROOT, "%d:%02d", since.toHoursPart(), since.toMinutesPart()) + seconds;
        return since.toDays() == 0 ? hours : since.toDays() + " d " + hours;
    }

    /** A share of 1 in percent, without needless digits: {@code 0.5 %}. */
    public static String percent(double share) {
        double percent = share * 100;
        String digits = percent >= 10
                ? String.format(Locale.ROOT, "%.1f", percent)
                : String.format(Locale.ROOT, percent >= 1 ? "%.2f" : "%.3f", percent);
        return plain(digits) + " %";
    }

    /** A number without needless digits. */
    static String number(double number) {
        return plain(String.format(Locale.ROOT, "%.3f", number));
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String and(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    /** {@code 1 request}, {@code 2 requests}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** A line of a policy, quoted. */
    static String quoted(String line) {
        return "`" + line + "`";
    }

    private static void add(List<String> parts, long value, String unit) {
        if (value > 0) {
            parts.add(value + unit);
        }
    }

    private static String plain(String digits) {
        return digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
    }
}
