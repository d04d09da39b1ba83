package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** A criterion on requests in its object form: a limit, a comparison, a burn rate, silence. */
final class RequestsObject {

    private static final String LIMIT = "a limit, as 1%, 250ms or 10/s";
    private static final String MARGIN = "0.2 points, or 20%";
    private static final List<String> OF_OTHERS = List.of(
            "metric",
            "divisor",
            "divisorLabels",
            "reading",
            "role",
            "otherThan",
            "name",
            "field",
            "equals",
            "failed",
            "alertSeverity",
            "named",
            "none",
            "since",
            "all");

    private final Problems problems;
    private final Fields fields;
    private final CriterionFields object;

    RequestsObject(CriterionFields object) {
        this.object = object;
        this.problems = object.problems();
        this.fields = object.fields();
    }

    Optional<WrittenCriterion> criterion(String measure) {
        object.refuse(OF_OTHERS, "this measure has no", "fields of a limit or of a comparison");
        if (measure.equals("no success")) {
            return noSuccess();
        }
        if (measure.equals(BurnRates.MEASURE)) {
            refuse(List.of("operator", "limit", "confidence", "compare", "by"), "a burn rate has no");
            return new BurnRateObject(object).criterion();
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
        Optional<String> operation = object.operation();
        SortedMap<String, String> labels = object.labels("labels");
        Optional<Located<Duration>> duration = fields.required("for", "for how long, as 2m", object::duration);
        return duration.flatMap(silence -> problems.attempt(() -> CriterionParts.silence(silence)))
                .map(silence -> new Criterion(
                        ObjectLine.of(fields),
                        new Measure.NoSuccess(silence),
                        operation,
                        Claim.Limit.plain(Operator.GREATER, 0),
                        Optional.empty(),
                        Duration.ZERO,
                        OptionalInt.empty(),
                        labels))
                .map(criterion -> new WrittenCriterion(
                        criterion, fields.place(), fields.place(), fields.keyPlace("for"), Optional.empty()));
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
        Optional<Located<ClaimParts.Compared>> compared =
                fields.optional("compare", node -> object.whole(node, ClaimParts.COMPARISONS, ClaimParts::comparison));
        Optional<Measure> measure = measure()
                .flatMap(of -> compared.flatMap(it -> problems.attempt(() -> ClaimParts.comparable(of, it.value()))));
        Optional<Margin> margin = measure.flatMap(of ->
                fields.optional("by", node -> object.whole(node, MARGIN, by -> ClaimParts.margin(by, of))));
        OptionalInt min = object.min();
        Optional<String> operation = object.operation();
        SortedMap<String, String> labels = object.labels("labels");
        Optional<Place> perOperation =
                compared.filter(it -> it.value().withPast()).isPresent() ? object.place("per") : perOperation();
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
                        min,
                        labels),
                fields.place(),
                it.place(),
                it.place(),
                Optional.empty())));
    }

    private Claim claim(
            Located<ClaimParts.Compared> compared, Margin margin, Optional<Place> perOperation, Measure measure)
            throws Refusal {
        ClaimParts.checkNarrowing(compared.value(), object.place("operation"), object.place("labels"));
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
        Optional<Operator> operator =
                fields.required("operator", CriterionObject.OPERATORS, node -> operator(node, measure));
        Optional<Located<Double>> limit = fields.required("limit", LIMIT, node -> limitText(node, measure))
                .flatMap(text -> measure.flatMap(it -> problems.attempt(() -> limit(text, it))));
        OptionalDouble confidence = measure.map(this::confidence).orElse(OptionalDouble.empty());
        Optional<Located<Duration>> over = fields.optional("over", this::window);
        Optional<Duration> holdFor = fields.optional("for", object::duration).map(Located::value);
        OptionalInt min = object.min();
        Optional<String> operation = object.operation();
        SortedMap<String, String> labels = object.labels("labels");
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
                min,
                labels);
        return Optional.of(new WrittenCriterion(
                criterion,
                fields.place(),
                fields.keyPlace("operator"),
                limit.orElseThrow().place(),
                over.map(Located::place)));
    }

    private Operator operator(Node node, Optional<Measure> measure) throws Refusal {
        Operator operator =
                object.whole(node, "< <= > >=", text -> CriterionParts.operator(text, CriterionObject.COMPARE));
        CriterionParts.checkEqual(
                operator,
                measure.orElse(new Measure.ErrorRate()),
                object.values().source().place(node));
        return operator;
    }

    private Text limitText(Node node, Optional<Measure> measure) throws Refusal {
        return measure.isEmpty()
                ? object.values().text(node, LIMIT)
                : object.text(node, LIMIT, tokens -> CriterionParts.limit(tokens, measure.orElseThrow()));
    }

    private OptionalDouble confidence(Measure measure) {
        if (!fields.has("confidence")) {
            return OptionalDouble.empty();
        }
        refuseWindow();
        return fields.optional("confidence", node -> {
                    ClaimParts.checkConfidence(measure, fields.keyPlace("confidence"));
                    return object.whole(node, ClaimParts.CONFIDENCE, ClaimParts::confidence);
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

    private Optional<Place> perOperation() {
        if (fields.has("per") && fields.has("operation")) {
            problems.add(ClaimParts.onePerOperation(fields.keyPlace("per")));
        }
        if (fields.has("per") && fields.has("labels")) {
            problems.add(ClaimParts.noLabelsPerOperation(fields.keyPlace("per")));
        }
        return fields.optional("per", node -> object.values().word(node, List.of("operation")))
                .map(word -> fields.keyPlace("per"));
    }

    private Optional<Located<Measure>> measure() {
        return fields.optional("measure", node -> {
            Place place = object.values().text(node, Measures.EXPECTED).whole();
            return new Located<>(object.whole(node, Measures.EXPECTED, RequestsObject::measure), place);
        });
    }

    private static Measure measure(Tokens tokens) throws Refusal {
        return Measures.named(tokens, tokens.next());
    }

    private static Located<Double> limit(Text text, Measure measure) throws Refusal {
        Tokens tokens = new Tokens(text);
        Located<Double> limit = CriterionParts.limit(tokens, measure);
        tokens.expectEnd("one limit");
        return limit;
    }

    private Located<Duration> window(Node node) throws Refusal {
        Located<Duration> window = object.duration(node);
        CriterionParts.window(window, "a criterion");
        return window;
    }
}
