package dev.headgate.documents;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The fields of one mapping. Fields that are unknown, repeated or not built yet are noted as problems when it is made. */
final class Fields {

    private final Values values;
    private final Problems problems;
    private final Place place;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private Fields(Values values, Problems problems, Place place) {
        this.values = values;
        this.problems = problems;
        this.place = place;
    }

    /**
     * Takes a mapping apart.
     *
     * @param what the mapping in a message, as {@code a stage}
     * @param known the fields it may have; {@code *} for any
     * @throws Refusal if the node is not a mapping
     */
    static Fields of(Node node, String what, Collection<String> known, Values values, Problems problems)
            throws Refusal {
        return of(node, what, known, UnsupportedWords.FIELDS, values, problems);
    }

    /** @param later fields that are not built yet, each with what to do instead */
    static Fields of(
            Node node,
            String what,
            Collection<String> known,
            Map<String, String> later,
            Values values,
            Problems problems)
            throws Refusal {
        MappingNode mapping = values.mapping(node, what);
        Fields fields = new Fields(values, problems, values.source().place(node));
        for (NodeTuple entry : mapping.getValue()) {
            problems.attempt(() -> fields.take(entry, what, known, later));
        }
        return fields;
    }

    private String take(NodeTuple entry, String what, Collection<String> known, Map<String, String> later)
            throws Refusal {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            throw new Refusal(Problem.error(values.source().place(entry.getKeyNode()), "a field's name must be a word")
                    .found(Values.describe(entry.getKeyNode()))
                    .expected(String.join(", ", known)));
        }
        String name = key.getValue();
        Place keyPlace = values.source().place(key);
        if (entries.containsKey(name)) {
            int first = values.source().place(entries.get(name).getKeyNode()).line();
            throw new Refusal(Problem.error(keyPlace, "`" + name + "` stands twice in " + what)
                    .found("first in line " + first + ", again in line " + keyPlace.line())
                    .expected("one `" + name + "`"));
        }
        entries.put(name, entry);
        if (!known.contains(name) && !known.contains("*")) {
            throw new Refusal(unknown(name, keyPlace, what, known, later));
        }
        return name;
    }

    private static Problem unknown(
            String name, Place place, String what, Collection<String> known, Map<String, String> later) {
        return Optional.ofNullable(later.get(name))
                .map(advice -> Problem.error(place, "`" + name + "` is not supported in this release")
                        .found(name)
                        .expected(advice))
                .orElseGet(() -> Problem.error(place, "`" + name + "` is not a field of " + what)
                        .found(name)
                        .expected(Optional.ofNullable(UnsupportedWords.ELSEWHERE.get(name))
                                .orElseGet(() -> String.join(", ", known)))
                        .suggest(NearestWord.to(name, known)));
    }

    Place place() {
        return place;
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    Optional<Node> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(NodeTuple::getValueNode);
    }

    /** Where a field's name stands; the mapping's beginning without the field. */
    Place keyPlace(String name) {
        return Optional.ofNullable(entries.get(name))
                .map(entry -> values.source().place(entry.getKeyNode()))
                .orElse(place);
    }

    /** Reads a field that may be absent; empty also when it was refused. */
    <T> Optional<T> optional(String name, FieldReading<T> reading) {
        return find(name).flatMap(node -> problems.attempt(() -> reading.read(node)));
    }

    /** Reads a field that must be there. */
    <T> Optional<T> required(String name, String expected, FieldReading<T> reading) {
        if (!has(name)) {
            problems.add(Problem.error(place, "`" + name + "` is missing").expected(expected));
        }
        return optional(name, reading);
    }

    /** Reads the value of a field. */
    @FunctionalInterface
    interface FieldReading<T> {
        T read(Node node) throws Refusal;
    }
}
