package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Parses a criterion on one line:
 *
 * <pre>
 * stop line = criterion [ "->" effect [ severity ] ]
 * criterion = measure [ "(" operation ")" ] comparison limit
 *                 { "with" percentage "confidence" | "over" duration | "for" duration | "min" number }
 *           | measure [ "(" operation ")" ] [ "not" ] "worse than" ( "baseline" | "own past" | "this hour last week" )
 *                 { "by" margin | "per operation" | "min" number }
 *           | "slo" [ "(" operation ")" ] percentage "burns" ">" number "x"
 *                 { "over" duration [ "and" duration ] | "for" duration | "min" number }
 *           | "no success" [ "(" operation ")" ] "for" duration
 * </pre>
 */
final class CriterionLine {

    private final Tokens tokens;

    private CriterionLine(Text text) {
        this.tokens = new Tokens(text);
    }

    /** A line that may say what it does. */
    static WrittenStopLine stopLine(Text text) throws Refusal {
        CriterionLine line = new CriterionLine(text);
        line.refuseWordsNotBuilt();
        WrittenCriterion criterion = line.criterion();
        Effect effect = line.effect();
        Severity severity = line.severity(effect);
        line.tokens.expectEnd("nothing behind `-> effect severity`");
        return new WrittenStopLine(criterion, effect, severity);
    }

    /** A line of an advance list, which does nothing but pass. */
    static WrittenCriterion advanceLine(Text text) throws Refusal {
        CriterionLine line = new CriterionLine(text);
        line.refuseWordsNotBuilt();
        WrittenCriterion criterion = line.criterion();
        if (line.tokens.peek().is(Token.Kind.ARROW)) {
            throw new Refusal(line.tokens
                    .problem(line.tokens.peek(), "a line under `advance` has no effect of its own")
                    .expected("no `->` here; what the stage's failure does stands in `onFailure`"));
        }
        return criterion;
    }

    private void refuseWordsNotBuilt() throws Refusal {
        boolean effect = false;
        String before = "";
        boolean burnRate = tokens.peek().isWord(BurnRates.MEASURE);
        for (Token token : tokens.all()) {
            effect |= token.is(Token.Kind.ARROW);
            Optional<String> advice = Optional.empty();
            boolean inPlace =
                    (burnRate && token.isWord("and") && !effect) || (before.equals("past") && token.isWord("of"));
            before = token.text();
            if (token.is(Token.Kind.WORD) && !inPlace) {
                advice = effect ? UnsupportedWords.wordOfEffect(token.text()) : UnsupportedWords.word(token.text());
            }
            if (advice.isPresent()) {
                throw new Refusal(tokens.problem(token, "`" + token.text() + "` is not supported in this release")
                        .expected(advice.orElseThrow()));
            }
        }
    }

    private WrittenCriterion criterion() throws Refusal {
        Token first = tokens.next();
        if (!first.is(Token.Kind.WORD)) {
            throw new Refusal(tokens.problem(first, "a criterion begins with what it measures")
                    .expected(Measures.EXPECTED));
        }
        if (first.isWord(BurnRates.MEASURE)) {
            return burnRate(first);
        }
        return first.isWord("no") ? noSuccess(first) : measured(first);
    }

    private WrittenCriterion noSuccess(Token first) throws Refusal {
        if (!tokens.accept("success")) {
            throw new Refusal(tokens.problem(tokens.peek(), "only `no success` can follow `no`")
                    .expected("`no success for 2m`"));
        }
        Optional<String> operation = operation();
        Token keyword = tokens.peek();
        if (!tokens.accept("for")) {
            throw new Refusal(tokens.problem(keyword, "`no success` needs to know for how long")
                    .expected("`no success for 2m`"));
        }
        Located<Duration> duration = Quantities.duration(tokens);
        CriterionParts.expectEndOfCriterion(
                tokens, "nothing more: `no success for 2m` has no limit, window or minimum of its own");
        Criterion criterion = new Criterion(
                written(first),
                new Measure.NoSuccess(CriterionParts.silence(duration)),
                operation,
                Claim.Limit.plain(Operator.GREATER, 0),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty());
        Place whole = whole(first);
        return new WrittenCriterion(criterion, whole, whole, duration.place(), Optional.empty());
    }

    private WrittenCriterion measured(Token first) throws Refusal {
        Located<Measure> measure = new Located<>(Measures.named(tokens, first), tokens.place(first));
        Place operationPlace = tokens.place(tokens.peek());
        Optional<String> operation = operation();
        return ClaimParts.beginsComparison(tokens.peek())
                ? comparison(
                        first,
                        ClaimParts.comparable(measure),
                        operation.map(name -> new Located<>(name, operationPlace)))
                : limit(first, measure, operation);
    }

    private WrittenCriterion comparison(Token first, Measure measure, Optional<Located<String>> operation)
            throws Refusal {
        Located<ClaimParts.Compared> compared = ClaimParts.comparison(tokens);
        ClaimParts.checkOperation(compared.value(), operation.map(Located::place));
        CriterionClauses clauses = CriterionClauses.ofComparison(tokens, measure, compared.value());
        if (operation.isPresent() && clauses.perOperation().isPresent()) {
            throw new Refusal(ClaimParts.onePerOperation(clauses.perOperation().orElseThrow()));
        }
        Criterion criterion = new Criterion(
                written(first),
                measure,
                operation.map(Located::value),
                ClaimParts.claim(compared, clauses.margin(), clauses.perOperation(), measure),
                Optional.empty(),
                Duration.ZERO,
                clauses.min());
        return new WrittenCriterion(criterion, whole(first), compared.place(), compared.place(), Optional.empty());
    }

    private WrittenCriterion burnRate(Token first) throws Refusal {
        Optional<String> operation = operation();
        Located<BigDecimal> objective = BurnRates.objective(tokens);
        BurnRates.burns(tokens);
        Located<BigDecimal> factor = BurnRates.factor(tokens, objective.value());
        BurnRates.Clauses clauses = BurnRates.clauses(tokens);
        Criterion criterion = new Criterion(
                written(first),
                new Measure.ErrorRate(),
                operation,
                BurnRates.claim(objective, factor, clauses.and()),
                Optional.of(clauses.over()),
                clauses.holdFor(),
                clauses.min());
        return new WrittenCriterion(criterion, whole(first), factor.place(), factor.place(), Optional.empty());
    }

    private WrittenCriterion limit(Token first, Located<Measure> located, Optional<String> operation) throws Refusal {
        Place operatorPlace = tokens.place(tokens.peek());
        Operator operator = CriterionParts.operator(tokens, ClaimParts.COMPARISONS);
        Measure measure = ClaimParts.limitable(located);
        Located<Double> limit = CriterionParts.limit(tokens, measure);
        CriterionClauses clauses = CriterionClauses.ofLimit(tokens, measure);
        Criterion criterion = new Criterion(
                written(first),
                measure,
                operation,
                new Claim.Limit(operator, limit.value(), clauses.confidence()),
                clauses.over().map(Located::value),
                clauses.holdFor(),
                clauses.min());
        return new WrittenCriterion(
                criterion,
                whole(first),
                operatorPlace,
                limit.place(),
                clauses.over().map(Located::place));
    }

    private Optional<String> operation() throws Refusal {
        Token token = tokens.peek();
        if (token.is(Token.Kind.OTHER) && token.text().startsWith("(")) {
            throw new Refusal(tokens.problem(token, "`)` is missing behind the operation")
                    .expected("the operation's name between parentheses, as `p95(checkout)`"));
        }
        if (!tokens.accept(Token.Kind.OPERATION)) {
            return Optional.empty();
        }
        return Optional.of(CriterionParts.operation(token.text(), tokens.place(token), true));
    }

    private Effect effect() throws Refusal {
        if (!tokens.accept(Token.Kind.ARROW)) {
            return Effect.ROLLBACK;
        }
        Token first = tokens.next();
        String word = first.text().equals("step") && tokens.accept("back") ? "step back" : first.text();
        if (!CriterionParts.EFFECTS.contains(word)) {
            throw new Refusal(tokens.problem(first, "this effect is not known")
                    .expected(String.join(", ", CriterionParts.EFFECTS))
                    .suggest(
                            CriterionParts.SEVERITIES.contains(word)
                                    ? Optional.of("rollback " + word)
                                    : NearestWord.to(word, CriterionParts.EFFECTS)));
        }
        return CriterionParts.effect(word);
    }

    private Severity severity(Effect effect) throws Refusal {
        Token token = tokens.peek();
        if (token.is(Token.Kind.END)) {
            return CriterionParts.severityOf(effect);
        }
        tokens.next();
        if (!CriterionParts.SEVERITIES.contains(token.text())) {
            throw new Refusal(tokens.problem(token, "only a severity can follow an effect in this release")
                    .expected(String.join(", ", CriterionParts.SEVERITIES))
                    .suggest(NearestWord.to(token.text(), CriterionParts.SEVERITIES)));
        }
        return CriterionParts.severity(token.text());
    }

    private Place whole(Token first) {
        return tokens.place(
                first,
                new Token(
                        Token.Kind.END,
                        "",
                        first.start(),
                        first.start() + written(first).length()));
    }

    /** The criterion without its effect; called when the next token is the effect's arrow or the end. */
    private String written(Token first) {
        return tokens.value().substring(first.start(), tokens.peek().start()).strip();
    }
}
