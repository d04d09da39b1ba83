package dev.headgate.documents;

import dev.headgate.schemas.model.Margin;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Since;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What may follow a limit or a comparison on its line, in any order, each at most once. */
final class CriterionClauses {

    static final List<String> WORDS = List.of("with", "over", "for", "min", "by", "per", "since");

    private final Tokens tokens;
    private final Measure measure;
    private final Map<String, Token> keywords = new HashMap<>();
    private Optional<Located<Duration>> over = Optional.empty();
    private Duration holdFor = Duration.ZERO;
    private OptionalInt min = OptionalInt.empty();
    private OptionalDouble confidence = OptionalDouble.empty();
    private Margin margin = new Margin.None();
    private Optional<Place> perOperation = Optional.empty();
    private Optional<Since> since = Optional.empty();

    private CriterionClauses(Tokens tokens, Measure measure) {
        this.tokens = tokens;
        this.measure = measure;
    }

    /** The clauses behind a limit: `with`, `over`, `for`, `min`. */
    static CriterionClauses ofLimit(Tokens tokens, Measure measure) throws Refusal {
        CriterionClauses clauses = new CriterionClauses(tokens, measure);
        while (clauses.another()) {
            Token keyword = tokens.next();
            if (keyword.isWord("by")) {
                throw new Refusal(ClaimParts.noMargin(tokens.place(keyword)));
            }
            if (keyword.isWord("per")) {
                throw new Refusal(ClaimParts.noLimitPerOperation(tokens.place(keyword)));
            }
            if (keyword.isWord("since")) {
                throw new Refusal(MeasurementClauses.noSince(tokens.place(keyword)));
            }
            clauses.read(keyword);
        }
        clauses.checkWindowless();
        clauses.expectEnd("`with 99% confidence`, `over 60s`, `for 5m`, `min 20`, each at most once, or `-> effect`");
        return clauses;
    }

    /** The clauses behind a comparison: `by`, `min`, and with the baseline `per operation`. */
    static CriterionClauses ofComparison(Tokens tokens, Measure measure, ClaimParts.Compared compared) throws Refusal {
        CriterionClauses clauses = new CriterionClauses(tokens, measure);
        while (clauses.another()) {
            Token keyword = tokens.next();
            if (keyword.isWord("with")) {
                throw new Refusal(ClaimParts.noConfidence("with", tokens.place(keyword)));
            }
            if (keyword.isWord("over") || keyword.isWord("for")) {
                throw new Refusal(ClaimParts.noWindow(keyword.text(), tokens.place(keyword)));
            }
            if (keyword.isWord("since")) {
                throw new Refusal(MeasurementClauses.noSince(tokens.place(keyword)));
            }
            if (keyword.isWord("per") && compared.withPast()) {
                throw new Refusal(ClaimParts.noPastPerOperation(tokens.place(keyword)));
            }
            clauses.read(keyword);
        }
        clauses.expectEnd((compared.withPast() ? "`by 20%`" : "`by 20%`, `per operation`")
                + ", `min 20`, each at most once, or `-> effect`");
        return clauses;
    }

    /** The clauses behind a limit on a measurement, or behind what people and runbooks have done. */
    static CriterionClauses ofMeasurement(Tokens tokens, Measure measure) throws Refusal {
        return ofMeasurement(tokens, measure, MeasurementClauses.of(measure));
    }

    /** The clauses behind a measurement's comparison with its own past. */
    static CriterionClauses ofMeasurementsPast(Tokens tokens, Measure measure) throws Refusal {
        return ofMeasurement(tokens, measure, MeasurementClauses.ofPast(measure));
    }

    private static CriterionClauses ofMeasurement(Tokens tokens, Measure measure, List<String> allowed) throws Refusal {
        CriterionClauses clauses = new CriterionClauses(tokens, measure);
        while (clauses.another()) {
            Token keyword = tokens.next();
            if (!allowed.contains(keyword.text())) {
                throw new Refusal(
                        MeasurementClauses.misplaced(keyword.text(), measure, tokens.place(keyword), allowed));
            }
            clauses.read(keyword);
        }
        clauses.expectEnd(MeasurementClauses.written(allowed));
        MeasurementClauses.checkWindow(
                measure, clauses.over.isPresent(), clauses.since.isPresent(), tokens.place(tokens.peek()));
        return clauses;
    }

    Optional<Located<Duration>> over() {
        return over;
    }

    Duration holdFor() {
        return holdFor;
    }

    OptionalInt min() {
        return min;
    }

    OptionalDouble confidence() {
        return confidence;
    }

    Margin margin() {
        return margin;
    }

    /** From when on is counted, where that is not a window. */
    Optional<Since> since() {
        return since;
    }

    /** Where it stands that each operation is compared by itself. */
    Optional<Place> perOperation() {
        return perOperation;
    }

    private boolean another() {
        Token token = tokens.peek();
        return token.is(Token.Kind.WORD) && WORDS.contains(token.text()) && !keywords.containsKey(token.text());
    }

    private void read(Token keyword) throws Refusal {
        keywords.put(keyword.text(), keyword);
        switch (keyword.text()) {
            case "with" -> readConfidence(keyword);
            case "over" -> {
                Located<Duration> window = Quantities.duration(tokens);
                if (MeasurementClauses.isOfMeasurements(measure)) {
                    CriterionParts.windowOfMeasurements(window);
                } else {
                    CriterionParts.window(window, "a criterion");
                }
                over = Optional.of(window);
            }
            case "for" -> holdFor = Quantities.duration(tokens).value();
            case "min" -> min = OptionalInt.of(CriterionParts.minRequests(tokens));
            case "since" -> since = Optional.of(DoneParts.since(tokens));
            case "by" -> margin = ClaimParts.margin(tokens, measure);
            case "per" -> {
                ClaimParts.perOperation(tokens);
                perOperation = Optional.of(tokens.place(keyword));
            }
            default -> throw new IllegalArgumentException("not one of " + WORDS + ": " + keyword.text());
        }
    }

    private void readConfidence(Token keyword) throws Refusal {
        confidence = OptionalDouble.of(ClaimParts.confidence(tokens));
        Token word = tokens.peek();
        if (!tokens.accept("confidence")) {
            throw new Refusal(tokens.problem(word, "`confidence` is missing here")
                    .expected("`with 99% confidence`")
                    .suggest(NearestWord.to(word.text(), List.of("confidence"))));
        }
        ClaimParts.checkConfidence(measure, tokens.place(keyword, word));
    }

    private void checkWindowless() throws Refusal {
        for (String word : List.of("over", "for")) {
            Optional<Token> keyword = Optional.ofNullable(keywords.get(word)).filter(it -> confidence.isPresent());
            if (keyword.isPresent()) {
                throw new Refusal(ClaimParts.noWindow(word, tokens.place(keyword.orElseThrow())));
            }
        }
    }

    private void expectEnd(String expected) throws Refusal {
        CriterionParts.refuseTwice(tokens, keywords.keySet());
        CriterionParts.expectEndOfCriterion(tokens, expected);
    }
}
