package dev.headgate.documents;

import dev.headgate.schemas.model.Claim;
import dev.headgate.schemas.model.Criterion;
import dev.headgate.schemas.model.Labels;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.Operator;
import dev.headgate.schemas.model.Since;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Reads one criterion of a line, up to where the criterion ends: see {@link CriterionLine} for the grammar. */
final class SingleCriterion {

    private final Tokens tokens;
    private final Token first;

    private SingleCriterion(Tokens tokens) {
        this.tokens = tokens;
        this.first = tokens.next();
    }

    static WrittenCriterion read(Tokens tokens) throws Refusal {
        return new SingleCriterion(tokens).read();
    }

    private WrittenCriterion read() throws Refusal {
        if (!first.is(Token.Kind.WORD)) {
            throw new Refusal(tokens.problem(first, "a criterion begins with what it measures")
                    .expected(Measures.EXPECTED));
        }
        return switch (first.text()) {
            case BurnRates.MEASURE -> burnRate();
            case "no" -> none();
            case "alert" -> alert(false);
            case "approval" -> done(DoneParts.approval(tokens));
            case "checklist" -> done(DoneParts.checklist(tokens));
            case "hook" -> hook();
            case "not" -> notHook();
            default -> Measurements.begins(first, tokens.peek()) ? measurement() : measured();
        };
    }

    private WrittenCriterion none() throws Refusal {
        if (tokens.accept("alert")) {
            return alert(true);
        }
        if (!tokens.accept("success")) {
            throw new Refusal(tokens.problem(tokens.peek(), "only `no success` or `no alert` can follow `no`")
                    .expected("`no success for 2m` or `no alert critical`")
                    .suggest(NearestWord.to(tokens.peek().text(), List.of("success", "alert"))));
        }
        return noSuccess();
    }

    private WrittenCriterion noSuccess() throws Refusal {
        Narrowing narrowing = narrowing();
        Token keyword = tokens.peek();
        if (!tokens.accept("for")) {
            throw new Refusal(tokens.problem(keyword, "`no success` needs to know for how long")
                    .expected("`no success for 2m`"));
        }
        Located<Duration> duration = Quantities.duration(tokens);
        CriterionParts.expectEndOfCriterion(
                tokens, "nothing more: `no success for 2m` has no limit, window or minimum of its own");
        Criterion criterion = new Criterion(
                written(),
                new Measure.NoSuccess(CriterionParts.silence(duration)),
                narrowing.name(),
                Claim.Limit.plain(Operator.GREATER, 0),
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty(),
                narrowing.labels());
        return new WrittenCriterion(criterion, whole(), whole(), duration.place(), Optional.empty());
    }

    private WrittenCriterion alert(boolean none) throws Refusal {
        DoneParts.Said said = DoneParts.alert(tokens, none);
        CriterionClauses clauses = CriterionClauses.ofMeasurement(tokens, said.measure());
        return written(said, clauses, whole());
    }

    private WrittenCriterion done(DoneParts.Said said) throws Refusal {
        CriterionClauses clauses = CriterionClauses.ofMeasurement(tokens, said.measure());
        return written(said, clauses, whole());
    }

    private WrittenCriterion hook() throws Refusal {
        Measure.Hook hook = DoneParts.hook(tokens);
        if (hook.field().isEmpty()) {
            return done(DoneParts.hookDone(hook, true));
        }
        Place operatorPlace = tokens.place(tokens.peek());
        Operator operator = CriterionParts.operator(tokens, "`= true`");
        Token next = tokens.peek();
        Token before = new Token(Token.Kind.COMPARISON, operator.wireName(), next.start(), next.start());
        if (DoneParts.textFollows(before, next)) {
            tokens.next();
            return done(DoneParts.hookSays(hook, next.text(), tokens.place(next)));
        }
        return limit(hook, operator, operatorPlace);
    }

    private WrittenCriterion notHook() throws Refusal {
        Token word = tokens.peek();
        if (!tokens.accept("hook")) {
            throw new Refusal(tokens.problem(word, "only a hook can follow `not`")
                    .expected("`not hook health-check`: it has failed")
                    .suggest(NearestWord.to(word.text(), List.of("hook"))));
        }
        Measure.Hook hook = DoneParts.hook(tokens);
        if (hook.field().isPresent()) {
            throw new Refusal(Problem.error(whole(), "a figure of a hook's output has no `not`")
                    .found("not")
                    .expected("the limit that it breaks, as `hook db-check output upsert.p95 > 20ms`"));
        }
        return done(DoneParts.hookDone(hook, false));
    }

    private WrittenCriterion measurement() throws Refusal {
        Measure measure = Measurements.read(tokens, first);
        Token next = tokens.peek();
        Place place = tokens.place(next);
        if (ClaimParts.beginsComparison(next)) {
            Located<ClaimParts.Compared> compared = ClaimParts.comparison(tokens);
            MeasuredComparisons.check(measure, compared);
            CriterionClauses clauses = CriterionClauses.ofMeasurementsPast(tokens, measure);
            Claim claim = MeasuredComparisons.claim(compared, clauses.margin());
            return written(new DoneParts.Said(measure, claim), clauses, compared.place());
        }
        Operator operator = CriterionParts.operator(tokens, "`not worse than own past by 50%` of a gauge");
        return limit(measure, operator, place);
    }

    private WrittenCriterion limit(Measure measure, Operator operator, Place operatorPlace) throws Refusal {
        MeasuredLimits.Limited limited = MeasuredLimits.read(tokens, measure);
        CriterionParts.checkEqual(operator, limited.measure(), operatorPlace);
        CriterionClauses clauses = CriterionClauses.ofMeasurement(tokens, limited.measure());
        Criterion criterion = criterion(
                clauses.since().map(since -> counted(limited.measure(), since)).orElse(limited.measure()),
                Narrowing.NONE,
                limited.claim(operator),
                clauses);
        return new WrittenCriterion(
                criterion,
                whole(),
                operatorPlace,
                limited.place(),
                clauses.over().map(Located::place));
    }

    private static Measure counted(Measure measure, Since since) {
        return measure instanceof Measure.Count count ? new Measure.Count(count.metric(), since) : measure;
    }

    private WrittenCriterion written(DoneParts.Said said, CriterionClauses clauses, Place claim) {
        Criterion criterion = criterion(said.measure(), Narrowing.NONE, said.claim(), clauses);
        return new WrittenCriterion(
                criterion, whole(), claim, claim, clauses.over().map(Located::place));
    }

    private WrittenCriterion measured() throws Refusal {
        Located<Measure> measure = new Located<>(Measures.named(tokens, first), tokens.place(first));
        Narrowing narrowing = narrowing();
        return ClaimParts.beginsComparison(tokens.peek()) ? comparison(measure, narrowing) : limit(measure, narrowing);
    }

    private WrittenCriterion comparison(Located<Measure> located, Narrowing narrowing) throws Refusal {
        Located<ClaimParts.Compared> compared = ClaimParts.comparison(tokens);
        Measure measure = ClaimParts.comparable(located, compared.value());
        ClaimParts.checkNarrowing(
                compared.value(),
                narrowing.operation().map(Located::place),
                narrowing.label().map(Located::place));
        CriterionClauses clauses = CriterionClauses.ofComparison(tokens, measure, compared.value());
        if (narrowing.operation().isPresent() && clauses.perOperation().isPresent()) {
            throw new Refusal(ClaimParts.onePerOperation(clauses.perOperation().orElseThrow()));
        }
        if (narrowing.label().isPresent() && clauses.perOperation().isPresent()) {
            throw new Refusal(
                    ClaimParts.noLabelsPerOperation(clauses.perOperation().orElseThrow()));
        }
        Claim claim = ClaimParts.claim(compared, clauses.margin(), clauses.perOperation(), measure);
        return new WrittenCriterion(
                criterion(measure, narrowing, claim, clauses),
                whole(),
                compared.place(),
                compared.place(),
                Optional.empty());
    }

    private WrittenCriterion burnRate() throws Refusal {
        Narrowing narrowing = narrowing();
        Located<BigDecimal> objective = BurnRates.objective(tokens);
        BurnRates.burns(tokens);
        Located<BigDecimal> factor = BurnRates.factor(tokens, objective.value());
        BurnRates.Clauses clauses = BurnRates.clauses(tokens);
        Criterion criterion = new Criterion(
                written(),
                new Measure.ErrorRate(),
                narrowing.name(),
                BurnRates.claim(objective, factor, clauses.and()),
                Optional.of(clauses.over()),
                clauses.holdFor(),
                clauses.min(),
                narrowing.labels());
        return new WrittenCriterion(criterion, whole(), factor.place(), factor.place(), Optional.empty());
    }

    private WrittenCriterion limit(Located<Measure> located, Narrowing narrowing) throws Refusal {
        Place operatorPlace = tokens.place(tokens.peek());
        Operator operator = CriterionParts.operator(tokens, ClaimParts.COMPARISONS);
        Measure measure = ClaimParts.limitable(located);
        CriterionParts.checkEqual(operator, measure, operatorPlace);
        Located<Double> limit = CriterionParts.limit(tokens, measure);
        CriterionClauses clauses = CriterionClauses.ofLimit(tokens, measure);
        Claim claim = new Claim.Limit(operator, limit.value(), clauses.confidence());
        return new WrittenCriterion(
                criterion(measure, narrowing, claim, clauses),
                whole(),
                operatorPlace,
                limit.place(),
                clauses.over().map(Located::place));
    }

    private Criterion criterion(Measure measure, Narrowing narrowing, Claim claim, CriterionClauses clauses) {
        return new Criterion(
                written(),
                measure,
                narrowing.name(),
                claim,
                clauses.over().map(Located::value),
                clauses.holdFor(),
                clauses.min(),
                narrowing.labels());
    }

    /** The requests that it is about: one operation, some labels. */
    private record Narrowing(Optional<Located<String>> operation, Optional<Located<SortedMap<String, String>>> label) {

        static final Narrowing NONE = new Narrowing(Optional.empty(), Optional.empty());

        Optional<String> name() {
            return operation.map(Located::value);
        }

        SortedMap<String, String> labels() {
            return label.map(Located::value).orElse(Labels.NONE);
        }
    }

    private Narrowing narrowing() throws Refusal {
        Optional<Located<SortedMap<String, String>>> before = LabelParts.read(tokens);
        Optional<Located<String>> operation = operation();
        return new Narrowing(operation, before.isPresent() ? before : LabelParts.read(tokens));
    }

    private Optional<Located<String>> operation() throws Refusal {
        Token token = tokens.peek();
        if (token.is(Token.Kind.OTHER) && token.text().startsWith("(")) {
            throw new Refusal(tokens.problem(token, "`)` is missing behind the operation")
                    .expected("the operation's name between parentheses, as `p95(checkout)`"));
        }
        if (!tokens.accept(Token.Kind.OPERATION)) {
            return Optional.empty();
        }
        Place place = tokens.place(token);
        return Optional.of(new Located<>(CriterionParts.operation(token.text(), place, true), place));
    }

    private Place whole() {
        int end = first.start() + written().length();
        return tokens.place(first, new Token(Token.Kind.END, "", first.start(), Math.max(end, first.end())));
    }

    /** The criterion alone; called when the next token is what follows it. */
    private String written() {
        return tokens.value().substring(first.start(), tokens.peek().start()).strip();
    }
}
