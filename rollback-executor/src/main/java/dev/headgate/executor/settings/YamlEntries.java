package dev.headgate.executor.settings;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a YAML file of keys and values; {@code tick: {interval: 200ms}} is the same as {@code tick.interval: 200ms}. */
final class YamlEntries {

    private final String fileName;
    private final List<String> problems;
    private final List<Entry> entries = new ArrayList<>();

    private YamlEntries(String fileName, List<String> problems) {
        this.fileName = fileName;
        this.problems = problems;
    }

    static List<Entry> read(String fileName, String text, List<String> problems) {
        var reader = new YamlEntries(fileName, problems);
        try {
            new Compose(LoadSettings.builder().setLabel(fileName).build())
                    .composeString(text)
                    .ifPresent(root -> reader.read("", root));
        } catch (MarkedYamlEngineException malformed) {
            int line =
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add(fileName + ":" + line + ": not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            problems.add(fileName + ": not YAML: " + malformed.getMessage());
        }
        return reader.entries;
    }

    private void read(String key, Node node) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                read(key.isEmpty() ? name : key + "." + name, tuple.getValueNode());
            }
        } else if (node instanceof ScalarNode scalar && !key.isEmpty()) {
            entries.add(new Entry(key, scalar.getValue(), origin(node)));
        } else {
            String found = node instanceof ScalarNode scalar ? scalar.getValue() : "a list";
            problems.add(origin(node) + ": expected `key: value`, found " + found);
        }
    }

    private String origin(Node node) {
        return fileName
                + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    }
}
