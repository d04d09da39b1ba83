package dev.headgate.cli.accesslog;

import dev.headgate.cli.accesslog.LoggedRequest.End;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NGINX's {@code combined}, followed by {@code rt=$request_time ua="$upstream_addr"} and, as one likes,
 * {@code urt="$upstream_response_time" at=$msec id=$request_id}, in any order and among others. Thread-safe.
 */
final class NginxLog implements LogFormat {

    /**
     * What clients send may be long: possessive repetitions take no room on the stack for each character. It begins at the
     * date, so that a line that does not fit is looked through once and not again from each of its characters.
     */
    private static final Pattern LINE =
            Pattern.compile("(?<= )\\[(?<date>[^\\]]{20,30})\\] \"(?<line>(?:[^\"\\\\]|\\\\.)*+)\" "
                    + "(?<status>\\d{3}) \\d+ \"(?:[^\"\\\\]|\\\\.)*+\" \"(?:[^\"\\\\]|\\\\.)*+\"(?<more>.*)$");

    private static final Pattern MORE =
            Pattern.compile("(?<![a-z])(?<name>[a-z]++)=(?:\"(?<quoted>[^\"]*)\"|(?<plain>\\S+))");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final int CLIENT_WENT_AWAY = 499;
    private static final BigDecimal MOST_PARTS = BigDecimal.valueOf(Long.MAX_VALUE / 2);

    private final boolean untilResponse;

    /** @param untilResponse whether the latency is the upstream's instead of the whole request's */
    NginxLog(boolean untilResponse) {
        this.untilResponse = untilResponse;
    }

    @Override
    public LoggedRequest read(String line) throws UnreadableLine {
        Matcher found = parts(line.stripTrailing());
        if (!fits(found, line)) {
            throw new UnreadableLine("no line of NGINX's \"combined\" with rt= and ua= behind it, perhaps cut");
        }
        Map<String, String> more = more(found.group("more"));
        int status = Integer.parseInt(found.group("status"));
        String[] asked = found.group("line").split(" ", -1);
        boolean readable = asked.length >= 2;
        return new LoggedRequest(
                last(required(more, "ua")),
                Optional.empty(),
                readable ? asked[0] : "",
                readable ? LoggedRequest.withoutQuery(asked[1]) : "",
                status,
                end(status),
                completedAtMillis(found.group("date"), more),
                latencyMicros(more),
                LoggedRequest.given(more.getOrDefault("id", "")));
    }

    /** Whether it has a line's parts, and before them a client and a user with a hyphen between. */
    private static boolean fits(Matcher found, String line) {
        return found.find() && line.lastIndexOf(" - ", found.start()) > 0;
    }

    /** Finds the parts of a line. */
    static Matcher parts(CharSequence line) {
        return LINE.matcher(line);
    }

    /** Finds what stands behind them. */
    static Matcher moreParts(CharSequence text) {
        return MORE.matcher(text);
    }

    /** Of several upstreams that were tried, the one that answered: the last. */
    static Optional<String> last(String upstreams) {
        String[] tried = upstreams.split("[,:] ", -1);
        return LoggedRequest.given(tried[tried.length - 1].strip());
    }

    static End end(int status) {
        return status == CLIENT_WENT_AWAY ? End.ABANDONED : End.ANSWERED;
    }

    private long latencyMicros(Map<String, String> more) throws UnreadableLine {
        String upstream = last(more.getOrDefault("urt", "")).orElse("");
        return seconds(untilResponse && !upstream.isEmpty() ? upstream : required(more, "rt"), 6);
    }

    private static long completedAtMillis(String date, Map<String, String> more) throws UnreadableLine {
        String exact = more.getOrDefault("at", "");
        if (!exact.isEmpty()) {
            return seconds(exact, 3);
        }
        try {
            return OffsetDateTime.parse(date, DATE).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnreadableLine("expected a date as 29/Nov/2026:09:30:00 +0000, found " + date);
        }
    }

    private static Map<String, String> more(String text) {
        Map<String, String> more = new HashMap<>();
        Matcher each = moreParts(text);
        while (each.find()) {
            more.put(
                    each.group("name"),
                    Optional.ofNullable(each.group("quoted")).orElseGet(() -> each.group("plain")));
        }
        return more;
    }

    private static String required(Map<String, String> more, String name) throws UnreadableLine {
        String value = more.get(name);
        if (value == null) {
            throw new UnreadableLine(name + "= is missing behind \"combined\"");
        }
        return value;
    }

    /** Seconds as {@code 0.041}, in parts of ten to the power of the digits. */
    static long seconds(String text, int digits) throws UnreadableLine {
        try {
            BigDecimal parts = new BigDecimal(text).movePointRight(digits);
            if (parts.signum() >= 0 && parts.compareTo(MOST_PARTS) <= 0) {
                return parts.longValue();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // Said below.
        }
        throw new UnreadableLine("expected seconds as 0.041, found " + text);
    }
}
