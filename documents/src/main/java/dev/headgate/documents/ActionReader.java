package dev.headgate.documents;

import dev.headgate.schemas.model.Action;
import dev.headgate.schemas.model.RunbookParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a step does. */
final class ActionReader {

    private static final List<String> HAPROXY =
            List.of("address", "backend", "canaryServer", "baselineServer", "weight");
    private static final List<String> COMMAND = List.of("arguments", "environment", "inherit");

    private static final Pattern HAPROXY_NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
    private static final Pattern PROGRAM = Pattern.compile("/[^\\x00]*[^/\\x00]|[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|dash|ash|zsh|ksh|fish)");
    private static final Pattern SHELL_TEXT = Pattern.compile("-[a-z]*c");
    private static final Pattern PERCENT = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,4})?");

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;

    ActionReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    Optional<Action> haproxy(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`haproxy`", HAPROXY, values, problems);
        Optional<String> address = fields.required("address", Addresses.EXPECTED, this::address);
        Optional<String> backend = fields.required("backend", "the backend's name", this::haproxyName);
        Optional<String> canary =
                fields.required("canaryServer", "a server of the backend, as \"${canary}\"", this::haproxyName);
        Optional<String> baseline =
                fields.required("baselineServer", "a server of the backend, as \"${baseline}\"", this::haproxyName);
        Optional<String> weight =
                fields.required("weight", "the canary's share in percent, as \"${weight}\"", this::weight);
        if (canary.isPresent() && canary.equals(baseline)) {
            problems.add(Problem.error(fields.keyPlace("baselineServer"), "canary and baseline are the same server")
                    .found(canary.orElseThrow())
                    .expected("two servers, between which the traffic is divided"));
        }
        if (address.isEmpty() || backend.isEmpty() || canary.isEmpty() || baseline.isEmpty() || weight.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Action.HaproxyWeight(
                address.orElseThrow(),
                backend.orElseThrow(),
                canary.orElseThrow(),
                baseline.orElseThrow(),
                weight.orElseThrow()));
    }

    private String address(Node node) throws Refusal {
        Text text = values.text(node, Addresses.EXPECTED);
        if (text.value().contains("${")) {
            throw new Refusal(Problem.error(text.whole(), "a decision must not choose where commands are sent")
                    .found(Values.quoted(text.value()))
                    .expected(Addresses.EXPECTED + ", without a placeholder"));
        }
        return Addresses.check(text);
    }

    /** The Runtime API reads lines: a space or semicolon in a name would be another command. */
    private String haproxyName(Node node) throws Refusal {
        Text text = values.text(node, "a name in HAProxy's configuration");
        Optional<RunbookParameter> parameter = placeholders.parameterOfDecision(text);
        boolean freeText =
                parameter.map(it -> it.type() == RunbookParameter.Type.TEXT).orElse(false);
        if (freeText) {
            throw new Refusal(Problem.error(text.whole(), "a parameter of type text may hold anything, this is a name")
                    .found(text.value())
                    .expected("a parameter of type name or version"));
        }
        if (parameter.isEmpty() && !HAPROXY_NAME.matcher(text.value()).matches()) {
            throw new Refusal(Problem.error(text.whole(), "HAProxy has no such names")
                    .found(Values.quoted(text.value()))
                    .expected("1 to 100 of A-Z a-z 0-9 _ . : -"));
        }
        return text.value();
    }

    private String weight(Node node) throws Refusal {
        String expected = "\"${weight}\" with a parameter of type weight, or a number from \"0\" to \"100\"";
        Text text = values.text(node, expected);
        Optional<RunbookParameter> parameter = placeholders.parameterOfDecision(text);
        boolean weight = parameter
                .map(it -> it.type() == RunbookParameter.Type.WEIGHT || it.type() == RunbookParameter.Type.INTEGER)
                .orElseGet(() -> isPercent(text.value()));
        if (!weight) {
            throw new Refusal(Problem.error(text.whole(), "this is no share in percent")
                    .found(Values.quoted(text.value()))
                    .expected(expected));
        }
        return text.value();
    }

    private static boolean isPercent(String text) {
        return PERCENT.matcher(text).matches() && new BigDecimal(text).compareTo(BigDecimal.valueOf(100)) <= 0;
    }

    Optional<Action> command(Node node) throws Refusal {
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
