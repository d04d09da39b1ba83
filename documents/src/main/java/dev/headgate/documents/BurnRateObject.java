package dev.headgate.documents;

import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Measure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** A burn rate in its object form. */
final class BurnRateObject {

    private static final BigDecimal ANY_OBJECTIVE = new BigDecimal("99.9");

    private final Problems problems;
    private final Fields fields;
    private final CriterionFields object;

    BurnRateObject(CriterionFields object) {
        this.object = object;
        this.problems = object.problems();
        this.fields = object.fields();
    }

    Optional<WrittenCriterion> criterion() {
        if (fields.has("per")) {
            problems.add(BurnRates.notPerOperation(fields.keyPlace("per")));
        }
        Optional<Located<BigDecimal>> objective = fields.required(
                "objective",
                BurnRates.OBJECTIVE,
                node -> object.whole(node, BurnRates.OBJECTIVE, BurnRates::objective));
        Optional<Located<BigDecimal>> factor = fields.required(
                        "burns",
                        BurnRates.FACTOR,
                        node -> object.text(node, BurnRates.FACTOR, BurnRateObject::anyFactor))
                .flatMap(text -> objective.flatMap(it -> problems.attempt(() -> factor(text, it.value()))));
        Optional<Duration> over =
                fields.required("over", "a window, as 1h", node -> BurnRates.window(object.duration(node)));
        Optional<Duration> and =
                over.flatMap(it -> fields.optional("and", node -> BurnRates.shorter(object.duration(node), it)));
        boolean complete = over.isPresent() && (and.isPresent() || !fields.has("and"));
        Optional<Duration> holdFor = fields.optional("for", object::duration).map(Located::value);
        OptionalInt min = object.min();
        Optional<String> operation = object.operation();
        SortedMap<String, String> labels = object.labels("labels");
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
                min,
                labels);
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
}
