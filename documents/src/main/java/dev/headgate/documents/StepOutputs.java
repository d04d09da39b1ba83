package dev.headgate.documents;

import dev.headgate.schemas.model.RunbookParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what a step takes from its output: {@code outputs: { version: version }} and {@code confirms: weight}. */
final class StepOutputs {

    static final int MOST = 60;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,99}");
    private static final String FORM = "1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or _; nested fields are"
            + " joined by dots, as `upsert.p95`";

    private final Values values;
    private final Problems problems;

    StepOutputs(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    List<Located<RunbookParameter>> declared(Node node) throws Refusal {
        Fields fields = Fields.of(node, "`outputs`", List.of("*"), values, problems);
        if (fields.names().isEmpty() || fields.names().size() > MOST) {
            throw new Refusal(Problem.error(values.source().place(node), "a step has 1 to " + MOST + " outputs")
                    .found(fields.names().size() + " outputs")
                    .expected("`{ version: version }`, or no `outputs`"));
        }
        ParameterReader types = new ParameterReader(values, problems);
        List<Located<RunbookParameter>> outputs = new ArrayList<>();
        for (String name : fields.names()) {
            Place place = fields.keyPlace(name);
            problems.attempt(() -> checked(name, place));
            fields.optional(name, value -> types.parameter(name, value))
                    .flatMap(it -> it)
                    .ifPresent(output -> outputs.add(new Located<>(output, place)));
        }
        return outputs;
    }

    String field(Node node) throws Refusal {
        Text text = values.text(node, "the name of a field of its output");
        return checked(text.value(), text.whole());
    }

    /** Nothing but a command and an HTTP request have an output. */
    void onlyOfCommands(Fields fields) {
        for (String field : List.of("outputs", "confirms")) {
            if (fields.has(field) && !fields.has("command") && !fields.has("http")) {
                problems.add(Problem.error(fields.keyPlace(field), "only a command or an HTTP request has an output")
                        .found("`" + field + "` without `command` or `http`")
                        .expected("a `command`, an `http`, or no `" + field
                                + "`; `haproxy` reads the weight back by itself"));
            }
        }
    }

    /** Results of a runbook are one list. */
    static Optional<Problem> twice(Located<RunbookParameter> output, Optional<Place> first) {
        return first.map(place -> Problem.error(output.place(), "two steps have this output")
                .found("`" + output.value().name() + "`, first in line " + place.line())
                .expected("a name of its own for each output: together they are the runbook's results"));
    }

    private static String checked(String name, Place place) throws Refusal {
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(Problem.error(place, "this cannot be the name of an output")
                    .found(Values.quoted(name))
                    .expected(FORM));
        }
        return name;
    }
}
