package dev.headgate.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Writes an object as the line that says the same: verdicts and people refer to it. */
final class ObjectLine {

    private final Fields fields;
    private final StringBuilder line = new StringBuilder();

    private ObjectLine(Fields fields) {
        this.fields = fields;
    }

    static String of(Fields fields) {
        return new ObjectLine(fields).line();
    }

    private String line() {
        subject();
        append("", "objective", "");
        append("burns > ", "burns", "");
        append("", "operator", "");
        append("", "limit", "");
        append("= ", "equals", "");
        append("with ", "confidence", " confidence");
        append("", "compare", "");
        append("by ", "by", "");
        append("per ", "per", "");
        append("since ", "since", "");
        append("over ", "over", "");
        append("and ", "and", "");
        append("for ", "for", "");
        append("min ", "min", "");
        return line.toString();
    }

    private void subject() {
        String measure = written("measure");
        switch (measure) {
            case "approval" -> {
                line.append("approval of ").append(written("role"));
                append("other than ", "otherThan", "");
            }
            case "checklist" -> line.append("checklist ").append(written("name"));
            case "alert" -> alert();
            case "hook" -> {
                line.append(written("failed").equals("true") ? "not hook " : "hook ")
                        .append(written("name"));
                append("output ", "field", "");
            }
            default -> {
                line.append(measure);
                if (fields.has("metric")) {
                    metric(measure);
                } else {
                    requests();
                }
            }
        }
    }

    private void alert() {
        line.append(written("none").equals("true") ? "no alert" : "alert");
        append("", "alertSeverity", "");
        append("named ", "named", "");
    }

    private void requests() {
        if (fields.has("operation")) {
            line.append('(').append(written("operation")).append(')');
        }
        labels("labels");
    }

    private void metric(String measure) {
        if (fields.has("reading")) {
            append("", "reading", " of");
        }
        boolean named = List.of("gauge", "ratio", "count", "probe").contains(measure);
        line.append(named ? " " : " of ").append(written("metric"));
        labels("labels");
        append("/ ", "divisor", "");
        labels("divisorLabels");
    }

    private void labels(String field) {
        Optional<Node> node = fields.find(field);
        if (node.isPresent() && node.orElseThrow() instanceof MappingNode labels) {
            StringJoiner written = new StringJoiner(", ", "{", "}");
            List<String> sorted = new ArrayList<>();
            labels.getValue()
                    .forEach(label -> sorted.add(Values.scalar(label.getKeyNode()) + "="
                            + Values.scalar(label.getValueNode()).strip()));
            sorted.stream().sorted().forEach(written::add);
            line.append(written);
        }
    }

    private void append(String before, String field, String after) {
        if (fields.has(field)) {
            line.append(' ').append(before).append(written(field)).append(after);
        }
    }

    private String written(String field) {
        return fields.find(field).map(Values::scalar).orElse("").strip();
    }
}
