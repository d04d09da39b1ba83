package dev.headgate.documents;

import dev.headgate.schemas.model.Checklist;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a policy's checklists. */
final class ChecklistReader {

    static final List<String> ITEM = List.of("text", "role", "evidence");
    static final List<String> EVIDENCE = List.of("required", "optional");
    static final String ANYBODY = "anybody";
    private static final String EXAMPLE = "`- tests-passed: more than 95 % of the tests passed`";
    private static final int LONGEST_TEXT = 500;

    private final Values values;
    private final Problems problems;

    ChecklistReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The lists by name, each with its place. */
    Map<String, Located<Checklist>> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`checklists`", List.of("*"), values, problems);
        Map<String, Located<Checklist>> lists = new LinkedHashMap<>();
        for (String name : fields.names()) {
            Place place = fields.keyPlace(name);
            problems.attempt(() -> values.checkName(name, place, "a checklist's name"));
            fields.optional(name, this::items)
                    .ifPresent(items -> lists.put(name, new Located<>(new Checklist(name, items), place)));
        }
        return lists;
    }

    private List<Checklist.Item> items(Node node) throws Refusal {
        List<Checklist.Item> items = new ArrayList<>();
        List<Node> nodes = values.list(node, "a checklist");
        if (nodes.isEmpty()) {
            throw values.wrongType(node, "a checklist holds at least one item", EXAMPLE);
        }
        for (Node item : nodes) {
            Optional<Located<Checklist.Item>> read =
                    problems.attempt(() -> item(item)).flatMap(it -> it);
            read.ifPresent(it -> {
                boolean twice = items.stream()
                        .anyMatch(each -> each.id().equals(it.value().id()));
                if (twice) {
                    problems.add(Problem.error(it.place(), "this item stands in the list already")
                            .found(it.value().id())
                            .expected("each item once"));
                }
                items.add(it.value());
            });
        }
        return items;
    }

    private Optional<Located<Checklist.Item>> item(Node node) throws Refusal {
        Fields fields = Fields.of(node, "an item", List.of("*"), values, problems);
        if (fields.names().size() != 1) {
            throw values.wrongType(node, "an item is its name and what has to be done", EXAMPLE);
        }
        String id = fields.names().get(0);
        Place place = fields.keyPlace(id);
        values.checkName(id, place, "an item's name");
        return fields.optional(id, value -> item(id, value)).flatMap(it -> it).map(it -> new Located<>(it, place));
    }

    private Optional<Checklist.Item> item(String id, Node node) throws Refusal {
        if (!(node instanceof MappingNode)) {
            return Optional.of(new Checklist.Item(id, sentence(node), ANYBODY, false));
        }
        Fields fields = Fields.of(node, "an item", ITEM, values, problems);
        Optional<String> text = fields.required("text", "what has to be done, in a sentence", this::sentence);
        String role = fields.optional("role", field -> values.name(field, "a role's name"))
                .orElse(ANYBODY);
        boolean evidence = fields.optional("evidence", field -> values.word(field, EVIDENCE))
                .map("required"::equals)
                .orElse(false);
        return text.map(it -> new Checklist.Item(id, it, role, evidence));
    }

    private String sentence(Node node) throws Refusal {
        Text text = values.text(node, "what has to be done, in a sentence");
        String sentence = text.value().strip();
        if (sentence.isEmpty() || sentence.length() > LONGEST_TEXT) {
            throw new Refusal(Problem.error(text.whole(), "this says nothing, or too much")
                    .found(sentence.length() + " characters")
                    .expected("1 to " + LONGEST_TEXT + " characters"));
        }
        return sentence;
    }
}
