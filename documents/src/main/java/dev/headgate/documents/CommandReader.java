package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a program and its arguments. */
final class CommandReader implements ActionReader {

    private static final List<String> COMMAND = List.of("arguments", "environment", "inherit");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Values values;
    private final Problems problems;
    private final ArgumentsReader arguments;

    CommandReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.arguments = new ArgumentsReader(values, problems, placeholders);
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`command`", COMMAND, values, problems);
        Optional<List<String>> words =
                fields.required("arguments", "[ \"/usr/local/bin/program\", \"argument\" ]", arguments::read);
        Optional<SortedMap<String, String>> environment = fields.optional("environment", this::environment);
        Optional<List<String>> inherit =
                fields.optional("inherit", list -> values.items(list, "`inherit`", problems, this::variable));
        return words.map(it -> new Action.Command(it, environment.orElseGet(TreeMap::new), inherit.orElse(List.of())));
    }

    private SortedMap<String, String> environment(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`environment`", List.of("*"), values, problems);
        SortedMap<String, String> environment = new TreeMap<>();
        for (String name : fields.names()) {
            problems.attempt(() -> checkVariable(name, fields.keyPlace(name)));
            fields.optional(name, arguments::argument).ifPresent(value -> environment.put(name, value.value()));
        }
        return environment;
    }

    private String variable(Node node) throws Refusal {
        Text text = values.text(node, "the name of an environment variable");
        return checkVariable(text.value(), text.whole());
    }

    private static String checkVariable(String name, Place place) throws Refusal {
        if (!VARIABLE.matcher(name).matches()) {
            throw new Refusal(Problem.error(place, "this cannot be the name of an environment variable")
                    .found(Values.quoted(name))
                    .expected("A-Z a-z 0-9 _ beginning with a letter or _"));
        }
        return name;
    }
}
