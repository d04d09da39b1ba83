package dev.headgate.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads programs and their arguments, which no shell reads. */
final class ArgumentsReader {

    private static final Pattern PROGRAM = Pattern.compile("/[^\\x00]*[^/\\x00]|[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|dash|ash|zsh|ksh|fish)");
    private static final Pattern SHELL_TEXT = Pattern.compile("-[a-z]*c");

    private final Values values;
    private final Problems problems;
    private final Placeholders placeholders;

    ArgumentsReader(Values values, Problems problems, Placeholders placeholders) {
        this.values = values;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    /** A program and its arguments, in which placeholders may stand. */
    List<String> read(Node node) throws Refusal {
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

    /** One of them. */
    Text argument(Node node) throws Refusal {
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

    /** The same without placeholders: what a runbook alone decides. */
    List<String> readFixed(Node node) throws Refusal {
        for (Node item : values.list(node, "`arguments`")) {
            Text text = values.text(item, "a text: an argument is passed on as it is");
            if (text.value().contains("${")) {
                throw new Refusal(Problem.error(text.whole(), "no placeholder can stand here")
                        .found(Values.quoted(text.value()))
                        .expected("a program and arguments that are the same in every decision"));
            }
        }
        return read(node);
    }
}
