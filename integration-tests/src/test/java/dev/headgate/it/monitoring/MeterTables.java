package dev.headgate.it.monitoring;

import dev.headgate.it.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The meters that docs/METRICS.md and docs/TELEMETRY-CLIENT.md tell of. */
public final class MeterTables {

    /** Of all processes. */
    public static final String METRICS = "docs/METRICS.md";

    /** Of applications with the Java client. */
    public static final String CLIENT = "docs/TELEMETRY-CLIENT.md";

    private static final Pattern DOTTED = Pattern.compile("`([a-z][a-z0-9]*(?:\\.[a-z0-9]+)+)(\\.\\*)?`");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    private final List<Meter> meters;
    private final Set<String> names;
    private final Set<String> beginnings;

    private MeterTables(List<Meter> meters, Set<String> names, Set<String> beginnings) {
        this.meters = meters;
        this.names = names;
        this.beginnings = beginnings;
    }

    /** Reads both documents. */
    public static MeterTables read() throws IOException {
        String metrics = Files.readString(Project.file(METRICS));
        String client = Files.readString(Project.file(CLIENT));
        List<Meter> meters = Stream.concat(
                        meters(metrics, "").stream(), meters(client, "requests of the client").stream())
                .toList();
        Set<String> names = meters.stream()
                .flatMap(meter -> meter.prometheusNames().stream())
                .collect(Collectors.toCollection(HashSet::new));
        Set<String> beginnings = new HashSet<>();
        DOTTED.matcher(metrics + client).results().forEach(match -> {
            Meter told = new Meter(match.group(1), "", Optional.empty());
            if (match.group(2) != null) {
                beginnings.add(match.group(1).replace('.', '_') + "_");
            } else if (meters.stream().noneMatch(meter -> meter.name().equals(told.name()))) {
                names.addAll(told.prometheusNames());
                names.addAll(new Meter(told.name(), "timer", Optional.empty()).prometheusNames());
            }
        });
        return new MeterTables(meters, names, beginnings);
    }

    /** Those that stand in a table. */
    public List<Meter> meters() {
        return meters;
    }

    /** Whether a document tells of a meter that Prometheus knows by that name. */
    public boolean tellOf(String prometheusName) {
        return names.contains(prometheusName) || beginnings.stream().anyMatch(prometheusName::startsWith);
    }

    /** Whether a place like {@code docs/METRICS.md#judge} exists. */
    public static boolean hasPlace(String place) throws IOException {
        String[] parts = place.split("#", 2);
        return parts.length == 2
                && HEADING.matcher(Files.readString(Project.file(parts[0])))
                        .results()
                        .anyMatch(heading -> anchor(heading.group(1)).equals(parts[1]));
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<Meter> meters(String document, String unitOfAll) {
        List<Meter> found = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : document.lines().toList()) {
            if (line.startsWith("| meter |")) {
                columns = cells(line);
            } else if (!line.startsWith("|")) {
                columns = List.of();
            } else if (!columns.isEmpty() && !line.startsWith("|---")) {
                found.add(meter(columns, cells(line), unitOfAll));
            }
        }
        return found;
    }

    private static Meter meter(List<String> columns, List<String> cells, String unitOfAll) {
        String name = Meter.nameIn(cells.get(0))
                .orElseThrow(() -> new IllegalStateException("no name in backquotes: " + cells));
        String unit = columns.get(1).contains("unit") ? cells.get(1) : unitOfAll;
        int alert = columns.indexOf("alert when");
        return new Meter(name, unit, Optional.of(cells.get(alert)).filter(text -> !text.isEmpty()));
    }

    private static List<String> cells(String row) {
        return Stream.of(row.substring(1, row.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }
}
