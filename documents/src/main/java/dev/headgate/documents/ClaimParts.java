package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Past;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a criterion says beyond a plain limit, read the same way in its one line and in its object form. */
final class ClaimParts {

    static final String REFERENCES = "`baseline`, `own past`, `this hour last week` or `previous stage`";
    static final String COMPARISONS = "`worse than` or `not worse than`, then " + REFERENCES;
    static final String CONFIDENCE = "a confidence above 50%, at most 99.999%, as `with 99% confidence`";

    static final String PER_OPERATION = "`per operation`";

    private static final BigDecimal HALF = BigDecimal.valueOf(50);
    private static final BigDecimal MOST_CONFIDENCE = new BigDecimal("99.999");
    private static final BigDecimal MOST_SHARE = BigDecimal.valueOf(1000);
    private static final List<String> POINTS_ELSEWHERE = List.of("pp", "ppt", "pts", "percentagepoints");

    private ClaimParts() {}

    /** Whether a comparison begins with this. */
    static boolean beginsComparison(Token token) {
        return token.isWord("worse") || token.isWord("not");
    }

    /** What a canary is compared with. */
    enum Reference {
        /** The version beside it. */
        BASELINE("baseline"),
        /** What held the traffic in the hours before the rollout. */
        OWN_PAST("own past"),
        /** What held the traffic a week ago. */
        LAST_WEEK("this hour last week"),
        /** The canary itself, in the stage before. */
        PREVIOUS_STAGE("previous stage");

        private final String written;

        Reference(String written) {
            this.written = written;
        }

        /** Which past it is; the baseline is none. */
        Past past() {
            return switch (this) {
                case LAST_WEEK -> Past.THIS_HOUR_LAST_WEEK;
                case PREVIOUS_STAGE -> Past.PREVIOUS_STAGE;
                case OWN_PAST -> Past.BEFORE_ROLLOUT;
                case BASELINE -> throw new IllegalStateException("the baseline is no past");
            };
        }

        /** Its words. */
        List<String> words() {
            return List.of(written.split(" "));
        }
    }

    /**
     * A comparison, as far as it stands before its clauses.
     *
     * @param worse whether it says "worse"; "not worse" otherwise
     * @param reference what with
     */
    record Compared(boolean worse, Reference reference) {

        /** Whether it is one with the past. */
        boolean withPast() {
            return reference != Reference.BASELINE;
        }

        String written() {
            return (worse ? "" : "not ") + "worse than " + reference.written;
        }
    }

    /** Reads {@code [not] worse than baseline}, {@code … own past} or {@code … this hour last week}. */
    static Located<Compared> comparison(Tokens tokens) throws Refusal {
        Token first = tokens.peek();
        boolean not = tokens.accept("not");
        word(tokens, "worse", COMPARISONS);
        word(tokens, "than", COMPARISONS);
        Token begins = tokens.peek();
        Optional<Reference> named = Stream.of(Reference.values())
                .filter(each -> begins.isWord(each.words().get(0)))
                .findFirst();
        if (named.isEmpty()) {
            throw new Refusal(unknownReference(tokens));
        }
        Reference reference = named.orElseThrow();
        Token last = begins;
        for (String word : reference.words()) {
            last = word(tokens, word, "`" + reference.written + "`");
        }
        if (reference == Reference.OWN_PAST && tokens.peek().isWord("of")) {
            throw new Refusal(tokens.problem(tokens.peek(), "the past of one hour has words of its own")
                    .expected("`own past` alone, or `this hour last week` in place of it")
                    .suggest("this hour last week"));
        }
        return new Located<>(new Compared(!not, reference), tokens.place(first, last));
    }

    private static Problem unknownReference(Tokens tokens) {
        Token first = tokens.next();
        Token second = tokens.peek();
        Problem problem =
                tokens.problem(first, "what to compare with is missing here").expected(REFERENCES);
        if (first.isWord("past") || second.isWord("past")) {
            return problem.suggest(Reference.OWN_PAST.written);
        }
        boolean week = (first.isWord("last") && second.isWord("week"))
                || first.isWord("week")
                || (second.isWord("hour") && !first.isWord("last"));
        return problem.suggest(
                week
                        ? Optional.of(Reference.LAST_WEEK.written)
                        : NearestWord.to(first.text(), List.of("baseline", "own", "this", "previous")));
    }

    private static Token word(Tokens tokens, String word, String expected) throws Refusal {
        Token token = tokens.peek();
        if (!tokens.accept(word)) {
            throw new Refusal(tokens.problem(token, "`" + word + "` is missing here")
                    .expected(expected)
                    .suggest(NearestWord.to(token.text(), List.of(word))));
        }
        return token;
    }

    /**
     * The claim of a comparison with its margin.
     *
     * @param perOperation where it stands that each operation is compared by itself
     */
    static Claim claim(Located<Compared> compared, Margin margin, Optional<Place> perOperation, Measure measure)
            throws Refusal {
        Compared it = compared.value();
        if (!it.withPast()) {
            return new Claim.AgainstBaseline(it.worse(), margin, perOperation.isPresent());
        }
        if (perOperation.isPresent()) {
            throw new Refusal(noPastPerOperation(perOperation.orElseThrow()));
        }
        if (measure instanceof Measure.MeanLatency) {
            return MeasuredComparisons.claim(compared, margin);
        }
        if (!it.worse() && margin instanceof Margin.None) {
            String by = measure instanceof Measure.ErrorRate ? " by 0.5 points" : " by 20%";
            throw new Refusal(Problem.error(
                            compared.place(),
                            "a comparison with the past that lets a rollout go on needs"
                                    + " a margin: no two "
                                    + (it.reference() == Reference.PREVIOUS_STAGE ? "stages" : "hours")
                                    + " are the same")
                    .found("`" + it.written() + "`")
                    .expected("by how much it may be worse, as `" + by.strip() + "`")
                    .suggest(it.written() + by));
        }
        return new Claim.AgainstPast(it.worse(), margin, it.reference().past());
    }

    /** Why operations are not compared with their past. */
    static Problem noPastPerOperation(Place place) {
        return Problem.error(place, "the past of single operations is not known")
                .found("per")
                .expected("all together, of which the past is kept; or compare with the baseline");
    }

    /** Only what is known of the past can be compared with it; of the stages all is known. */
    static void checkNarrowing(Compared compared, Optional<Place> operation, Optional<Place> labels) throws Refusal {
        if (!compared.withPast() || compared.reference() == Reference.PREVIOUS_STAGE) {
            return;
        }
        Optional<Place> place = operation.isPresent() ? operation : labels;
        if (place.isPresent()) {
            String what = operation.isPresent() ? "an operation" : "labels";
            throw new Refusal(
                    Problem.error(
                                    place.orElseThrow(),
                                    "the past of " + (operation.isPresent() ? "one operation" : "some labels")
                                            + " is not known")
                            .found(what + " beside `" + compared.reference().written + "`")
                            .expected(
                                    "all together, of which the past is kept; or compare with the baseline or the previous stage"));
        }
    }

    /** A measure that can be compared with the baseline's, or with what it is compared with here. */
    static Measure comparable(Located<Measure> measure, Compared compared) throws Refusal {
        if (measure.value() instanceof Measure.MeanLatency && compared.reference() == Reference.PREVIOUS_STAGE) {
            return measure.value();
        }
        Optional<Problem> instead = instead(measure.value(), measure.place());
        if (instead.isPresent()) {
            throw new Refusal(instead.orElseThrow().found("`" + Measures.name(measure.value()) + "`"));
        }
        return measure.value();
    }

    private static Optional<Problem> instead(Measure measure, Place place) {
        Problem problem = Problem.error(
                place, Measures.name(measure) + " cannot be compared with the baseline, nor with the past");
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
        String expected =
                rate ? "`by 0.2 points` or `by 20%`" : "`by 20%`, a share of the value that it is compared with";
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
                ? "points are of a rate, and this is none"
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
                    quantity.unit().isEmpty() ? problem.suggest(Quantities.percentMeant(quantity.number())) : problem);
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
        return Problem.error(place, "a limit has no margin; `by` belongs to a comparison with the baseline or the past")
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

    /** Why requests with certain labels are not compared in each operation. */
    static Problem noLabelsPerOperation(Place place) {
        return Problem.error(place, "requests with a label are not compared per operation")
                .found("per")
                .expected("the label, or " + PER_OPERATION
                        + "; or a line for each operation, as `p95(checkout){region=eu}`");
    }
}
