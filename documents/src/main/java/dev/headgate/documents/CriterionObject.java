package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a criterion in its object form, as editors and generators write it. */
final class CriterionObject {

    static final List<String> CRITERION = List.of(
            "measure",
            "operation",
            "objective",
            "burns",
            "operator",
            "limit",
            "confidence",
            "compare",
            "by",
            "per",
            "over",
            "and",
            "for",
            "min");
    static final List<String> EFFECT = List.of("effect", "severity");

    private static final String COMPARE = "`compare: worse than baseline` in place of `operator` and `limit`";
    private static final String OPERATORS = "< <= > >=, or " + COMPARE;
    private static final String LIMIT = "a limit, as 1%, 250ms or 10/s";
    private static final String MARGIN = "0.2 points, or 20%";
    private static final BigDecimal ANY_OBJECTIVE = new BigDecimal("99.9");

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
        if (name.orElseThrow().equals("no success")) {
            return noSuccess();
        }
        if (name.orElseThrow().strip().equals(BurnRates.MEASURE)) {
            return burnRate();
        }
        refuse(List.of("objective", "burns", "and"), "only `measure: slo` has");
        return fields.has("compare") ? comparison() : limit();
    }

    private Optional<WrittenCriterion> noSuccess() {
        for (String needless : List.of(
                "objective",
                "burns",
                "operator",
                "limit",
                "confidence",
                "compare",
                "by",
                "per",
                "over",
                "and",
                "min")) {
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
                        ObjectLine.of(fields),
                        new Measure.NoSuccess(silence),
                        operation,
                        Claim.Limit.plain(Operator.GREATER, 0),
                        Optional.empty(),
                        Duration.ZERO,
                        OptionalInt.empty()))
                .map(criterion -> new WrittenCriterion(
                        criterion, fields.place(), fields.place(), fields.keyPlace("for"), Optional.empty()));
    }

    private Optional<WrittenCriterion> burnRate() {
        refuse(List.of("operator", "limit", "confidence", "compare", "by"), "a burn rate has no");
        if (fields.has("per")) {
            problems.add(BurnRates.notPerOperation(fields.keyPlace("per")));
        }
        Optional<Located<BigDecimal>> objective = fields.required(
                "objective", BurnRates.OBJECTIVE, node -> whole(node, BurnRates.OBJECTIVE, BurnRates::objective));
        Optional<Located<BigDecimal>> factor = fields.required(
                        "burns", BurnRates.FACTOR, node -> text(node, BurnRates.FACTOR, CriterionObject::anyFactor))
                .flatMap(text -> objective.flatMap(it -> problems.attempt(() -> factor(text, it.value()))));
        Optional<Duration> over = fields.required("over", "a window, as 1h", node -> BurnRates.window(duration(node)));
        Optional<Duration> and =
                over.flatMap(it -> fields.optional("and", node -> BurnRates.shorter(duration(node), it)));
        boolean complete = over.isPresent() && (and.isPresent() || !fields.has("and"));
        Optional<Duration> holdFor = fields.optional("for", this::duration).map(Located::value);
        OptionalInt min = min();
        Optional<String> operation = operation();
        if (objective.isEmpty() || factor.isEmpty() || !complete) {
            return Optional.empty();
        }
        Criterion criterion = new Criterion(
                ObjectLine.of(fields),
                new Measure.ErrorRate(),
                operation,
                BurnRates.claim(objective.orElseThrow(), factor.orElseThrow(), and),
                over,
                holdFor.orElse(Duration.ZERO),
                min);
        Place burns = factor.orElseThrow().place();
        return Optional.of(new WrittenCriterion(criterion, fields.place(), burns, burns, Optional.empty()));
    }

    private static Located<BigDecimal> anyFactor(Tokens tokens) throws Refusal {
        return BurnRates.factor(tokens, ANY_OBJECTIVE);
    }

    private static Located<BigDecimal> factor(Text text, BigDecimal objective) throws Refusal {
        Tokens tokens = new Tokens(text);
        Located<BigDecimal> factor = BurnRates.factor(tokens, objective);
        tokens.expectEnd(BurnRates.FACTOR);
        return factor;
    }

    private void refuse(List<String> needless, String why) {
        needless.stream()
                .filter(fields::has)
                .forEach(field -> problems.add(Problem.error(fields.keyPlace(field), why + " `" + field + "`")
                        .found(field)
                        .expected("fields of a limit, of a comparison, or of " + BurnRates.EXAMPLE
                                + " and of no other")));
    }

    private Optional<WrittenCriterion> comparison() {
        for (String needless : List.of("operator", "limit")) {
            if (fields.has(needless)) {
                problems.add(Problem.error(fields.keyPlace(needless), "a comparison has no `" + needless + "`")
                        .found(needless)
                        .expected("`operator` and `limit`, or `compare`"));
            }
        }
        if (fields.has("confidence")) {
            problems.add(ClaimParts.noConfidence("confidence", fields.keyPlace("confidence")));
        }
        refuseWindow();
        Optional<Measure> measure = measure().flatMap(it -> problems.attempt(() -> ClaimParts.comparable(it)));
        Optional<Located<ClaimParts.Compared>> compared =
                fields.optional("compare", node -> whole(node, ClaimParts.COMPARISONS, ClaimParts::comparison));
        Optional<Margin> margin = measure.flatMap(of ->
                fields.optional("by", node -> whole(node, MARGIN, by -> ClaimParts.margin(by, of))));
        OptionalInt min = min();
        Optional<String> operation = operation();
        Optional<Place> perOperation =
                compared.filter(it -> it.value().withPast()).isPresent() ? place("per") : perOperation();
        boolean complete = margin.isPresent() || !fields.has("by");
        Optional<Claim> claim = measure.filter(of -> complete)
                .flatMap(of -> compared.flatMap(
                        it -> problems.attempt(() -> claim(it, margin.orElse(new Margin.None()), perOperation, of))));
        return claim.flatMap(says -> compared.map(it -> new WrittenCriterion(
                new Criterion(
                        ObjectLine.of(fields),
                        measure.orElseThrow(),
                        operation,
                        says,
                        Optional.empty(),
                        Duration.ZERO,
                        min),
                fields.place(),
                it.place(),
                it.place(),
                Optional.empty())));
    }

    private Claim claim(
            Located<ClaimParts.Compared> compared, Margin margin, Optional<Place> perOperation, Measure measure)
            throws Refusal {
        ClaimParts.checkOperation(compared.value(), fields.find("operation").map(node -> fields.keyPlace("operation")));
        return ClaimParts.claim(compared, margin, perOperation, measure);
    }

    private Optional<WrittenCriterion> limit() {
        if (fields.has("by")) {
            problems.add(ClaimParts.noMargin(fields.keyPlace("by")));
        }
        if (fields.has("per")) {
            problems.add(ClaimParts.noLimitPerOperation(fields.keyPlace("per")));
        }
        Optional<Measure> measure = measure().flatMap(it -> problems.attempt(() -> ClaimParts.limitable(it)));
        Optional<Operator> operator = fields.required(
                "operator",
                OPERATORS,
                node -> whole(node, "< <= > >=", text -> CriterionParts.operator(text, COMPARE)));
        Optional<Located<Double>> limit = fields.required("limit", LIMIT, node -> limitText(node, measure))
                .flatMap(text -> measure.flatMap(it -> problems.attempt(() -> limit(text, it))));
        OptionalDouble confidence = measure.map(this::confidence).orElse(OptionalDouble.empty());
        Optional<Located<Duration>> over = fields.optional("over", this::window);
        Optional<Duration> holdFor = fields.optional("for", this::duration).map(Located::value);
        OptionalInt min = min();
        Optional<String> operation = operation();
        if (measure.isEmpty() || operator.isEmpty() || limit.isEmpty()) {
            return Optional.empty();
        }
        Criterion criterion = new Criterion(
                ObjectLine.of(fields),
                measure.orElseThrow(),
                operation,
                new Claim.Limit(operator.orElseThrow(), limit.orElseThrow().value(), confidence),
                over.map(Located::value),
                holdFor.orElse(Duration.ZERO),
                min);
        return Optional.of(new WrittenCriterion(
                criterion,
                fields.place(),
                fields.keyPlace("operator"),
                limit.orElseThrow().place(),
                over.map(Located::place)));
    }

    private Text limitText(Node node, Optional<Measure> measure) throws Refusal {
        return measure.isEmpty()
                ? values.text(node, LIMIT)
                : text(node, LIMIT, tokens -> CriterionParts.limit(tokens, measure.orElseThrow()));
    }

    private OptionalDouble confidence(Measure measure) {
        if (!fields.has("confidence")) {
            return OptionalDouble.empty();
        }
        refuseWindow();
        return fields.optional("confidence", node -> {
                    ClaimParts.checkConfidence(measure, fields.keyPlace("confidence"));
                    return whole(node, ClaimParts.CONFIDENCE, ClaimParts::confidence);
                })
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    private void refuseWindow() {
        for (String window : List.of("over", "for")) {
            if (fields.has(window)) {
                problems.add(ClaimParts.noWindow(window, fields.keyPlace(window)));
            }
        }
    }

    private Optional<Place> place(String field) {
        return fields.has(field) ? Optional.of(fields.keyPlace(field)) : Optional.empty();
    }

    private Optional<Place> perOperation() {
        if (fields.has("per") && fields.has("operation")) {
            problems.add(ClaimParts.onePerOperation(fields.keyPlace("per")));
        }
        return fields.optional("per", node -> values.word(node, List.of("operation")))
                .map(word -> fields.keyPlace("per"));
    }

    private OptionalInt min() {
        return fields.optional("min", node -> values.integer(node, 1, CriterionParts.MOST_REQUESTS))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    private Optional<Located<Measure>> measure() {
        return fields.optional("measure", node -> {
            Place place = values.text(node, Measures.EXPECTED).whole();
            return new Located<>(whole(node, Measures.EXPECTED, this::measure), place);
        });
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

    /** A text; what stands there as a bare number is answered with what it lacks, as in a line. */
    private Text text(Node node, String expected, Part<?> part) throws Refusal {
        try {
            return values.text(node, expected);
        } catch (Refusal refusal) {
            Optional<Text> number =
                    Values.number(node).map(scalar -> values.source().text(scalar));
            throw number.isEmpty()
                    ? refusal
                    : new Refusal(refusal.problem().suggest(completed(number.orElseThrow(), part)));
        }
    }

    private static Optional<String> completed(Text number, Part<?> part) {
        try {
            part.read(new Tokens(number));
            return Optional.empty();
        } catch (Refusal refusal) {
            return refusal.problem().suggestion();
        }
    }

    /** Reads something that must fill the whole text. */
    private interface Part<T> {
        T read(Tokens tokens) throws Refusal;
    }

    private <T> T whole(Node node, String expected, Part<T> part) throws Refusal {
        Tokens tokens = new Tokens(text(node, expected, part));
        T value = part.read(tokens);
        tokens.expectEnd(expected);
        return value;
    }
}
