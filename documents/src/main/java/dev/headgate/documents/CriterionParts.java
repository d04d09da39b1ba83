package dev.headgate.documents;

import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Names;
import dev.headgate.schemas.model.Operator;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parts that a criterion is made of, read the same way in its one line and in its object form. */
final class CriterionParts {

    static final int MOST_REQUESTS = 1_000_000_000;
    private static final Map<String, Operator> OPERATORS = operators();
    private static final Map<String, String> OTHER_OPERATORS = Map.of("≤", "<=", "≥", ">=", "==", "=");
    private static final String COMPARED = "< <= > >=";
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration LONGEST_OF_MEASUREMENTS = Duration.ofDays(31);
    private static final List<String> FOLLOWING = Stream.concat(
                    CriterionClauses.WORDS.stream(), Stream.of("and", "output", "every", "within", "required"))
            .toList();
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*\\s*=[^/?]*");

    private CriterionParts() {}

    private static Map<String, Operator> operators() {
        Map<String, Operator> operators = new LinkedHashMap<>();
        for (Operator operator : Operator.values()) {
            operators.put(operator.wireName(), operator);
        }
        return operators;
    }

    /** @param expected what else than an operator may stand here */
    static Operator operator(Tokens tokens, String expected) throws Refusal {
        Token token = tokens.next();
        Operator operator = OPERATORS.get(token.text());
        if (operator == null) {
            String message =
                    token.is(Token.Kind.COMPARISON) ? "this comparison is not known" : "a comparison is missing here";
            throw new Refusal(tokens.problem(token, message)
                    .expected(COMPARED + ", or " + expected)
                    .suggest(
                            token.is(Token.Kind.WORD)
                                    ? NearestWord.to(token.text(), List.of("worse", "not"))
                                    : Optional.ofNullable(OTHER_OPERATORS.get(token.text()))));
        }
        return operator;
    }

    /** Only what is counted, or is a level, can be equal to something. */
    static void checkEqual(Operator operator, Measure measure, Place place) throws Refusal {
        boolean exact =
                measure instanceof Measure.Gauge || measure instanceof Measure.Count || measure instanceof Measure.Hook;
        if (operator == Operator.EQUAL && !exact) {
            throw new Refusal(Problem.error(place, "this comparison is not known of " + Measures.name(measure))
                    .found("`=`")
                    .expected(COMPARED + "; `=` is of gauges, counts and a hook's output")
                    .suggest("<="));
        }
    }

    /** The limit in the measure's unit. */
    static Located<Double> limit(Tokens tokens, Measure measure) throws Refusal {
        Measures.Unit unit = Measures.unit(measure);
        if (tokens.peek().isWord("baseline")) {
            throw new Refusal(tokens.problem(tokens.peek(), "a limit is a number, the baseline is compared in words")
                    .expected(ClaimParts.COMPARISONS + " instead of an operator")
                    .suggest("worse than baseline"));
        }
        Quantities.Quantity quantity = Quantities.quantity(tokens, unit.expected());
        if (quantity.isPoints()) {
            throw new Refusal(Problem.error(quantity.place(), "points belong to comparisons with the baseline")
                    .found("`" + quantity.written() + "`")
                    .expected("a limit as " + unit.expected() + ", or `not worse than baseline by 0.2 points`"));
        }
        double limit = limit(quantity, unit).orElseThrow(() -> new Refusal(wrongUnit(quantity, measure, unit)));
        if (unit == Measures.Unit.SHARE && limit > 1) {
            throw new Refusal(Problem.error(quantity.place(), Measures.name(measure) + " is a share of at most 100%")
                    .found("`" + quantity.written() + "`")
                    .expected("0% to 100%"));
        }
        return new Located<>(limit, quantity.place());
    }

    private static Optional<Double> limit(Quantities.Quantity quantity, Measures.Unit unit) {
        return switch (unit) {
            case SHARE ->
                quantity.unit().equals("%")
                        ? Optional.of(quantity.number().movePointLeft(2).doubleValue())
                        : Optional.empty();
            case LATENCY -> Quantities.micros(quantity);
            case RATE ->
                quantity.unit().equals("/s") ? Optional.of(quantity.number().doubleValue()) : Optional.empty();
        };
    }

    private static Problem wrongUnit(Quantities.Quantity quantity, Measure measure, Measures.Unit unit) {
        String name = Measures.name(measure);
        String message = quantity.unit().isEmpty()
                ? "the limit of " + name + " needs a unit"
                : name + " cannot be compared with a limit in `" + quantity.unit() + "`";
        Problem problem = Problem.error(quantity.place(), message)
                .found("`" + quantity.written() + "`")
                .expected(unit.expected());
        String number = quantity.number().toPlainString();
        return switch (unit) {
            case SHARE -> quantity.unit().isEmpty() ? problem.suggest(number + "%") : problem;
            case RATE -> quantity.unit().isEmpty() ? problem.suggest(number + "/s") : problem;
            case LATENCY -> quantity.unit().isEmpty() ? problem.suggest(number + "ms") : problem;
        };
    }

    /** @param plain whether the text stands in a line, where <code>name=value</code> would be a label */
    static String operation(String text, Place place, boolean plain) throws Refusal {
        String operation = text.strip();
        if (plain && LABEL.matcher(operation).matches()) {
            throw new Refusal(Problem.error(place, "a label stands in braces, an operation in parentheses")
                    .found("`(" + operation + ")`")
                    .expected("p95{region=eu} or p95(checkout)")
                    .suggest("{" + operation + "}"));
        }
        if (!Names.isOperation(operation)) {
            throw new Refusal(Problem.error(place, "this cannot be the name of an operation")
                    .found(Values.quoted(operation))
                    .expected("1 to 200 printable ASCII characters, as checkout or POST /orders/{id}"));
        }
        return operation;
    }

    /** @param read the first words of the clauses that were read */
    static void refuseTwice(Tokens tokens, Set<String> read) throws Refusal {
        Token token = tokens.peek();
        if (token.is(Token.Kind.WORD) && read.contains(token.text())) {
            String clause = token.isWord("per") ? "per operation" : token.text();
            throw new Refusal(tokens.problem(token, "`" + clause + "` is given twice")
                    .expected("one `" + clause + "` on a line"));
        }
    }

    /** Whether a criterion is over, and only its effect may follow. */
    static void expectEndOfCriterion(Tokens tokens, String expected) throws Refusal {
        Token token = tokens.peek();
        if (!tokens.atEndOfCriterion()) {
            refuseWordsNotBuilt(tokens, token);
            throw new Refusal(tokens.problem(token, "this does not belong here")
                    .expected(expected)
                    .suggest(token.is(Token.Kind.WORD) ? NearestWord.to(token.text(), FOLLOWING) : Optional.empty()));
        }
    }

    private static void refuseWordsNotBuilt(Tokens tokens, Token token) throws Refusal {
        Optional<String> advice = UnsupportedWords.word(token.text());
        if (token.is(Token.Kind.WORD) && advice.isPresent()) {
            throw new Refusal(tokens.problem(token, "`" + token.text() + "` is not supported in this release")
                    .expected(advice.orElseThrow()));
        }
    }

    static Duration silence(Located<Duration> duration) throws Refusal {
        return window(duration, "`no success`");
    }

    /** A window: whole seconds, from one second to a day. */
    static Duration window(Located<Duration> window, String what) throws Refusal {
        return window(window, what, LONGEST);
    }

    /** A window over measurements that are not requests: whole seconds, from one second to 31 days. */
    static Duration windowOfMeasurements(Located<Duration> window) throws Refusal {
        return window(window, "measurements", LONGEST_OF_MEASUREMENTS);
    }

    private static Duration window(Located<Duration> window, String what, Duration longest) throws Refusal {
        Duration value = window.value();
        boolean whole = value.equals(value.truncatedTo(ChronoUnit.SECONDS));
        if (!whole || value.toSeconds() < 1 || value.compareTo(longest) > 0) {
            throw new Refusal(Problem.error(window.place(), what + " cannot be judged over this time")
                    .found("`" + Quantities.written(value) + "`")
                    .expected("whole seconds, from 1s to " + (longest.equals(LONGEST) ? "24h" : "31d")));
        }
        return value;
    }

    static int minRequests(Tokens tokens) throws Refusal {
        Token token = tokens.next();
        if (!token.is(Token.Kind.NUMBER)) {
            throw new Refusal(
                    tokens.problem(token, "`min` needs a number of requests").expected("for example `min 20`"));
        }
        return Values.wholeNumber(token.text(), 1, MOST_REQUESTS)
                .orElseThrow(() -> new Refusal(tokens.problem(token, "this number of requests is out of range")
                        .expected("a whole number from 1 to " + MOST_REQUESTS)));
    }
}
