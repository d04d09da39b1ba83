package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a program and its arguments. */
final class CommandReader implements ActionReader {

    private static final List<String> COMMAND = List.of("arguments", "environment", "inherit");
    private static final Pattern PROGRAM = Pattern.compile("/[^\\x00]*[^/\\x00]|[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|dash|ash|zsh|ksh|fish)");
    private static final Pattern SHELL_TEXT = Pattern.compile("-[a-z]*c");

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;

    CommandReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    @Override
    public Optional<Action> read(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`command`", COMMAND, values, problems);
        Optional<List<String>> arguments =
                fields.required("arguments", "[ \"/usr/local/bin/program\", \"argument\" ]", this::arguments);
        Optional<SortedMap<String, String>> environment = fields.optional("environment", this::environment);
        Optional<List<String>> inherit =
                fields.optional("inherit", list -> values.items(list, "`inherit`", problems, this::variable));
        return arguments.map(
                it -> new Action.Command(it, environment.orElseGet(TreeMap::new), inherit.orElse(List.of())));
    }

    private List<String> arguments(Node node) throws Refusal {
        List<Text> arguments = new ArrayList<>();
        for (Node item : values.list(node, "`arguments`")) {
            problems.attempt(() -> argument(item)).ifPresent(arguments::add);
        }
        if (values.list(node, "`arguments`").isEmpty()) {
            throw values.wrongType(node, "a command needs a program", "[ \"/usr/local/bin/program\", \"argument\" ]");
        }
        if (!arguments.isEmpty()) {
            checkProgram(arguments.get(0), values.list(node, "`arguments`").get(0));
            checkNoShell(arguments);
        }
        return arguments.stream().map(Text::value).toList();
    }

    private Text argument(Node node) throws Refusal {
        Text text = values.text(node, "a text: an argument is passed on as it is");
        placeholders.parameter(text);
        if (text.value().indexOf('\0') >= 0) {
            throw new Refusal(Problem.error(text.whole(), "an argument cannot hold a NUL character"));
        }
        return text;
    }

    private void checkProgram(Text program, Node first) {
        boolean isFirst = values.source().place(first).equals(program.whole());
        if (isFirst && !PROGRAM.matcher(program.value()).matches()) {
            problems.add(
                    Problem.error(program.whole(), "this cannot be the program")
                            .found(Values.quoted(program.value()))
                            .expected(
                                    "an absolute path, or a bare name that is looked up in the executor's PATH; no placeholder"));
        }
    }

    private void checkNoShell(List<Text> arguments) {
        boolean shell = SHELL.matcher(arguments.get(0).value()).matches();
        arguments.stream()
                .skip(1)
                .filter(argument ->
                        shell && SHELL_TEXT.matcher(argument.value()).matches())
                .findFirst()
                .ifPresent(argument -> problems.add(
                        Problem.error(argument.whole(), "a shell would read its text anew, placeholders included")
                                .found("`" + arguments.get(0).value() + " " + argument.value() + "`")
                                .expected("a script file as the program, with its arguments one by one")));
    }

    private SortedMap<String, String> environment(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`environment`", List.of("*"), values, problems);
        SortedMap<String, String> environment = new TreeMap<>();
        for (String name : fields.names()) {
            problems.attempt(() -> checkVariable(name, fields.keyPlace(name)));
            fields.optional(name, this::argument).ifPresent(value -> environment.put(name, value.value()));
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
