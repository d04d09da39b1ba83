package dev.headgate.documents;

import dev.headgate.schemas.model.AfterRollback;
import dev.headgate.schemas.model.Effect;
import dev.headgate.schemas.model.Measure;
import dev.headgate.schemas.model.RepeatedHook;
import dev.headgate.schemas.model.Response;
import dev.headgate.schemas.model.Score;
import dev.headgate.schemas.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Parses a line of one of a policy's lists:
 *
 * <pre>
 * stop line      = criteria [ "->" effect [ severity ] ]
 * advance line   = criteria { "weight" number | "required" }
 * enter, exit    = criteria
 * during line    = "hook" runbook "every" duration
 * after rollback = criterion "within" duration "else" ( "notify" | "page" | "ask" … )
 * criteria       = criterion { "and" criterion }
 * criterion = measure [ narrowed ] comparison limit
 *                 { "with" percentage "confidence" | "over" duration | "for" duration | "min" number }
 *           | measure [ narrowed ] [ "not" ] "worse than"
 *                 ( "baseline" | "own past" | "this hour last week" | "previous stage" )
 *                 { "by" margin | "per operation" | "min" number }
 *           | "slo" [ narrowed ] percentage "burns" ">" number "x"
 *                 { "over" duration [ "and" duration ] | "for" duration | "min" number }
 *           | "no success" [ narrowed ] "for" duration
 *           | measurement comparison limit { "over" duration | "since" ( "start" | "stage" ) | "for" duration | … }
 *           | measurement [ "not" ] "worse than" ( "own past" | "previous stage" ) "by" percentage { … }
 *           | [ "no" ] "alert" [ severity ] [ "named" name ] [ "since" ( "start" | "stage" ) ] [ "for" duration ]
 *           | "approval of" role [ "other than starter" ] | "checklist" name
 *           | [ "not" ] "hook" runbook [ "output" field comparison ( limit | text ) ]
 * measurement = [ "gauge" ] [ ( "last" | "mean" | "min" | "max" ) "of" ] metric | ( quantile | "mean" ) "of" metric
 *           | "ratio" metric [ "/" metric ] | "count" metric | "growth of" metric | "probe" metric
 * narrowed  = "(" operation ")" and labels in braces, in any order; a metric may have labels too
 * </pre>
 */
final class CriterionLine {

    static final String WEIGHT = "weight";
    static final String REQUIRED = "required";
    static final int MOST_WEIGHT = 1000;
    private static final Duration LONGEST_WITHIN = Duration.ofDays(7);
    private static final List<String> AFTER_ROLLBACK = List.of("notify", "page", "ask");

    private CriterionLine() {}

    /** A line that may say what it does. */
    static WrittenStopLine stopLine(Text text) throws Refusal {
        Tokens tokens = new Tokens(text).endingAt(JoinedLine.AND);
        WrittenCriterion criterion = JoinedLine.read(tokens);
        if (!tokens.accept(Token.Kind.ARROW)) {
            return new WrittenStopLine(criterion, Response.ROLLBACK, Severity.CRITICAL);
        }
        Responses.Written response = Responses.read(tokens, Responses.EFFECTS);
        Severity severity = Responses.severity(tokens, response);
        tokens.expectEnd("nothing behind `-> effect severity`");
        return new WrittenStopLine(criterion, response.response(), severity);
    }

    /** A line of an advance list, which does nothing but pass. */
    static WrittenCriterion advanceLine(Text text) throws Refusal {
        Tokens tokens = new Tokens(text).endingAt(JoinedLine.AND, WEIGHT, REQUIRED);
        WrittenCriterion criterion = JoinedLine.read(tokens);
        refuseEffect(tokens, "advance");
        Token first = tokens.peek();
        Optional<Integer> weight = Optional.empty();
        boolean required = false;
        while (!tokens.peek().is(Token.Kind.END)) {
            Token word = tokens.next();
            if (word.isWord(WEIGHT) && weight.isEmpty()) {
                weight = Optional.of(weight(tokens));
            } else if (word.isWord(REQUIRED) && !required) {
                required = true;
            } else {
                throw new Refusal(tokens.problem(word, "this is more than belongs here")
                        .expected("`weight 3` and `required`, each at most once, at the end of the line"));
            }
        }
        boolean weighs = weight.isPresent() || required;
        Score.LineWeight line = new Score.LineWeight(weight.orElse(1), required);
        return criterion.weighing(weighs ? Optional.of(new Located<>(line, tokens.place(first))) : Optional.empty());
    }

    private static int weight(Tokens tokens) throws Refusal {
        Token token = tokens.next();
        return Values.wholeNumber(token.text(), 1, MOST_WEIGHT)
                .orElseThrow(() -> new Refusal(tokens.problem(token, "a line's weight is a whole number")
                        .expected("1 to " + MOST_WEIGHT + ", as `weight 3`")));
    }

    /** A line of what must be done before a stage is entered or left. */
    static WrittenCriterion step(Text text, String list) throws Refusal {
        Tokens tokens = new Tokens(text).endingAt(JoinedLine.AND);
        WrittenCriterion criterion = JoinedLine.read(tokens);
        refuseEffect(tokens, list);
        return criterion;
    }

    private static void refuseEffect(Tokens tokens, String list) throws Refusal {
        if (tokens.peek().is(Token.Kind.ARROW)) {
            throw new Refusal(tokens.problem(tokens.peek(), "a line under `" + list + "` has no effect of its own")
                    .expected("no `->` here; what the stage's failure does stands in `onFailure`"));
        }
    }

    /** A hook that is run again and again, and its place. */
    static Located<RepeatedHook> during(Text text) throws Refusal {
        Tokens tokens = new Tokens(text).endingAt("every");
        WrittenCriterion line = SingleCriterion.read(tokens);
        checkRepeated(line);
        Token every = tokens.peek();
        if (!tokens.accept("every")) {
            throw new Refusal(
                    tokens.problem(every, "`every` is missing here").expected("`hook health-check every 30s`"));
        }
        Duration time = every(Quantities.duration(tokens));
        tokens.expectEnd("nothing behind `every 30s`");
        return new Located<>(new RepeatedHook(line.criterion(), time), line.whole());
    }

    /** Only a hook can be run again and again, and what its output must be is said elsewhere. */
    static void checkRepeated(WrittenCriterion line) throws Refusal {
        boolean hook = line.criterion().measure() instanceof Measure.Hook runs
                && runs.field().isEmpty()
                && !line.criterion().text().startsWith("not");
        if (!hook) {
            throw new Refusal(Problem.error(line.whole(), "only a hook can be run again and again")
                    .found("`" + line.criterion().text() + "`")
                    .expected("`hook health-check every 30s` here, and what must hold, as"
                            + " `hook health-check output status = ok`, under `advance` or `stop`"));
        }
    }

    /** From one run's beginning to the next. */
    static Duration every(Located<Duration> time) throws Refusal {
        Duration value = time.value();
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(31)) > 0) {
            throw new Refusal(Problem.error(time.place(), "a hook cannot be run this often")
                    .found("`" + Quantities.written(value) + "`")
                    .expected("1s to 31d"));
        }
        return value;
    }

    /** What must become true once a rollback is confirmed, and where it was written. */
    static WrittenAfterRollback afterRollback(Text text) throws Refusal {
        Tokens tokens = new Tokens(text).endingAt("within", "else");
        WrittenCriterion criterion = SingleCriterion.read(tokens);
        Token word = tokens.peek();
        if (!tokens.accept("within")) {
            throw new Refusal(tokens.problem(word, "`within` is missing here")
                    .expected("`errorRate < 0.5% within 5m else page`"));
        }
        Duration within = within(Quantities.duration(tokens));
        Token otherwise = tokens.peek();
        if (!tokens.accept("else")) {
            throw new Refusal(tokens.problem(otherwise, "`else` is missing here")
                    .expected("`errorRate < 0.5% within 5m else page`")
                    .suggest(NearestWord.to(otherwise.text(), List.of("else"))));
        }
        Response response = afterRollbackElse(tokens);
        return new WrittenAfterRollback(criterion, new AfterRollback(criterion.criterion(), within, response));
    }

    /** A line of {@code afterRollback} as far as checks need it. */
    record WrittenAfterRollback(WrittenCriterion criterion, AfterRollback line) {}

    static Response afterRollbackElse(Tokens tokens) throws Refusal {
        Responses.Written response = Responses.read(tokens, AFTER_ROLLBACK);
        if (response.response().effect() == Effect.ASK && response.response().otherwise() != Effect.HOLD) {
            throw new Refusal(Problem.error(tokens.whole(), "all traffic is back already when this is asked")
                    .found("`else " + (response.response().otherwise() == Effect.ROLLBACK ? "rollback" : "step back")
                            + "`")
                    .expected("`ask release-manager 10m else hold`"));
        }
        tokens.expectEnd("`else notify on-call`, `else page` or `else ask release-manager 10m else hold`");
        return response.response();
    }

    static Duration within(Located<Duration> within) throws Refusal {
        Duration value = within.value();
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(LONGEST_WITHIN) > 0) {
            throw new Refusal(Problem.error(within.place(), "this is no time in which a service recovers")
                    .found("`" + Quantities.written(value) + "`")
                    .expected("1s to 7d"));
        }
        return value;
    }
}
