package dev.headgate.it.monitoring;

import dev.headgate.it.harness.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The rules in docker/prometheus/rules.
 *
 * @param rules all of them
 * @param without names of what has no rule, with the reasons that the files give
 */
public record AlertRules(List<Rule> rules, Map<String, String> without) {

    /** Where they are. */
    public static final String DIRECTORY = "docker/prometheus/rules";

    private static final Pattern NO_RULE = Pattern.compile("^# No rule: (.+?): (.+)$", Pattern.MULTILINE);

    /**
     * One rule.
     *
     * @param file the file's name
     * @param alert its name
     * @param expression when it fires
     * @param labels what it carries
     * @param annotations what it says
     */
    public record Rule(
            String file, String alert, String expression, Map<String, String> labels, Map<String, String> annotations) {

        /** The metrics that it asks for. */
        public Set<String> metrics() {
            return PromQl.metrics(expression);
        }

        /** Whether a word stands in its expression or in what it says. */
        public boolean mentions(String word) {
            String all = expression + " " + String.join(" ", annotations.values());
            return all.contains(word) || all.contains(word.replace('.', '_'));
        }
    }

    /** Reads all files. */
    public static AlertRules read() throws IOException {
        List<Rule> rules = new ArrayList<>();
        Map<String, String> without = new LinkedHashMap<>();
        for (Path file : files(DIRECTORY)) {
            String text = Files.readString(file);
            NO_RULE.matcher(text).results().forEach(match -> without.put(match.group(1), match.group(2)));
            for (Object group : (List<?>) yaml(text).get("groups")) {
                for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                    rules.add(rule(file.getFileName().toString(), (Map<?, ?>) rule));
                }
            }
        }
        return new AlertRules(List.copyOf(rules), Map.copyOf(without));
    }

    /** Those that ask for a meter. */
    public List<Rule> of(Meter meter) {
        Set<String> names = meter.prometheusNames();
        return rules.stream()
                .filter(rule -> rule.metrics().stream().anyMatch(names::contains))
                .toList();
    }

    /** The names that tests of them have, with the text of each test. */
    public static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new LinkedHashMap<>();
        for (Path file : files("docker/prometheus/tests")) {
            for (Object test : (List<?>) yaml(Files.readString(file)).get("tests")) {
                tests.put(text((Map<?, ?>) test, "name"), String.valueOf(test));
            }
        }
        return tests;
    }

    /** The YAML files of a directory of the source tree, in order. */
    public static List<Path> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(Project.file(directory))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    private static Rule rule(String file, Map<?, ?> rule) {
        return new Rule(
                file,
                text(rule, "alert"),
                text(rule, "expr"),
                texts(rule.get("labels")),
                texts(rule.get("annotations")));
    }

    private static String text(Map<?, ?> map, String key) {
        return String.valueOf(map.get(key));
    }

    private static Map<String, String> texts(Object map) {
        return ((Map<?, ?>) map)
                .entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    private static Map<?, ?> yaml(String text) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /** All metrics that rules ask for. */
    public Set<String> metrics() {
        return rules.stream().flatMap(rule -> rule.metrics().stream()).collect(Collectors.toCollection(TreeSet::new));
    }
}
