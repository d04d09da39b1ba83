package dev.headgate.documents;

import dev.headgate.schemas.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads plain values out of nodes, each with a message that says what was found instead. */
record Values(Source source) {

    private static final String NAME = "1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or digit";

    MappingNode mapping(Node node, String what) throws Refusal {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw wrongType(node, what + " is a mapping", "`name: value` lines");
    }

    List<Node> list(Node node, String what) throws Refusal {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        throw wrongType(node, what + " is a list", "`- ` before each of its items");
    }

    /** A text; numbers, truth values and nothing are refused, as the JSON Schema refuses them. */
    Text text(Node node, String expected) throws Refusal {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
            return source.text(scalar);
        }
        Refusal refusal = wrongType(node, "a text is needed here", expected);
        boolean quotable = node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL);
        throw quotable ? new Refusal(refusal.problem().suggest("\"" + ((ScalarNode) node).getValue() + "\"")) : refusal;
    }

    /** A text, or a truth value as it is written. */
    Text textOrTruth(Node node, String expected) throws Refusal {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)
                ? source.text(scalar)
                : text(node, expected);
    }

    /** A truth value. */
    boolean truth(Node node) throws Refusal {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return scalar.getValue().equalsIgnoreCase("true");
        }
        throw wrongType(node, "a truth value is needed here", "true or false");
    }

    /** A whole number within bounds. */
    int integer(Node node, int least, int most) throws Refusal {
        String expected = "a whole number from " + least + " to " + most;
        if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.INT)) {
            throw wrongType(node, "a whole number is needed here", expected);
        }
        return wholeNumber(scalar.getValue(), least, most)
                .orElseThrow(() -> new Refusal(Problem.error(source.place(node), "this number is out of range")
                        .found(scalar.getValue())
                        .expected(expected)));
    }

    static Optional<Integer> wholeNumber(String digits, int least, int most) {
        if (!digits.matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        long value = Long.parseLong(digits);
        return value < least || value > most ? Optional.empty() : Optional.of((int) value);
    }

    /** A name as of {@link Names#isName}. */
    String name(Node node, String what) throws Refusal {
        Text text = text(node, NAME);
        return checkName(text.value(), text.whole(), what);
    }

    String checkName(String name, Place place, String what) throws Refusal {
        if (!Names.isName(name)) {
            throw new Refusal(Problem.error(place, what + " has a form that no name has")
                    .found(quoted(name))
                    .expected(NAME));
        }
        return name;
    }

    /** One of a few words. */
    String word(Node node, List<String> words) throws Refusal {
        Text text = text(node, String.join(", ", words));
        if (!words.contains(text.value())) {
            throw new Refusal(Problem.error(text.whole(), "this word is not known here")
                    .found(quoted(text.value()))
                    .expected(String.join(", ", words))
                    .suggest(NearestWord.to(text.value(), words)));
        }
        return text.value();
    }

    /** The items of a list, or the one value that stands there alone. */
    List<Node> oneOrMore(Node node, String what) throws Refusal {
        List<Node> items = node instanceof SequenceNode ? list(node, what) : List.of(node);
        if (items.isEmpty()) {
            throw wrongType(node, what + " holds at least one item", "a text, or a list of them");
        }
        return items;
    }

    /** Names, each once; the others are noted. */
    List<String> names(Node node, String what, String one, Problems problems) throws Refusal {
        List<String> names = new ArrayList<>();
        for (Node item : list(node, what)) {
            problems.attempt(() -> name(item, one)).ifPresent(name -> {
                if (names.contains(name)) {
                    problems.add(Problem.error(source.place(item), "`" + name + "` stands here already")
                            .found(quoted(name))
                            .expected("each name once"));
                }
                names.add(name);
            });
        }
        return names;
    }

    /** Every item that could be read; the others are noted. */
    <T> List<T> items(Node node, String what, Problems problems, Fields.FieldReading<T> reading) throws Refusal {
        List<T> read = new ArrayList<>();
        for (Node item : list(node, what)) {
            problems.attempt(() -> reading.read(item)).ifPresent(read::add);
        }
        return read;
    }

    Refusal wrongType(Node node, String message, String expected) {
        return new Refusal(
                Problem.error(source.place(node), message).found(describe(node)).expected(expected));
    }

    static String describe(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        ScalarNode scalar = (ScalarNode) node;
        if (scalar.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        String kind = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)
                ? "the number "
                : scalar.getTag().equals(Tag.BOOL) ? "the truth value " : "";
        return kind + quoted(scalar.getValue());
    }

    /** A bare number; nothing of anything else. */
    static Optional<ScalarNode> number(Node node) {
        return node instanceof ScalarNode scalar
                        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
                ? Optional.of(scalar)
                : Optional.empty();
    }

    /** The items of a list; of anything else -1. */
    static int itemCount(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue().size() : -1;
    }

    /** The text of a scalar; nothing of anything else. */
    static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    static String quoted(String value) {
        String safe = value.replaceAll("\\p{Cntrl}", "\uFFFD");
        return "\"" + (safe.length() > 80 ? safe.substring(0, 80) + " ..." : safe) + "\"";
    }
}
