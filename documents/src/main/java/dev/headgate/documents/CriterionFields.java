package dev.headgate.documents;

import dev.headgate.schemas.model.Labels;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** The fields of a criterion that is an object, read with the same parts as a line. */
final class CriterionFields {

    private final Values values;
    private final Problems problems;
    private final Fields fields;
    private final List<String> others;

    /** @param others fields of the object that are not its criterion's */
    CriterionFields(Values values, Problems problems, Fields fields, List<String> others) {
        this.others = List.copyOf(others);
        this.values = values;
        this.problems = problems;
        this.fields = fields;
    }

    /** Reads something that must fill the whole text. */
    interface Part<T> {
        T read(Tokens tokens) throws Refusal;
    }

    Fields fields() {
        return fields;
    }

    Problems problems() {
        return problems;
    }

    Values values() {
        return values;
    }

    OptionalInt min() {
        return fields.optional("min", node -> values.integer(node, 1, CriterionParts.MOST_REQUESTS))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    Duration holdFor() {
        return fields.optional("for", this::duration).map(Located::value).orElse(Duration.ZERO);
    }

    Located<Duration> duration(Node node) throws Refusal {
        return Durations.read(node, values);
    }

    Optional<String> operation() {
        return fields.optional("operation", node -> {
            Text text = values.text(node, "an operation's name");
            return CriterionParts.operation(text.value(), text.whole(), false);
        });
    }

    SortedMap<String, String> labels(String field) {
        return fields.optional(field, this::labels).orElse(Labels.NONE);
    }

    private SortedMap<String, String> labels(Node node) throws Refusal {
        Fields labels = Fields.of(node, "labels", List.of("*"), values, problems);
        SortedMap<String, String> read = new TreeMap<>();
        for (String name : labels.names()) {
            Optional<String> value = labels.optional(
                    name,
                    label -> values.text(label, "the label's value").value().strip());
            if (value.isPresent()) {
                LabelParts.put(read, name, value.orElseThrow(), labels.keyPlace(name));
            }
        }
        return LabelParts.checked(read, labels.place());
    }

    /** A field's name; empty after its problem was noted. */
    Optional<String> name(String field, String what) {
        return fields.required(field, what, node -> values.name(node, what));
    }

    Optional<Place> place(String field) {
        return fields.has(field) ? Optional.of(fields.keyPlace(field)) : Optional.empty();
    }

    /** Notes every field of a criterion that is not one of these. */
    void refuseAllBut(String what, Collection<String> allowed) {
        fields.names().stream()
                .filter(CriterionObject.CRITERION::contains)
                .filter(field -> !allowed.contains(field) && !others.contains(field))
                .forEach(field -> problems.add(Problem.error(fields.keyPlace(field), what + " has no `" + field + "`")
                        .found(field)
                        .expected(String.join(", ", allowed))));
    }

    /** Notes that these fields are of something else. */
    void refuse(List<String> needless, String why, String expected) {
        needless.stream()
                .filter(field -> fields.has(field) && !others.contains(field))
                .forEach(field -> problems.add(Problem.error(fields.keyPlace(field), why + " `" + field + "`")
                        .found(field)
                        .expected(expected)));
    }

    /** A text; what stands there as a bare number is answered with what it lacks, as in a line. */
    Text text(Node node, String expected, Part<?> part) throws Refusal {
        try {
            return values.text(node, expected);
        } catch (Refusal refusal) {
            Optional<Text> number =
                    Values.number(node).map(scalar -> values.source().text(scalar));
            throw number.isEmpty()
                    ? refusal
                    : new Refusal(refusal.problem().suggest(completed(number.orElseThrow(), part)));
        }
    }

    private static Optional<String> completed(Text number, Part<?> part) {
        try {
            part.read(new Tokens(number));
            return Optional.empty();
        } catch (Refusal refusal) {
            return refusal.problem().suggestion();
        }
    }

    <T> T whole(Node node, String expected, Part<T> part) throws Refusal {
        return whole(text(node, expected, part), expected, part);
    }

    /** The same of what may be a bare number. */
    <T> T wholeOrNumber(Node node, String expected, Part<T> part) throws Refusal {
        Optional<Text> number =
                Values.number(node).map(scalar -> values.source().text(scalar));
        return whole(number.isPresent() ? number.orElseThrow() : values.text(node, expected), expected, part);
    }

    private static <T> T whole(Text text, String expected, Part<T> part) throws Refusal {
        Tokens tokens = new Tokens(text);
        T value = part.read(tokens);
        tokens.expectEnd(expected);
        return value;
    }
}
