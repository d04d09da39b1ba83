package dev.headgate.documents;

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
        line.append(written("measure"));
        if (fields.has("operation")) {
            line.append('(').append(written("operation")).append(')');
        }
        append("", "objective", "");
        append("burns > ", "burns", "");
        append("", "operator", "");
        append("", "limit", "");
        append("with ", "confidence", " confidence");
        append("", "compare", "");
        append("by ", "by", "");
        append("over ", "over", "");
        append("and ", "and", "");
        append("for ", "for", "");
        append("min ", "min", "");
        return line.toString();
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
