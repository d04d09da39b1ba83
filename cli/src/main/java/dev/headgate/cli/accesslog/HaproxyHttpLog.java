package dev.headgate.cli.accesslog;

import dev.headgate.cli.accesslog.LoggedRequest.End;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HAProxy's {@code option httplog}. Its date is when the request's first byte came, to the millisecond, in the proxy's own
 * time zone, which the line does not name. Thread-safe.
 */
final class HaproxyHttpLog implements LogFormat {

    private static final Pattern LINE =
            Pattern.compile("\\[(?<date>\\d{2}/\\w{3}/\\d{4}:[\\d:.]{12})\\] (?<frontend>\\S+) "
                    + "(?<backend>[^\\s/]+)/(?<server>\\S+) "
                    + "(?<request>-?\\d+)/(?<queue>-?\\d+)/(?<connect>-?\\d+)/(?<response>-?\\d+)/\\+?(?<total>-?\\d+) "
                    + "(?<status>-?\\d+) \\+?\\d+ \\S+ \\S+ (?<end>\\S{4}) \\S+ \\S+ (?:\\{.*\\} )?\"(?<line>.*?)\"?$");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss.SSS", Locale.ENGLISH);

    private final ZoneId zone;
    private final boolean untilResponse;

    /**
     * @param zone the time zone in which the proxy writes
     * @param untilResponse whether the latency ends with the server's first byte instead of the client's last one
     */
    HaproxyHttpLog(ZoneId zone, boolean untilResponse) {
        this.zone = zone;
        this.untilResponse = untilResponse;
    }

    @Override
    public LoggedRequest read(String line) throws UnreadableLine {
        Matcher found = LINE.matcher(line.stripTrailing());
        if (!found.find()) {
            throw new UnreadableLine("no line of HAProxy's \"option httplog\", perhaps cut");
        }
        long begunMillis = millis(found.group("date"));
        long total = number(found, "total");
        int status = (int) number(found, "status");
        String[] asked = found.group("line").split(" ", -1);
        boolean readable = asked.length >= 2 && !asked[0].equals("<BADREQ>");
        return new LoggedRequest(
                server(found.group("server")),
                Optional.of(found.group("backend")),
                readable ? asked[0] : "",
                readable ? LoggedRequest.withoutQuery(asked[1]) : "",
                Math.max(0, status),
                end(found.group("end"), status),
                begunMillis + Math.max(0, total),
                1_000 * latencyMillis(found, total),
                Optional.empty());
    }

    private long latencyMillis(Matcher found, long total) {
        long response = number(found, "response");
        if (!untilResponse || response < 0) {
            return Math.max(0, total);
        }
        return Math.max(0, number(found, "queue")) + Math.max(0, number(found, "connect")) + response;
    }

    /** A server, unless the proxy had none to ask or answered itself. */
    static Optional<String> server(String name) {
        return name.startsWith("<") ? Optional.empty() : LoggedRequest.given(name);
    }

    /**
     * What HAProxy's termination state says: its first letter names who ended the session, and is a dash if it ended as it
     * should.
     */
    static End end(String state, int status) {
        char who = state.isEmpty() ? '-' : state.charAt(0);
        boolean byClient = who == 'C' || who == 'c';
        if (byClient) {
            return status <= 0 ? End.ABANDONED : End.ANSWERED;
        }
        return who == '-' || who == 'L' ? End.ANSWERED : End.FAILED;
    }

    private long millis(String date) throws UnreadableLine {
        try {
            return LocalDateTime.parse(date, DATE).atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnreadableLine("expected a date as 06/Feb/2026:12:14:14.655, found " + date);
        }
    }

    private static long number(Matcher found, String group) {
        String digits = found.group(group);
        return digits.length() > 15 ? 0 : Long.parseLong(digits);
    }
}
