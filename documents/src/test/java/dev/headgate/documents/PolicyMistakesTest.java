package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Policy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to get a policy wrong, where the answer points and what it says; reader and JSON Schema judge alike. */
class PolicyMistakesTest {

    private static final Mistake.Base GOOD = new Mistake.Base("""
            policy: shop
            mode: enforce
            window: 60s
            minRequests: 200
            decisionValidity: 60s
            runbooks: { shift: shift-traffic, rollback: shift-traffic }
            stop:
              - errorRate > 10% for 1m min 20 -> rollback critical
              - no success for 2m
            stages:
              - weight: 5%
                hold: 30m .. 2h
                settle: 2m
                advance:
                  - errorRate < 0.5%
                  - p95(upsert) <= 20ms
                  - { measure: mean, operator: "<", limit: 50ms }
                  - p99 not worse than baseline by 20% min 30
                  - { measure: p90, compare: not worse than baseline, by: 10% }
                  - { measure: errorRate, operator: "<=", limit: 2%, confidence: 95% }
                onFailure: hold
              - weight: 100%
                watch: 24h
            """);

    @Test
    void theDocumentThatTheMistakesAreMadeInIsGood() {
        Parsed<Policy> parsed = PolicyReader.read("good.yaml", GOOD.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems()).isEmpty();
        assertThat(PublishedSchema.POLICY.errors(GOOD.yaml())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource({
        "wrongFields",
        "wrongCriteria",
        "wrongComparisons",
        "wrongComparisonsInObjects",
        "wrongConfidences",
        "wrongPasts",
        "wrongBurnRates",
        "wrongBurnRatesInObjects",
        "wrongEffects",
        "wrongStages",
        "wordsNotBuilt",
        "contradictions"
    })
    void eachMistakeIsAnsweredWhereItStands(Mistake mistake) {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", mistake.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
            assertThat(problem.message()).contains(mistake.message());
            assertThat(marked(problem)).isEqualTo(mistake.marked());
            assertThat(problem.expected()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource({
        "wrongFields",
        "wrongCriteria",
        "wrongComparisons",
        "wrongComparisonsInObjects",
        "wrongConfidences",
        "wrongPasts",
        "wrongBurnRates",
        "wrongBurnRatesInObjects",
        "wrongEffects",
        "wrongStages",
        "wordsNotBuilt",
        "contradictions"
    })
    void theJsonSchemaRefusesEachMistakeThatItCanExpress(Mistake mistake) {
        assertThat(PublishedSchema.POLICY.accepts(mistake.yaml()))
                .isEqualTo(mistake.schema() == Mistake.Schema.CANNOT_SEE_IT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { measure: slo, objective: 0.999, burns: 14.4x, over: 1h }     | 99.9%
            { measure: slo, objective: '0.999', burns: 14.4x, over: 1h }   | 99.9%
            { measure: slo, objective: 99.9, burns: 14.4x, over: 1h }      | 99.9%
            { measure: slo, objective: '99,9%', burns: 14.4x, over: 1h }   | 99.9%
            { measure: slo, objective: 99.9%, burns: 14.4, over: 1h }      | 14.4x
            { measure: slo, objective: 99.9%, burns: '14.4', over: 1h }    | 14.4x
            { measure: errorRate, compare: worse than baseline, by: 0.5 }  | 0.5 points
            { measure: p95, compare: worse than baseline, by: 20 }         | 20%
            { measure: errorRate, operator: '>', limit: 5 }                | 5%
            { measure: p95, operator: '>', limit: 250 }                    | 250ms
            { measure: p95, operator: '>', limit: 1s, confidence: 0.99 }   | 99%
            { measure: errorRate, compare: worse than past, by: 20% }      | own past
            { measure: errorRate, compare: worse than last week, by: 20% } | this hour last week
            """, quoteCharacter = '"')
    void whatAnObjectLacksIsSuggestedAsInALine(String line, String suggestion) {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", GOOD.yaml().replace("- no success for 2m", "- " + line));

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .filteredOn(problem -> problem.level() == Problem.Level.ERROR)
                .singleElement()
                .satisfies(problem -> assertThat(problem.suggestion()).contains(suggestion));
    }

    static Stream<Mistake> wrongFields() {
        return Stream.of(
                GOOD.with("policy: shop", "polcy: shop", "polcy", "`polcy` is not a field of a policy"),
                GOOD.with("policy: shop\n", "", "m", "`policy` is missing"),
                GOOD.with("policy: shop", "policy: two words", "two words", "a form that no name has"),
                GOOD.with("policy: shop", "policy: 42", "42", "a text is needed here"),
                GOOD.with("policy: shop", "policy: true", "true", "a text is needed here"),
                GOOD.with("policy: shop", "policy: [ shop ]", "[ shop ]", "a text is needed here"),
                GOOD.with("mode: enforce", "mode: observer", "observer", "this word is not known here"),
                GOOD.with("mode: enforce", "mode:", " ", "a text is needed here"),
                GOOD.beyondSchema("mode: enforce", "mode: enforce\nmode: enforce", "mode", "stands twice"),
                GOOD.with("window: 60s", "window: 60", "60", "a text is needed here"),
                GOOD.with("window: 60s", "window: \"60\"", "60", "a duration needs a unit"),
                GOOD.with("window: 60s", "window: 60 seconds", "60 seconds", "this is no unit of time"),
                GOOD.with("window: 60s", "window: -60s", "-", "this cannot be negative"),
                GOOD.with("window: 60s", "window: 1h30m", "1h30m", "a duration is one number and one unit"),
                GOOD.with("window: 60s", "window: a minute", "a", "a number is missing"),
                GOOD.beyondSchema("window: 60s", "window: 500ms", "500ms", "cannot be judged over this time"),
                GOOD.beyondSchema("window: 60s", "window: 1.5s", "1.5s", "cannot be judged over this time"),
                GOOD.beyondSchema("window: 60s", "window: 25h", "25h", "cannot be judged over this time"),
                GOOD.beyondSchema("window: 60s", "window: 9999d", "9999d", "too long"),
                GOOD.with("minRequests: 200", "minRequests: 0", "0", "out of range"),
                GOOD.with("minRequests: 200", "minRequests: 1.5", "1.5", "a whole number is needed"),
                GOOD.with("minRequests: 200", "minRequests: many", "many", "a whole number is needed"),
                GOOD.beyondSchema("decisionValidity: 60s", "decisionValidity: 0s", "0s", "out of range"),
                GOOD.with(
                        "runbooks: { shift: shift-traffic,", "runbooks: { up: shift-traffic,", "up", "not a field of"),
                GOOD.with("shift: shift-traffic,", "shift: ../../etc,", "../../etc", "a form that no name has"),
                GOOD.with("stages:", "stagse:", "stagse", "`stagse` is not a field of a policy"));
    }

    static Stream<Mistake> wrongCriteria() {
        String good = "errorRate < 0.5%";
        return Stream.of(
                GOOD.with(good, "errorate < 0.5%", "errorate", "this measure is not known"),
                GOOD.with(good, "errorRate 0.5%", "0.5", "a comparison is missing"),
                GOOD.with(good, "errorRate = 0.5%", "=", "this comparison is not known"),
                GOOD.with(good, "errorRate ≤ 0.5%", "≤", "this comparison is not known"),
                GOOD.with(good, "errorRate <", " ", "a number is missing"),
                GOOD.with(good, "errorRate < 0.5", "0.5", "needs a unit"),
                GOOD.with(good, "errorRate < 50ms", "50ms", "errorRate cannot be compared with a limit in `ms`"),
                GOOD.with(good, "p95 < 10%", "10%", "p95 cannot be compared with a limit in `%`"),
                GOOD.with(good, "throughput > 10ms", "10ms", "throughput cannot be compared"),
                GOOD.with(good, "throughput > 10/m", "10/m", "throughput cannot be compared"),
                GOOD.with(good, "mean < 50", "50", "needs a unit"),
                GOOD.with(good, "errorRate < 200%", "200%", "a share of at most 100%"),
                GOOD.with(good, "errorRate < -1%", "-", "this cannot be negative"),
                GOOD.with(good, "p0 < 1s", "p0", "this is no quantile"),
                GOOD.with(good, "p100 < 1s", "p100", "this is no quantile"),
                GOOD.with(good, "p999 < 1s", "p999", "this is no quantile"),
                GOOD.with(good, "p95() < 1s", "()", "cannot be the name of an operation"),
                GOOD.beyondSchema(good, "p95(region=eu) < 1s", "(region=eu)", "a label stands in braces"),
                GOOD.with(good, "p95(upsert < 1s", "(upsert < 1s", "`)` is missing"),
                GOOD.with(good, "errorRate < 0.5% fro 5m", "fro", "this does not belong here"),
                GOOD.with(good, "errorRate < 0.5% for 5m for 5m", "for", "`for` is given twice"),
                GOOD.with(good, "errorRate < 0.5% for 5", "5", "a duration needs a unit"),
                GOOD.with(good, "errorRate < 0.5% for -5s", "-", "this cannot be negative"),
                GOOD.with(good, "errorRate < 0.5% min", " ", "`min` needs a number"),
                GOOD.with(good, "errorRate < 0.5% min 0", "0", "out of range"),
                GOOD.beyondSchema(good, "errorRate < 0.5% over 25h", "25h", "cannot be judged over this time"),
                GOOD.beyondSchema(good, "errorRate < 0.5% over 1500ms", "1500ms", "cannot be judged over this time"),
                GOOD.with("no success for 2m", "no success", " ", "needs to know for how long"),
                GOOD.with(
                        "no success for 2m",
                        "no traffic for 2m",
                        "traffic",
                        "only `no success` or `no alert` can follow"),
                GOOD.with("no success for 2m", "no success for 2m min 20", "min", "does not belong here"),
                GOOD.beyondSchema("no success for 2m", "no success for 0s", "0s", "cannot be judged"),
                GOOD.with("- " + good, "- 42", "42", "a text is needed here"),
                GOOD.with("- " + good, "- > \n", " ", "a criterion begins with what it measures"),
                GOOD.with("measure: mean,", "mesure: mean,", "mesure", "not a field of an advance line"),
                GOOD.with("measure: mean,", "", "{", "`measure` is missing"),
                GOOD.with("limit: 50ms", "limit: 50%", "50%", "mean cannot be compared"),
                GOOD.with("limit: 50ms", "limit: 50", "50", "a text is needed here"),
                GOOD.with("operator: \"<\"", "operator: below", "below", "a comparison is missing"),
                GOOD.with("operator: \"<\", ", "", "{", "`operator` is missing"),
                GOOD.with("limit: 50ms", "limit: 50ms, min: 1.5", "1.5", "a whole number is needed"),
                GOOD.with("limit: 50ms", "limit: 50ms, effect: hold", "effect", "not a field of an advance line"),
                GOOD.with("limit: 50ms", "limit: 50ms 60ms", "60", "more than belongs here"),
                GOOD.with("measure: mean", "measure: gauge", "{", "`metric` is missing"),
                GOOD.with("measure: mean", "measure: no success, for: 2m", "operator", "has no `operator`"));
    }

    static Stream<Mistake> wrongComparisons() {
        String good = "p99 not worse than baseline by 20% min 30";
        return Stream.of(
                GOOD.with(good, "p99 not worse than baseline by", " ", "a number is missing"),
                GOOD.with(good, "p99 not worse than baseline by 20", "20", "`by` needs a unit"),
                GOOD.with(good, "p99 not worse than baseline by 20ms", "20ms", "a margin cannot be in `ms`"),
                GOOD.with(good, "p99 not worse than baseline by 2 points", "2 points", "points are of a rate"),
                GOOD.with(good, "latency not worse than baseline by 2 points", "2 points", "points are of a rate"),
                GOOD.with(good, "p99 not worse than baseline by 0%", "0%", "this margin is out of range"),
                GOOD.with(good, "p99 not worse than baseline by 1001%", "1001%", "this margin is out of range"),
                GOOD.with(good, "p99 not worse than baseline by -5%", "-", "this cannot be negative"),
                GOOD.with(good, "errorRate not worse than baseline by 0 points", "0 points", "out of range"),
                GOOD.with(good, "errorRate not worse than baseline by 50 points", "50 points", "out of range"),
                GOOD.with(good, "errorRate not worse than baseline by 0.2", "0.2", "`by` needs a unit"),
                GOOD.with(good, "p99 not worse than baseline by 20% by 20%", "by", "`by` is given twice"),
                GOOD.with(good, "p99 not worse than baseline min 0", "0", "out of range"),
                GOOD.with(good, "p99 not worse than baseline over 5m", "over", "evidence is gathered over the whole"),
                GOOD.with(good, "p99 not worse than baseline for 5m", "for", "evidence is gathered over the whole"),
                GOOD.with(good, "p99 not worse than baseline with 99% confidence", "with", "no confidence of its own"),
                GOOD.with(good, "p99 not worse", " ", "`than` is missing here"),
                GOOD.with(good, "p99 not better than baseline", "better", "`worse` is missing here"),
                GOOD.with(good, "p99 better than baseline", "better", "a comparison is missing here"),
                GOOD.with(good, "p99 < baseline", "baseline", "a limit is a number"),
                GOOD.with(good, "p99 worse than baseline", "worse than baseline", "go on when the canary is bad"),
                GOOD.with(
                        "no success for 2m",
                        "no success for 2m\n  - p99 not worse than baseline",
                        "not worse than baseline",
                        "act when the canary is well"),
                GOOD.with(good, "mean not worse than baseline", "mean", "mean cannot be compared"),
                GOOD.with(good, "uptime not worse than baseline", "uptime", "uptime cannot be compared"),
                GOOD.with(good, "throughput not worse than baseline", "throughput", "throughput cannot be compared"),
                GOOD.with(good, "latency <= 250ms", "latency", "latency as a whole has no limit"),
                GOOD.with(good, "no success worse than baseline", "worse", "needs to know for how long"),
                GOOD.with(
                        "watch: 24h",
                        "watch: 24h\n    advance: [ latency not worse than baseline ]",
                        "not worse than baseline",
                        "at 100% the baseline has no traffic"),
                GOOD.with(
                        "watch: 24h",
                        "watch: 24h\n    advance: [ { measure: p50, compare: not worse than baseline } ]",
                        "not worse than baseline",
                        "at 100% the baseline has no traffic"));
    }

    static Stream<Mistake> wrongComparisonsInObjects() {
        String measure = "measure: p90";
        String compare = "compare: not worse than baseline";
        return Stream.of(
                GOOD.with(compare, "compare: not worse than basline", "basline", "what to compare with is missing"),
                GOOD.with(compare, "compare: worse than baseline", "worse than baseline", "go on when the canary is"),
                GOOD.with(compare, compare + " by 10%", "by", "more than belongs here"),
                GOOD.with(compare, compare + ", operator: \"<\"", "operator", "a comparison has no `operator`"),
                GOOD.with(compare, compare + ", limit: 20ms", "limit", "a comparison has no `limit`"),
                GOOD.with(compare, compare + ", confidence: 99%", "confidence", "no confidence of its own"),
                GOOD.with(compare, compare + ", over: 5m", "over", "evidence is gathered over the whole"),
                GOOD.with(compare, compare + ", for: 5m", "for", "evidence is gathered over the whole"),
                GOOD.with(measure, "measure: uptime", "uptime", "uptime cannot be compared"),
                GOOD.with("by: 10%", "by: 0.2 points", "0.2 points", "points are of a rate"),
                GOOD.with("by: 10%", "by: 10", "10", "a text is needed here"),
                GOOD.with("by: 10%", "by: 0%", "0%", "this margin is out of range"),
                GOOD.with("by: 10%", "by: 10% 20%", "20", "more than belongs here"),
                GOOD.with(compare + ", ", "", "{", "`operator` is missing"),
                GOOD.with("measure: mean", "measure: latency", "latency", "latency as a whole has no limit"),
                GOOD.with("limit: 50ms", "limit: 50ms, by: 10%", "by", "a limit has no margin"),
                GOOD.with("limit: 50ms", "limit: 50ms, per: operation", "per", "a limit is not judged per operation"),
                GOOD.with(compare, compare + ", per: region", "region", "not known"),
                GOOD.with(compare, compare + ", per: operation, operation: a", "per", "about one operation already"),
                GOOD.with("measure: mean", "measure: no success, for: 2m, by: 10%", "by", "has no `by`"));
    }

    static Stream<Mistake> wrongConfidences() {
        String good = "errorRate < 0.5%";
        String with = good + " with 99% confidence";
        return Stream.of(
                GOOD.with(good, good + " with 50% confidence", "50%", "this confidence is out of range"),
                GOOD.with(good, good + " with 99.9991% confidence", "99.9991%", "this confidence is out of range"),
                GOOD.with(good, good + " with 100% confidence", "100%", "this confidence is out of range"),
                GOOD.with(good, good + " with 99 confidence", "99", "a confidence is a percentage"),
                GOOD.with(good, good + " with confidence 99%", "confidence", "a number is missing"),
                GOOD.with(good, good + " with 99% certainty", "certainty", "`confidence` is missing here"),
                GOOD.with(good, with + " with 99% confidence", "with", "`with` is given twice"),
                GOOD.with(good, with + " over 5m", "over", "evidence is gathered over the whole"),
                GOOD.with(good, good + " for 5m with 99% confidence", "for", "evidence is gathered over the whole"),
                GOOD.with(good, good + " by 20%", "by", "a limit has no margin"),
                GOOD.with(good, good + " per operation", "per", "a limit is not judged per operation"),
                GOOD.with(good, "errorRate not worse than baseline per region", "region", "`operation` is missing"),
                GOOD.with(good, "errorRate(a) not worse than baseline per operation", "per", "one operation already"),
                GOOD.with(good, "errorRate{region=eu} not worse than baseline per operation", "per", "with a label"),
                GOOD.with(good, "uptime > 99% with 99% confidence", "with 99% confidence", "uptime has no confidence"),
                GOOD.with(good, "mean < 50ms with 99% confidence", "with 99% confidence", "mean has no confidence"),
                GOOD.with(good, "errorRate <= 0% with 99% confidence", "0%", "a limit that cannot be passed"),
                GOOD.with(good, "errorRate >= 100% with 99% confidence", "100%", "a limit that cannot be passed"),
                GOOD.beyondSchema(good, "p95 >= 60s with 99% confidence", "60s", "a limit that cannot be passed"),
                GOOD.with(good, "errorRate < 2 points", "2 points", "points belong to comparisons"),
                GOOD.with("confidence: 95%", "confidence: 40%", "40%", "this confidence is out of range"),
                GOOD.with("confidence: 95%", "confidence: 0.95", "0.95", "a text is needed here"),
                GOOD.with("confidence: 95%", "confidence: 95%, for: 1m", "for", "evidence is gathered over the whole"),
                GOOD.with("limit: 2%", "limit: 100%", "100%", "is always true"),
                GOOD.with("limit: 50ms", "limit: 50ms, confidence: 95%", "confidence", "mean has no confidence"));
    }

    static Stream<Mistake> wrongPasts() {
        String good = "errorRate < 0.5%";
        String past = "errorRate not worse than own past";
        String stop = "no success for 2m";
        String object = "compare: not worse than baseline, by: 10%";
        String week = "errorRate worse than this hour last week";
        return Stream.of(
                GOOD.with(good, past, "not worse than own past", "needs a margin"),
                GOOD.with(good, past + " min 20", "not worse than own past", "needs a margin"),
                GOOD.with(good, past + " by 0%", "0%", "this margin is out of range"),
                GOOD.with(good, past + " of this hour by 20%", "of", "the past of one hour has words of its own"),
                GOOD.with(good, "errorRate not worse than own passt by 20%", "passt", "`past` is missing here"),
                GOOD.with(good, "errorRate not worse than onw past by 20%", "onw", "what to compare with is missing"),
                GOOD.with(good, "p95 not worse than this hour by 20%", "by", "`last` is missing here"),
                GOOD.with(good, "p95 not worse than last week by 20%", "last", "what to compare with is missing"),
                GOOD.with(good, past + " by 20% per operation", "per", "the past of single operations is not known"),
                GOOD.with(good, past + " by 20% per region", "per", "the past of single operations is not known"),
                GOOD.with(object, "compare: own past, by: 10%", "own", "`worse` is missing here"),
                GOOD.with(
                        object,
                        "per: region, compare: not worse than own past, by: 10%",
                        "per",
                        "the past of single operations is not known"),
                GOOD.with(good, past + " by 20% over 5m", "over", "evidence is gathered over the whole"),
                GOOD.with(good, "p95(checkout) not worse than own past by 20%", "(checkout)", "one operation"),
                GOOD.with(good, "mean not worse than own past by 20%", "mean", "cannot be compared"),
                GOOD.with(good, week + " by 20%", "worse than this hour last week", "let the rollout go on"),
                GOOD.with(stop, past + " by 20%", "not worse than own past", "act when the canary is well"),
                GOOD.with(object, "compare: not worse than own past", "not worse than own past", "needs a margin"),
                GOOD.with(object, "compare: not worse than past, by: 10%", "past", "what to compare with is missing"),
                GOOD.with(
                        object,
                        "operation: x, compare: not worse than own past, by: 10%",
                        "operation",
                        "the past of one operation is not known"));
    }

    static Stream<Mistake> wrongBurnRates() {
        String good = "no success for 2m";
        return Stream.of(
                GOOD.with(good, "slo 99.9% burn > 14.4x over 1h", "burn", "`burns` is missing here"),
                GOOD.with(good, "slo 99.9% burns < 14.4x over 1h", "<", "a budget can only burn too fast"),
                GOOD.with(good, "slo 99.9% burns 14.4x over 1h", "14.4", "a budget can only burn too fast"),
                GOOD.with(good, "slo burns > 14.4x over 1h", "burns", "a number is missing"),
                GOOD.with(good, "slo 99.9 burns > 14.4x over 1h", "99.9", "an objective is a percentage"),
                GOOD.with(good, "slo 49% burns > 1.5x over 1h", "49%", "this objective is out of range"),
                GOOD.with(good, "slo 100% burns > 14.4x over 1h", "100%", "this objective is out of range"),
                GOOD.with(good, "slo 99.9% burns > 14.4 over 1h", "14.4", "a burn rate is a number of times"),
                GOOD.with(good, "slo 99.9% burns > 14% over 1h", "14%", "a burn rate is a number of times"),
                GOOD.with(good, "slo 99.9% burns > 0x over 1h", "0x", "every failure burns faster than this"),
                GOOD.with(good, "slo 99.9% burns > -1x over 1h", "-", "this cannot be negative"),
                GOOD.beyondSchema(good, "slo 90% burns > 10x over 1h", "10x", "this can never be true"),
                GOOD.beyondSchema(good, "slo 99.9% burns > 1001x over 1h", "1001x", "this can never be true"),
                GOOD.with(good, "slo 99,9% burns > 14.4x over 1h", "99,9%", "with a point, not a comma"),
                GOOD.with(good, "slo(checkout 99.9% burns > 6x over 1h", "(checkout 99.9% burns > 6x over 1h", "`)`"),
                GOOD.with(good, "slo 99.9% burns > 6x over 1h per operation", "per", "not judged per operation"),
                GOOD.with(good, "slo 99.9% burns > 6x over 1h min 2 min 2", "min", "`min` is given twice"),
                GOOD.with(good, "slo 99.9% burns > 14.4x", " ", "a burn rate needs a window"),
                GOOD.with(good, "slo 99.9% burns > 14.4x and 5m", "and", "a burn rate needs a window"),
                GOOD.beyondSchema(good, "slo 99.9% burns > 6x over 4d", "4d", "cannot be judged over this time"),
                GOOD.beyondSchema(good, "slo 99.9% burns > 6x over 500ms", "500ms", "cannot be judged over this time"),
                GOOD.beyondSchema(good, "slo 99.9% burns > 6x over 5m and 1h", "1h", "is not shorter than the first"),
                GOOD.beyondSchema(good, "slo 99.9% burns > 6x over 1h and 60m", "60m", "is not shorter than the first"),
                GOOD.with(good, "slo 99.9% burns > 6x over 1h and 5m and 1m", "and", "does not belong here"),
                GOOD.with(good, "slo 99.9% burns > 6x over 1h with 99% confidence", "with", "does not belong here"),
                GOOD.with(
                        "errorRate < 0.5%",
                        "slo 99.9% burns > 6x over 1h", "slo 99.9% burns > 6x over 1h", "cannot be a reason to go on"));
    }

    static Stream<Mistake> wrongBurnRatesInObjects() {
        String good = "- no success for 2m";
        String slo = "- { measure: slo, ";
        return Stream.of(
                GOOD.with(good, slo + "objective: 99.9%, burns: 6x }", "{", "`over` is missing"),
                GOOD.with(good, slo + "objective: 99.9%, over: 1h }", "{", "`burns` is missing"),
                GOOD.with(good, slo + "burns: 6x, over: 1h }", "{", "`objective` is missing"),
                GOOD.with(good, slo + "objective: 99.9%, burns: 6x, over: 1h, limit: 1% }", "limit", "has no `limit`"),
                GOOD.with(
                        good,
                        slo + "objective: 99.9%, burns: 6x, over: 1h, per: operation }",
                        "per",
                        "not judged per operation"),
                GOOD.with(good, slo + "objective: 0.999, burns: 6x, over: 1h }", "0.999", "a text is needed here"),
                GOOD.with(good, slo + "objective: 99.9%, burns: 6, over: 1h }", "6", "a text is needed here"),
                GOOD.with(good, slo + "objective: 101%, burns: 6x, over: 1h }", "101%", "objective is out of range"),
                GOOD.beyondSchema(
                        good, slo + "objective: 90%, burns: 10x, over: 1h }", "10x", "this can never be true"),
                GOOD.beyondSchema(
                        good, slo + "objective: 99%, burns: 6x, over: 1h, and: 2h }", "2h", "is not shorter than"),
                GOOD.with(good, "- { measure: p95, operator: '>', limit: 1s, and: 5m }", "and", "only `measure: slo`"),
                GOOD.with(
                        "measure: mean,",
                        "measure: slo, objective: 99.9%, burns: 6x, over: 1h,",
                        "operator",
                        "a burn rate has no `operator`"));
    }

    static Stream<Mistake> wrongEffects() {
        String good = "-> rollback critical";
        return Stream.of(
                GOOD.with(good, "-> rolback critical", "rolback", "this effect is not known"),
                GOOD.with(good, "-> critical", "critical", "this effect is not known"),
                GOOD.with(good, "-> step-back", "step-back", "this effect is not known"),
                GOOD.with(good, "->", " ", "this effect is not known"),
                GOOD.with(good, "-> rollback urgent", "urgent", "only a severity can follow"),
                GOOD.with(good, "-> notify ops team", "team", "only a severity can follow"),
                GOOD.with(good, "-> hold warning now", "now", "more than belongs here"),
                GOOD.with("errorRate < 0.5%", "errorRate < 0.5% -> hold", "->", "has no effect of its own"));
    }

    static Stream<Mistake> wrongStages() {
        return Stream.of(
                GOOD.with("weight: 5%", "weight: 5", "5", "a text is needed here"),
                GOOD.with("weight: 5%", "weight: \"5\"", "5", "a weight is a percentage"),
                GOOD.with("weight: 5%", "weight: 0%", "0%", "out of range"),
                GOOD.with("weight: 100%", "weight: 101%", "101%", "out of range"),
                GOOD.with("weight: 5%", "wieght: 5%", "wieght", "`wieght` is not a field of a stage"),
                GOOD.with("hold: 30m .. 2h", "hold: 30m - 2h", "-", "more than belongs here"),
                GOOD.with("hold: 30m .. 2h", "hold: 30m ..", " ", "a number is missing"),
                GOOD.beyondSchema("hold: 30m .. 2h", "hold: 0s .. 2h", "0s", "too short"),
                GOOD.beyondSchema("    hold: 30m .. 2h\n", "", "w", "`hold` is missing"),
                GOOD.with("watch: 24h", "watch: 24h\n    hold: 1h", "watch", "either `hold` or `watch`"),
                GOOD.beyondSchema("hold: 30m .. 2h", "watch: 30m", "watch", "only the last stage has a `watch`"),
                GOOD.with("onFailure: hold", "onFailure: holt", "holt", "this effect is not known"),
                GOOD.with("onFailure: hold", "onFailure: ask ops 10m", " ", "`else` is missing"),
                GOOD.with("onFailure: hold", "onFailure: notify ops", "notify", "`notify` cannot stand here"),
                GOOD.beyondSchema("onFailure: hold", "onFailure: step back", "onFailure", "no stage to step back to"));
    }

    static Stream<Mistake> wordsNotBuilt() {
        String criterion = "errorRate < 0.5%";
        return Stream.of(
                GOOD.with("mode: enforce", "baseline: 1.2.3", "baseline", "`baseline` is not supported"),
                stageField("hook", "smoke-tests"),
                stageField("checklist", "go-live"),
                stageField("approval", "release-managers"),
                stageField("ramp", "5% .. 50%"),
                stageField("ask", "ops"),
                word(criterion, "p50 < 1s or errorRate < 1%", "or", "`or`"),
                word(criterion, "errorRate not worse than baseline else own past by 5%", "else", "`else`"),
                GOOD.with("-> rollback critical", "-> rollback P4", "P4", "only a severity can follow `rollback`"));
    }

    private static Mistake stageField(String name, String value) {
        return GOOD.with("settle: 2m", name + ": " + value, name, "`" + name + "` is not a field of a stage");
    }

    private static Mistake word(String good, String bad, String marked, String named) {
        return GOOD.with(good, bad, marked, named + " is not supported in this release");
    }

    static Stream<Mistake> contradictions() {
        String good = "errorRate < 0.5%";
        return Stream.of(
                GOOD.beyondSchema("weight: 100%", "weight: 5%", "5%", "weights must rise"),
                GOOD.beyondSchema("hold: 30m .. 2h", "hold: 3h .. 2h", "2h", "shorter than the minimum"),
                GOOD.beyondSchema("settle: 2m", "settle: 30m", "settle", "nothing would be judged"),
                GOOD.beyondSchema(good, "errorRate < 0.5% for 119m", "errorRate < 0.5% for 119m", "can never pass"),
                GOOD.beyondSchema(good, "throughput < 0/s", "0/s", "can never be true"),
                GOOD.beyondSchema(good, "uptime > 100%", "100%", "can never be true"),
                GOOD.beyondSchema(good, "errorRate < 0%", "0%", "can never be true"),
                GOOD.beyondSchema(good, "p99 < 0ms", "0ms", "can never be true"),
                GOOD.beyondSchema(good, "p99 > 60s", "60s", "can never be true"),
                GOOD.beyondSchema(good, "errorRate <= 100%", "100%", "is always true"),
                GOOD.beyondSchema(good, "throughput >= 0/s", "0/s", "is always true"),
                GOOD.beyondSchema(good, "p99 < 2m", "2m", "is always true"),
                GOOD.with(good, "no success for 2m", "no success for 2m", "cannot be a reason to go on"),
                GOOD.beyondSchema(good, "uptime > 99% over 5s", "5s", "this window holds none"));
    }

    static String marked(Problem problem) {
        int[] line = problem.place().lineText().codePoints().toArray();
        int from = problem.column() - 1;
        int to = Math.min(line.length, from + problem.place().length());
        return from >= to ? (line.length == 0 ? "" : " ") : new String(line, from, to - from);
    }
}
