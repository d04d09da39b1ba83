package dev.headgate.cli.accesslog;

import dev.headgate.cli.accesslog.RequestMapping.Why;
import dev.headgate.schemas.model.RequestEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What some lines hold.
 *
 * @param service the service
 * @param events by version
 * @param unreadable lines that could not be read
 * @param leftOut requests that are no events
 * @param unknownServers servers whose version nobody told
 */
record Harvest(
        String service,
        Map<String, List<RequestEvent>> events,
        List<Unreadable> unreadable,
        Map<Why, Integer> leftOut,
        Set<String> unknownServers) {

    /**
     * A line that could not be read.
     *
     * @param line the line
     * @param why what was found and expected
     */
    record Unreadable(Line line, String why) {}

    /** Reads lines; empty ones are passed over. */
    static Harvest of(List<Line> lines, LogFormat format, RequestMapping mapping) {
        Harvest harvest = new Harvest(
                mapping.service(), new LinkedHashMap<>(), new ArrayList<>(), new EnumMap<>(Why.class), new TreeSet<>());
        for (Line line : lines) {
            if (!line.text().isBlank()) {
                harvest.add(line, format, mapping);
            }
        }
        return harvest;
    }

    int requests() {
        return events.values().stream().mapToInt(List::size).sum();
    }

    private void add(Line line, LogFormat format, RequestMapping mapping) {
        RequestMapping.Mapped mapped;
        try {
            mapped = mapping.of(format.read(line.text()));
        } catch (LogFormat.UnreadableLine e) {
            unreadable.add(new Unreadable(line, String.valueOf(e.getMessage())));
            return;
        }
        if (mapped instanceof RequestMapping.Counts counts) {
            events.computeIfAbsent(counts.event().version(), version -> new ArrayList<>())
                    .add(counts.event());
        } else if (mapped instanceof RequestMapping.LeftOut out) {
            leftOut.merge(out.why(), 1, Integer::sum);
            if (out.why() == Why.UNKNOWN_SERVER) {
                unknownServers.add(out.what());
            }
        }
    }
}
