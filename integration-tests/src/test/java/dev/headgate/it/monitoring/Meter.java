package dev.headgate.it.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A row of a table of meters.
 *
 * @param name as Micrometer keeps it
 * @param unit what the table says of its kind or unit; empty where it has no such column
 * @param alertWhen when to alert, if at all
 */
public record Meter(String name, String unit, Optional<String> alertWhen) {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final List<String> TIMED = List.of("_seconds_count", "_seconds_sum", "_seconds_max");

    /** The names that Prometheus may know it by. */
    public Set<String> prometheusNames() {
        Set<String> names = new TreeSet<>();
        suffixes().forEach(suffix -> names.add(name.replace('.', '_') + suffix));
        return names;
    }

    /** What stands in backquotes where it says when to alert: values of tags, settings, commands, other meters. */
    public List<String> wordsOfItsAlert() {
        return QUOTED.matcher(alertWhen.orElse(""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The first text in backquotes of a cell, without the tags behind a name. */
    static Optional<String> nameIn(String cell) {
        return QUOTED.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1).replaceFirst("\\{.*", ""))
                .findFirst();
    }

    private List<String> suffixes() {
        return switch (unit) {
            case "counter" -> List.of("_total");
            case "timer" -> TIMED;
            case "gauge", "gauge, seconds" -> List.of("");
            case "requests of the client" -> List.of("_requests", "_requests_total");
            case "percent" -> List.of("_percent");
            case "milliseconds since 1970" -> List.of("_milliseconds");
            case "bytes" -> List.of("_bytes_count", "_bytes_sum", "_bytes_max");
            case "seconds" -> {
                List<String> timerOrGauge = new ArrayList<>(TIMED);
                timerOrGauge.addAll(List.of("", "_seconds"));
                yield timerOrGauge;
            }
            default -> List.of("", "_total");
        };
    }
}
