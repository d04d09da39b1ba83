package dev.headgate.documents;

import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a criterion says beyond a plain limit, read the same way in its one line and in its object form. */
final class ClaimParts {

    static final String COMPARISONS = "`worse than baseline` or `not worse than baseline`";
    static final String CONFIDENCE = "a confidence above 50%, at most 99.999%, as `with 99% confidence`";

    static final String PER_OPERATION = "`per operation`";

    private static final BigDecimal HALF = BigDecimal.valueOf(50);
    private static final BigDecimal MOST_CONFIDENCE = new BigDecimal("99.999");
    private static final BigDecimal MOST_SHARE = BigDecimal.valueOf(1000);
    private static final List<String> POINTS_ELSEWHERE = List.of("pp", "ppt", "pts", "percentagepoints");

    private ClaimParts() {}

    /** Whether a comparison with the baseline begins with this. */
    static boolean beginsComparison(Token token) {
        return token.isWord("worse") || token.isWord("not");
    }

    /** Reads {@code [not] worse than baseline}: whether it says "worse", and where it stands. */
    static Located<Boolean> againstBaseline(Tokens tokens) throws Refusal {
        Token first = tokens.peek();
        boolean not = tokens.accept("not");
        Token last = first;
        for (String word : List.of("worse", "than", "baseline")) {
            last = tokens.peek();
            if (!tokens.accept(word)) {
                throw new Refusal(tokens.problem(last, "`" + word + "` is missing here")
                        .expected(COMPARISONS)
                        .suggest(NearestWord.to(last.text(), List.of(word))));
            }
        }
        return new Located<>(!not, tokens.place(first, last));
    }

    /** A measure that can be compared with the baseline's. */
    static Measure comparable(Located<Measure> measure) throws Refusal {
        Optional<Problem> instead = instead(measure.value(), measure.place());
        if (instead.isPresent()) {
            throw new Refusal(instead.orElseThrow().found("`" + Measures.name(measure.value()) + "`"));
        }
        return measure.value();
    }

    private static Optional<Problem> instead(Measure measure, Place place) {
        Problem problem = Problem.error(place, Measures.name(measure) + " cannot be compared with the baseline");
        if (measure instanceof Measure.MeanLatency) {
            return Optional.of(problem.expected("p50 or another quantile, or `latency` as a whole")
                    .suggest("p50"));
        }
        if (measure instanceof Measure.Uptime) {
            return Optional.of(problem.expected("errorRate, which compares failed requests")
                    .suggest("errorRate"));
        }
        return measure instanceof Measure.Throughput
                ? Optional.of(problem.expected("a limit, as `throughput > 10/s`"))
                : Optional.empty();
    }

    /** A measure that can have a limit. */
    static Measure limitable(Located<Measure> measure) throws Refusal {
        if (measure.value() instanceof Measure.Latency) {
            throw new Refusal(Problem.error(measure.place(), "latency as a whole has no limit; its quantiles have")
                    .found("`latency`")
                    .expected("a quantile, as `p95 <= 250ms`, or `latency worse than baseline`")
                    .suggest("p95"));
        }
        return measure.value();
    }

    /** By how much the canary may be worse: {@code 0.2 points} or {@code 20%}. */
    static Margin margin(Tokens tokens, Measure measure) throws Refusal {
        boolean rate = measure instanceof Measure.ErrorRate;
        String expected = rate ? "`by 0.2 points` or `by 20%`" : "`by 20%`, a share of the baseline's latency";
        Quantities.Quantity quantity = Quantities.quantity(tokens, expected);
        BigDecimal number = quantity.number();
        if (quantity.unit().equals("%")) {
            inRange(quantity, number.compareTo(MOST_SHARE) <= 0, "above 0%, at most 1000%");
            return new Margin.Share(number.movePointLeft(2).doubleValue());
        }
        if (quantity.isPoints() && rate) {
            inRange(quantity, number.compareTo(HALF) < 0, "above 0 points, below 50 points");
            return new Margin.Points(number.movePointLeft(2).doubleValue());
        }
        Problem problem = Problem.error(quantity.place(), marginMistake(quantity, rate))
                .found("`" + quantity.written() + "`")
                .expected(expected);
        boolean pointsMeant = rate && (quantity.unit().isEmpty() || POINTS_ELSEWHERE.contains(quantity.unit()));
        boolean shareMeant = !rate && quantity.unit().isEmpty();
        throw new Refusal(
                pointsMeant
                        ? problem.suggest(number.toPlainString() + " points")
                        : shareMeant ? problem.suggest(number.toPlainString() + "%") : problem);
    }

    private static String marginMistake(Quantities.Quantity quantity, boolean rate) {
        if (quantity.unit().isEmpty()) {
            return "`by` needs a unit";
        }
        return quantity.isPoints() && !rate
                ? "points are of a rate, and this is a latency"
                : "a margin cannot be in `" + quantity.unit() + "`";
    }

    private static void inRange(Quantities.Quantity quantity, boolean notTooLarge, String range) throws Refusal {
        if (!notTooLarge || quantity.number().signum() == 0) {
            throw new Refusal(Problem.error(quantity.place(), "this margin is out of range")
                    .found("`" + quantity.written() + "`")
                    .expected(range + "; without `by` there is no margin"));
        }
    }

    /** A percentage that says how sure one must be, as a share. */
    static double confidence(Tokens tokens) throws Refusal {
        Quantities.Quantity quantity = Quantities.quantity(tokens, CONFIDENCE);
        if (!quantity.unit().equals("%")) {
            Problem problem = Problem.error(quantity.place(), "a confidence is a percentage")
                    .found("`" + quantity.written() + "`")
                    .expected(CONFIDENCE);
            throw new Refusal(
                    quantity.unit().isEmpty()
                            ? problem.suggest(quantity.number().toPlainString() + "%")
                            : problem);
        }
        if (quantity.number().compareTo(HALF) <= 0 || quantity.number().compareTo(MOST_CONFIDENCE) > 0) {
            throw new Refusal(Problem.error(quantity.place(), "this confidence is out of range")
                    .found("`" + quantity.written() + "`")
                    .expected(CONFIDENCE));
        }
        return quantity.number().movePointLeft(2).doubleValue();
    }

    /** @param place where the confidence is asked for */
    static void checkConfidence(Measure measure, Place place) throws Refusal {
        if (!(measure instanceof Measure.ErrorRate) && !(measure instanceof Measure.LatencyQuantile)) {
            throw new Refusal(Problem.error(place, Measures.name(measure) + " has no confidence")
                    .found("`" + Measures.name(measure) + "`")
                    .expected("errorRate or a quantile, as `errorRate < 1% with 99% confidence`, or a plain limit"));
        }
    }

    /** Why `over` and `for` cannot stand beside a claim that is judged by evidence. */
    static Problem noWindow(String clause, Place place) {
        return Problem.error(
                        place,
                        "`" + clause + "` does not fit: evidence is gathered over the whole stage or rollout and speaks"
                                + " the moment it is enough")
                .found(clause)
                .expected("no `" + clause + "`; of the clauses only `min` can stand here");
    }

    /** Why a comparison states no confidence. */
    static Problem noConfidence(String clause, Place place) {
        return Problem.error(place, "a comparison has no confidence of its own")
                .found(clause)
                .expected("no `" + clause + "`: all comparisons of a rollout together raise a false alarm in at most 1%"
                        + " of healthy rollouts");
    }

    /** Why a limit has no margin. */
    static Problem noMargin(Place place) {
        return Problem.error(place, "a limit has no margin; `by` belongs to a comparison with the baseline")
                .found("by")
                .expected("a limit alone, as `errorRate < 1%`, or `errorRate not worse than baseline by 0.2 points`");
    }

    /** Reads the `operation` behind `per`. */
    static void perOperation(Tokens tokens) throws Refusal {
        Token word = tokens.peek();
        if (!tokens.accept("operation")) {
            throw new Refusal(tokens.problem(word, "`operation` is missing here")
                    .expected(PER_OPERATION)
                    .suggest(NearestWord.to(word.text(), List.of("operation"))));
        }
    }

    /** Why a limit is not judged in each operation. */
    static Problem noLimitPerOperation(Place place) {
        return Problem.error(place, "a limit is not judged per operation; comparisons with the baseline are")
                .found("per")
                .expected("a line for each operation, as `p95(checkout) <= 250ms`");
    }

    /** Why one operation has no operations. */
    static Problem onePerOperation(Place place) {
        return Problem.error(place, "this line is about one operation already")
                .found("per")
                .expected("the operation's name, or " + PER_OPERATION);
    }
}
