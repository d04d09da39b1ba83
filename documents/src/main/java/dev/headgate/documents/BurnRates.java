package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The parts of a burn rate, {@code slo 99.9% burns > 14.4x over 1h and 5m}, read the same way in line and object. */
final class BurnRates {

    static final String MEASURE = "slo";
    static final String EXAMPLE = "`slo 99.9% burns > 14.4x over 1h and 5m`";
    static final String OBJECTIVE = "the share of requests that must succeed, from 50% to below 100%, as 99.9%";
    static final String FACTOR = "how many times as fast as allowed, as 14.4x";

    private static final Duration LONGEST = Duration.ofDays(3);
    private static final BigDecimal LOWEST = BigDecimal.valueOf(50);
    private static final BigDecimal ALL = BigDecimal.valueOf(100);
    private static final List<String> CLAUSES = List.of("over", "for", "min");

    private BurnRates() {}

    /**
     * What follows a burn rate's factor.
     *
     * @param over the window
     * @param and the shorter one
     * @param holdFor for how long
     * @param min its own minimum of requests
     */
    record Clauses(Duration over, Optional<Duration> and, Duration holdFor, OptionalInt min) {}

    /** The objective, in percent. */
    static Located<BigDecimal> objective(Tokens tokens) throws Refusal {
        Quantities.Quantity quantity = Quantities.quantity(tokens, OBJECTIVE);
        BigDecimal percent = quantity.number();
        if (!quantity.unit().equals("%")) {
            Problem problem = Problem.error(quantity.place(), "an objective is a percentage")
                    .found("`" + quantity.written() + "`")
                    .expected(OBJECTIVE);
            throw new Refusal(quantity.unit().isEmpty() ? problem.suggest(Quantities.percentMeant(percent)) : problem);
        }
        if (percent.compareTo(LOWEST) < 0 || percent.compareTo(ALL) >= 0) {
            throw new Refusal(Problem.error(quantity.place(), "this objective is out of range")
                    .found("`" + quantity.written() + "`")
                    .expected(OBJECTIVE));
        }
        return new Located<>(percent, quantity.place());
    }

    /** The words between the objective and the factor. */
    static void burns(Tokens tokens) throws Refusal {
        Token burns = tokens.peek();
        if (!tokens.accept("burns")) {
            throw new Refusal(tokens.problem(burns, "`burns` is missing here")
                    .expected(EXAMPLE)
                    .suggest(NearestWord.to(burns.text(), List.of("burns"))));
        }
        Token operator = tokens.next();
        if (!operator.text().equals(">")) {
            throw new Refusal(tokens.problem(operator, "a budget can only burn too fast")
                    .expected("`>`, as " + EXAMPLE)
                    .suggest(operator.is(Token.Kind.COMPARISON) ? Optional.of(">") : Optional.empty()));
        }
    }

    /**
     * How many times as fast as allowed.
     *
     * @param objective in percent
     */
    static Located<BigDecimal> factor(Tokens tokens, BigDecimal objective) throws Refusal {
        Quantities.Quantity quantity = Quantities.quantity(tokens, FACTOR);
        BigDecimal factor = quantity.number();
        Problem problem = Problem.error(quantity.place(), "a burn rate is a number of times")
                .found("`" + quantity.written() + "`")
                .expected(FACTOR);
        if (!quantity.unit().equals("x")) {
            throw new Refusal(quantity.unit().isEmpty() ? problem.suggest(factor.toPlainString() + "x") : problem);
        }
        if (factor.signum() == 0) {
            throw new Refusal(Problem.error(quantity.place(), "every failure burns faster than this")
                    .found(problem.found())
                    .expected("more than 0x"));
        }
        BigDecimal most = ALL.divide(ALL.subtract(objective), MathContext.DECIMAL32);
        if (factor.compareTo(most) >= 0) {
            throw new Refusal(Problem.error(quantity.place(), "this can never be true: not even if every request fails")
                    .found(problem.found())
                    .expected("less than " + most.stripTrailingZeros().toPlainString() + "x, which is an error rate of"
                            + " 100% with this objective"));
        }
        return new Located<>(factor, quantity.place());
    }

    /** The clauses behind the factor, in any order, each at most once. */
    static Clauses clauses(Tokens tokens) throws Refusal {
        Set<String> read = new HashSet<>();
        Optional<Duration> over = Optional.empty();
        Optional<Duration> and = Optional.empty();
        Duration holdFor = Duration.ZERO;
        OptionalInt min = OptionalInt.empty();
        while (CLAUSES.contains(tokens.peek().text()) && read.add(tokens.peek().text())) {
            switch (tokens.next().text()) {
                case "over" -> {
                    Duration window = window(Quantities.duration(tokens));
                    over = Optional.of(window);
                    if (tokens.peekBehind().is(Token.Kind.NUMBER) && tokens.accept("and")) {
                        and = Optional.of(shorter(Quantities.duration(tokens), window));
                    }
                }
                case "for" -> holdFor = Quantities.duration(tokens).value();
                default -> min = OptionalInt.of(CriterionParts.minRequests(tokens));
            }
        }
        Token next = tokens.peek();
        if (next.isWord("per")) {
            throw new Refusal(notPerOperation(tokens.place(next)));
        }
        CriterionParts.refuseTwice(tokens, read);
        if (over.isEmpty()) {
            throw new Refusal(tokens.problem(next, "a burn rate needs a window").expected("`over 1h and 5m`"));
        }
        if (!tokens.atEndOfCriterion()) {
            throw new Refusal(tokens.problem(next, "this does not belong here")
                    .expected("`over 1h and 5m`, `for 2m`, `min 20`, each at most once, or `-> effect`"));
        }
        return new Clauses(over.orElseThrow(), and, holdFor, min);
    }

    /** Why a burn rate is not judged in each operation. */
    static Problem notPerOperation(Place place) {
        return Problem.error(place, "a burn rate is not judged per operation; comparisons with the baseline are")
                .found("per")
                .expected("a line for each operation, as `slo(checkout) 99.9% burns > 14.4x over 1h and 5m`");
    }

    /** A window: whole seconds, from one second to three days. */
    static Duration window(Located<Duration> window) throws Refusal {
        Duration value = window.value();
        boolean whole = value.equals(value.truncatedTo(ChronoUnit.SECONDS));
        if (!whole || value.toSeconds() < 1 || value.compareTo(LONGEST) > 0) {
            throw new Refusal(Problem.error(window.place(), "a burn rate cannot be judged over this time")
                    .found("`" + Quantities.written(value) + "`")
                    .expected("whole seconds, from 1s to 3d"));
        }
        return value;
    }

    /** The second window, which shows that the burning goes on. */
    static Duration shorter(Located<Duration> window, Duration over) throws Refusal {
        Duration value = window(window);
        if (value.compareTo(over) >= 0) {
            throw new Refusal(Problem.error(window.place(), "the second window is not shorter than the first")
                    .found("`" + Quantities.written(over) + " and " + Quantities.written(value) + "`")
                    .expected("the shorter one second, as `over 1h and 5m`"));
        }
        return value;
    }

    static Claim claim(Located<BigDecimal> objective, Located<BigDecimal> factor, Optional<Duration> and) {
        return new Claim.BurnRate(
                objective.value().movePointLeft(2).doubleValue(), factor.value().doubleValue(), and);
    }
}
