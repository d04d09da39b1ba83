package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a criterion in its object form, as editors and generators write it. */
final class CriterionObject {

    private static final List<String> CRITERION =
            List.of("measure", "operation", "operator", "limit", "over", "for", "min");
    private static final List<String> EFFECT = List.of("effect", "severity");

    private final Values values;
    private final Problems problems;
    private final Fields fields;

    private CriterionObject(Values values, Problems problems, Fields fields) {
        this.values = values;
        this.problems = problems;
        this.fields = fields;
    }

    /** A stop line as an object; empty after its problems were noted. */
    static Optional<WrittenStopLine> stopLine(Node node, Values values, Problems problems) throws Refusal {
        List<String> known = new ArrayList<>(CRITERION);
        known.addAll(EFFECT);
        CriterionObject object =
                new CriterionObject(values, problems, Fields.of(node, "a stop line", known, values, problems));
        Optional<Effect> effect = object.fields
                .optional("effect", field -> values.word(field, CriterionParts.EFFECTS))
                .map(CriterionParts::effect);
        Optional<Severity> severity = object.fields
                .optional("severity", field -> values.word(field, CriterionParts.SEVERITIES))
                .map(CriterionParts::severity);
        return object.criterion()
                .map(criterion -> new WrittenStopLine(
                        criterion,
                        effect.orElse(Effect.ROLLBACK),
                        severity.orElse(CriterionParts.severityOf(effect.orElse(Effect.ROLLBACK)))));
    }

    /** A line of an advance list as an object; empty after its problems were noted. */
    static Optional<WrittenCriterion> advanceLine(Node node, Values values, Problems problems) throws Refusal {
        Fields fields = Fields.of(node, "an advance line", CRITERION, values, problems);
        return new CriterionObject(values, problems, fields).criterion();
    }

    private Optional<WrittenCriterion> criterion() {
        Optional<String> name = fields.required(
                "measure",
                Measures.EXPECTED,
                node -> values.text(node, Measures.EXPECTED).value());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return name.orElseThrow().equals("no success") ? noSuccess() : comparison();
    }

    private Optional<WrittenCriterion> noSuccess() {
        for (String needless : List.of("operator", "limit", "over", "min")) {
            if (fields.has(needless)) {
                problems.add(Problem.error(fields.keyPlace(needless), "`no success` has no `" + needless + "`")
                        .found(needless)
                        .expected("only `for`, and `operation` if it is about one"));
            }
        }
        Optional<String> operation = operation();
        Optional<Located<Duration>> duration = fields.required("for", "for how long, as 2m", this::duration);
        return duration.flatMap(silence -> problems.attempt(() -> CriterionParts.silence(silence)))
                .map(silence -> new Criterion(
                        line(),
                        new Measure.NoSuccess(silence),
                        operation,
                        Operator.GREATER,
                        0,
                        Optional.empty(),
                        Duration.ZERO,
                        OptionalInt.empty()))
                .map(criterion -> new WrittenCriterion(
                        criterion, fields.place(), fields.place(), fields.keyPlace("for"), Optional.empty()));
    }

    private Optional<WrittenCriterion> comparison() {
        Optional<Measure> measure = fields.optional("measure", node -> whole(node, Measures.EXPECTED, this::measure));
        Optional<Operator> operator =
                fields.required("operator", "< <= > >=", node -> whole(node, "< <= > >=", CriterionParts::operator));
        Optional<Located<Double>> limit = fields.required(
                        "limit",
                        "a limit, as 1%, 250ms or 10/s",
                        node -> values.text(node, "a limit, as 1%, 250ms or 10/s"))
                .flatMap(text -> measure.flatMap(it -> problems.attempt(() -> limit(text, it))));
        Optional<Located<Duration>> over = fields.optional("over", this::window);
        Optional<Duration> holdFor = fields.optional("for", this::duration).map(Located::value);
        Optional<Integer> min = fields.optional("min", node -> values.integer(node, 1, CriterionParts.MOST_REQUESTS));
        Optional<String> operation = operation();
        if (measure.isEmpty() || operator.isEmpty() || limit.isEmpty()) {
            return Optional.empty();
        }
        Criterion criterion = new Criterion(
                line(),
                measure.orElseThrow(),
                operation,
                operator.orElseThrow(),
                limit.orElseThrow().value(),
                over.map(Located::value),
                holdFor.orElse(Duration.ZERO),
                min.map(OptionalInt::of).orElse(OptionalInt.empty()));
        return Optional.of(new WrittenCriterion(
                criterion,
                fields.place(),
                fields.keyPlace("operator"),
                limit.orElseThrow().place(),
                over.map(Located::place)));
    }

    private Measure measure(Tokens tokens) throws Refusal {
        Token token = tokens.next();
        Optional<String> advice = UnsupportedWords.word(token.text());
        if (advice.isPresent()) {
            throw new Refusal(tokens.problem(token, "`" + token.text() + "` is not supported in this release")
                    .expected(advice.orElseThrow()));
        }
        return Measures.named(tokens, token);
    }

    private static Located<Double> limit(Text text, Measure measure) throws Refusal {
        Tokens tokens = new Tokens(text);
        Located<Double> limit = CriterionParts.limit(tokens, measure);
        tokens.expectEnd("one limit");
        return limit;
    }

    private Located<Duration> window(Node node) throws Refusal {
        Located<Duration> window = duration(node);
        CriterionParts.window(window, "a criterion");
        return window;
    }

    private Located<Duration> duration(Node node) throws Refusal {
        return Durations.read(node, values);
    }

    private Optional<String> operation() {
        return fields.optional("operation", node -> {
            Text text = values.text(node, "an operation's name");
            return CriterionParts.operation(text.value(), text.whole(), false);
        });
    }

    /** Reads something that must fill the whole text. */
    private interface Part<T> {
        T read(Tokens tokens) throws Refusal;
    }

    private <T> T whole(Node node, String expected, Part<T> part) throws Refusal {
        Tokens tokens = new Tokens(values.text(node, expected));
        T value = part.read(tokens);
        tokens.expectEnd(expected);
        return value;
    }

    /** The object as the line that says the same: verdicts and people refer to it. */
    private String line() {
        StringBuilder line = new StringBuilder(written("measure"));
        if (fields.has("operation")) {
            line.append('(').append(written("operation").strip()).append(')');
        }
        append(line, "", "operator");
        append(line, "", "limit");
        append(line, "over ", "over");
        append(line, "for ", "for");
        append(line, "min ", "min");
        return line.toString();
    }

    private void append(StringBuilder line, String keyword, String field) {
        if (fields.has(field)) {
            line.append(' ').append(keyword).append(written(field).strip());
        }
    }

    private String written(String field) {
        return fields.find(field).map(Values::scalar).orElse("");
    }
}
