package dev.headgate.it.monitoring;

import dev.headgate.it.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboards in docker/grafana/dashboards. */
public final class Dashboards {

    /** Where they are. */
    public static final String DIRECTORY = "docker/grafana/dashboards";

    private static final Pattern VARIABLE = Pattern.compile("\\$(?!__)(\\w+)");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), *\\w+\\)");

    private Dashboards() {}

    /**
     * One dashboard.
     *
     * @param file the file's name
     * @param json what it holds
     */
    public record Dashboard(String file, JsonNode json) {

        /** What links lead to it by. */
        public String uid() {
            return json.path("uid").asString();
        }

        /** Everything that stands on it, rows included. */
        public List<Panel> panels() {
            return children(json.path("panels"))
                    .map(node -> new Panel(this, node))
                    .toList();
        }

        /** What its panels, marks and variables ask Prometheus. */
        public List<Query> queries() {
            List<Query> queries = new ArrayList<>();
            panels().forEach(panel -> children(panel.json().path("targets"))
                    .forEach(target -> queries.add(query(panel.title(), target.path("expr")))));
            children(json.path("annotations").path("list"))
                    .forEach(mark -> queries.add(query("marks", mark.path("expr"))));
            variables()
                    .forEach(variable -> queries.add(new Query(
                            file,
                            "variable " + variable.path("name").asString(),
                            LABEL_VALUES
                                    .matcher(
                                            variable.path("query").path("query").asString())
                                    .replaceAll("$1"))));
            return queries;
        }

        /** The names that queries may use. */
        public Set<String> variableNames() {
            return variables().map(node -> node.path("name").asString()).collect(Collectors.toCollection(TreeSet::new));
        }

        /** All values of a key, wherever it stands. */
        public List<JsonNode> all(String key) {
            return json.findValues(key);
        }

        private Stream<JsonNode> variables() {
            return children(json.path("templating").path("list"));
        }

        private Query query(String place, JsonNode expression) {
            return new Query(file, place, expression.asString());
        }
    }

    /**
     * A panel or a row.
     *
     * @param dashboard where it stands
     * @param json what it is
     */
    public record Panel(Dashboard dashboard, JsonNode json) {

        /** Its title. */
        public String title() {
            return json.path("title").asString();
        }

        /** {@code timeseries}, {@code stat}, {@code table} or {@code row}. */
        public String type() {
            return json.path("type").asString();
        }

        /** The cells of Grafana's grid, 24 wide, that it covers. */
        public Set<String> cells() {
            JsonNode place = json.path("gridPos");
            Set<String> cells = new TreeSet<>();
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    cells.add((place.path("x").asInt() + x) + "/"
                            + (place.path("y").asInt() + y));
                }
            }
            return cells;
        }

        @Override
        public String toString() {
            return dashboard.file() + ": " + title();
        }
    }

    /**
     * A question to Prometheus.
     *
     * @param file the dashboard's file
     * @param place the panel's title
     * @param expression as written, with variables
     */
    public record Query(String file, String place, String expression) {

        /** The variables of the dashboard's own in it. */
        public Set<String> variables() {
            return VARIABLE.matcher(expression)
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** As Grafana would send it with everything chosen. */
        public String filled() {
            String own = expression.replace("$__rate_interval", "1m").replace("$__range", "15m");
            return VARIABLE.matcher(own).replaceAll(".*");
        }

        @Override
        public String toString() {
            return file + ": " + place + ": " + expression;
        }
    }

    /** Reads all files. */
    public static List<Dashboard> read() throws IOException {
        try (Stream<Path> files = Files.list(Project.file(DIRECTORY))) {
            return files.sorted().map(Dashboards::read).toList();
        }
    }

    private static Dashboard read(Path file) {
        return new Dashboard(file.getFileName().toString(), JsonMapper.shared().readTree(file));
    }

    private static Stream<JsonNode> children(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
