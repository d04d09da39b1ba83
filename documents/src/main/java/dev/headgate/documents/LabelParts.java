package dev.headgate.documents;

import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Names;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Labels that narrow what is measured, <code>{region=eu, kind=test}</code> in a line, a mapping in an object. */
final class LabelParts {

    static final String EXPECTED = "labels as `{region=eu, kind=test}`, 1 to 16 of them";

    private static final int MOST = 16;
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E&&[^\",={}]](?:[\\x20-\\x7E&&[^\",={}]]{0,199})");

    private LabelParts() {}

    /** The labels that stand here, if there are some. */
    static Optional<Located<SortedMap<String, String>>> read(Tokens tokens) throws Refusal {
        Token token = tokens.peek();
        if (token.is(Token.Kind.OTHER) && token.text().startsWith("{")) {
            throw new Refusal(
                    tokens.problem(token, "`}` is missing behind the labels").expected(EXPECTED));
        }
        if (!tokens.accept(Token.Kind.LABELS)) {
            return Optional.empty();
        }
        Place place = tokens.place(token);
        SortedMap<String, String> labels = new TreeMap<>();
        for (String label : token.text().split(",", -1)) {
            String[] parts = label.split("=", -1);
            if (parts.length != 2) {
                throw new Refusal(Problem.error(place, "a label is a name, `=` and a value")
                        .found(Values.quoted(label.strip()))
                        .expected(EXPECTED));
            }
            put(labels, parts[0].strip(), unquoted(parts[1].strip()), place);
        }
        return Optional.of(new Located<>(checked(labels, place), place));
    }

    private static String unquoted(String value) {
        return value.length() > 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).strip()
                : value;
    }

    /** Notes a label. */
    static void put(SortedMap<String, String> labels, String name, String value, Place place) throws Refusal {
        if (!Names.isName(name)) {
            throw new Refusal(Problem.error(place, "this cannot be the name of a label")
                    .found(Values.quoted(name))
                    .expected("1 to 100 of A-Z a-z 0-9 . _ - beginning with a letter or digit"));
        }
        if (!VALUE.matcher(value).matches()) {
            throw new Refusal(Problem.error(place, "this cannot be the value of a label")
                    .found(Values.quoted(value))
                    .expected("1 to 200 printable ASCII characters without , = { } and quotes"));
        }
        if (labels.put(name, value) != null) {
            throw new Refusal(Problem.error(place, "`" + name + "` stands twice among the labels")
                    .found(name)
                    .expected("each label once"));
        }
    }

    /** An immutable copy, if there are not too many. */
    static SortedMap<String, String> checked(SortedMap<String, String> labels, Place place) throws Refusal {
        if (labels.size() > MOST || labels.isEmpty()) {
            throw new Refusal(Problem.error(place, "this number of labels is out of range")
                    .found(labels.size() + " labels")
                    .expected(EXPECTED));
        }
        return Labels.copy(labels);
    }
}
