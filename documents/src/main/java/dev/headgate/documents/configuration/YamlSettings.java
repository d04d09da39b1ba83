package dev.headgate.documents.configuration;

import dev.headgate.documents.Place;
import dev.headgate.documents.Problem;
import dev.headgate.documents.Refusal;
import dev.headgate.documents.Source;
import dev.headgate.documents.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a YAML file of keys and values; {@code tick: {interval: 200ms}} is the same as {@code tick.interval: 200ms}. */
final class YamlSettings {

    private final Source source;
    private final List<Problem> problems;
    /** Each is read once: an alias may repeat its own parent, or others without end. */
    private final Set<MappingNode> mappings = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<String, WrittenSetting> byKey = new LinkedHashMap<>();

    private YamlSettings(Source source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    static List<WrittenSetting> read(SettingsFile file, List<Problem> problems) {
        if (holdsNothing(file.text())) {
            return List.of();
        }
        var settings = new YamlSettings(new Source(file.name(), file.text()), problems);
        try {
            settings.read("", Yaml.read(settings.source, file.text()));
        } catch (Refusal refusal) {
            Problem problem = refusal.problem();
            problems.add(problem.at(problem.place().withoutText()));
        }
        return new ArrayList<>(settings.byKey.values());
    }

    private static boolean holdsNothing(String text) {
        return text.lines().map(String::strip).allMatch(line -> line.isEmpty() || line.startsWith("#"));
    }

    private void read(String key, Node node) {
        if (node instanceof MappingNode mapping && mappings.add(mapping)) {
            for (NodeTuple tuple : mapping.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                read(key.isEmpty() ? name : key + "." + name, tuple.getValueNode());
            }
        } else if (node instanceof ScalarNode scalar && !key.isEmpty()) {
            take(new WrittenSetting(key, scalar.getValue(), place(node)));
        } else {
            problems.add(
                    Problem.error(place(node), key.isEmpty() ? "these are no settings" : key + " has one value only")
                            .found(kind(node))
                            .expected("key: value"));
        }
    }

    private static String kind(Node node) {
        if (node instanceof MappingNode) {
            return "an alias of settings that stand elsewhere";
        }
        return node instanceof ScalarNode ? "a text" : "a list";
    }

    private void take(WrittenSetting setting) {
        WrittenSetting first = byKey.putIfAbsent(setting.key(), setting);
        if (first != null) {
            problems.add(Problem.error(setting.place(), setting.key() + " stands twice")
                    .found("first in line " + first.place().line() + ", again in line "
                            + setting.place().line())
                    .expected("one " + setting.key()));
        }
    }

    private Place place(Node node) {
        return source.place(node).withoutText();
    }
}
