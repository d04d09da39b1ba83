package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.schemas.model.Policy;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to get the words of plans wrong, where the answer points and what it says; reader and JSON Schema judge alike. */
class PlanMistakesTest {

    private static final Mistake.Base GOOD = new Mistake.Base(PublishedSchema.resource("whole-language.yaml"));

    @ParameterizedTest
    @MethodSource({
        "wrongFields",
        "wrongHours",
        "wrongPeople",
        "wrongStages",
        "wrongEffects",
        "contradictions",
        "neverDecided"
    })
    void eachMistakeIsAnsweredWhereItStands(Mistake mistake) {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", mistake.yaml());

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems()).anySatisfy(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.ERROR);
            assertThat(problem.message()).contains(mistake.message());
            assertThat(PolicyMistakesTest.marked(problem)).isEqualTo(mistake.marked());
            assertThat(problem.expected()).isNotEmpty();
            assertThat(problem.render()).contains("shop.yaml:" + problem.line() + ":" + problem.column());
        });
    }

    @ParameterizedTest
    @MethodSource({
        "wrongFields",
        "wrongHours",
        "wrongPeople",
        "wrongStages",
        "wrongEffects",
        "contradictions",
        "neverDecided"
    })
    void theJsonSchemaRefusesEachMistakeThatItCanExpress(Mistake mistake) {
        assertThat(PublishedSchema.POLICY.accepts(mistake.yaml()))
                .isEqualTo(mistake.schema() == Mistake.Schema.CANNOT_SEE_IT);
    }

    @Test
    void aSeverityOfAlertsThatIsAlmostAUsualOneIsWarnedOf() {
        String policy = """
                policy: shop
                stop: [ alert %s, no success for 1m ]
                stages: [ { weight: 100%%, watch: 1h } ]
                """;

        assertThat(PolicyReader.read("shop.yaml", policy.formatted("crtical")).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.level()).isEqualTo(Problem.Level.WARNING);
                    assertThat(problem.found()).isEqualTo("`crtical`");
                    assertThat(problem.suggestion()).contains("critical");
                });
        assertThat(PolicyReader.read("shop.yaml", policy.formatted("sev1")).problems())
                .isEmpty();
    }

    static Stream<Mistake> wrongFields() {
        return Stream.of(
                GOOD.with("service: checkout", "service: check out", "check out", "a form that no name has"),
                GOOD.with("start: on new version", "start: on new build", "on new build", "not known here"),
                GOOD.with(
                        "onStart: [", "onStart: [ notify-stakeholders,", "notify-stakeholders", "stands here already"),
                GOOD.with("onStart: [ notify-stakeholders ]", "onStart: notify", "notify", "is a list"),
                GOOD.with("onComplete:", "onCompletion:", "onCompletion", "not a field of a policy"),
                GOOD.with("report: hourly", "report: hourley", "hourley", "not how often people are told"),
                GOOD.with("hourly for 72h", "hourly 72h", "72", "more than belongs here"),
                GOOD.beyondSchema("hourly for 72h", "hourly for 30m", "30m", "over before the first report"),
                GOOD.beyondSchema("every 15m to", "every 1s to", "1s", "nobody can read this often"),
                GOOD.with("every 15m to ops", "every 15m to", ",", "who is told is missing"),
                GOOD.with(
                        "services: [ checkout, cart ]",
                        "services: [ checkout ]",
                        "[ checkout ]",
                        "two services or more"),
                GOOD.with("train: { name: shop-and-cart,", "train: {", "{", "`name` is missing"));
    }

    static Stream<Mistake> wrongHours() {
        String good = "\"Mon,Wed 00:00-12:30 UTC\"";
        return Stream.of(
                GOOD.with(good, "\"Mon,Wed 00:00-12:30\"", "\"Mon,Wed 00:00-12:30\"", "by whose clock"),
                GOOD.with(good, "\"Monday 00:00-12:30 UTC\"", "Monday", "no day of the week"),
                GOOD.with(good, "\"Mon-Wed-Fri 00:00-12:30 UTC\"", "Mon-Wed-Fri", "no days"),
                GOOD.with(good, "\"Mon 00:00-25:00 UTC\"", "00:00-25:00", "no times of a day"),
                GOOD.with(good, "\"Mon 9-17 UTC\"", "9-17", "no times of a day"),
                GOOD.with(good, "\"Mon 00:00 - 12:30 UTC\"", "\"Mon 00:00 - 12:30 UTC\"", "hours are days, times"),
                GOOD.beyondSchema(good, "\"Mon 00:00-12:30 Europe/Berln\"", "Europe/Berln", "time zone is not known"),
                GOOD.with("  allow: [", "  allowed: [", "allowed", "not a field of `calendar`"),
                GOOD.with("onWindowClose: ask lead 10m", "onWindowClose: page lead 10m", "page", "cannot stand here"));
    }

    static Stream<Mistake> wrongPeople() {
        String level = "15m lead";
        return Stream.of(
                GOOD.with("role: security,", "roles: security,", "roles", "not a field of an item"),
                GOOD.with("evidence: required", "evidence: yes please", "yes please", "not known here"),
                GOOD.with(
                        "- tests-passed: more than",
                        "- Tests passed: more than",
                        "Tests passed",
                        "a form that no name"),
                GOOD.beyondSchema("- audit:", "- tests-passed:", "tests-passed", "stands in the list already"),
                GOOD.with("  critical: {", "  urgent: {", "urgent", "not a field of `escalation`"),
                GOOD.with(level, "15 lead", "15", "a duration needs a unit"),
                GOOD.with(level, "15m", ",", "who is told is missing"),
                GOOD.beyondSchema(level, "lead", "lead", "times of the levels must rise"),
                GOOD.beyondSchema(level, "2h lead", "60m", "times of the levels must rise"),
                GOOD.with("\"60m cto, chat\"", "\"60m cto chat\"", "chat", "more than belongs here"),
                GOOD.with("team during Mon-Fri", "team during Mon-Fir", "Mon-Fir", "no day of the week"),
                GOOD.with("levels: \"team", "level: \"team", "level", "not a field of an escalation"));
    }

    static Stream<Mistake> wrongStages() {
        return Stream.of(
                GOOD.with("hook health-check every 30s", "hook health-check", " ", "`every` is missing"),
                GOOD.with("hook health-check every 30s", "hook health-check each 30s", "each", "does not belong here"),
                GOOD.with(
                        "hook health-check every 30s",
                        "no alert every 30s",
                        "no alert",
                        "only a hook can be run again"),
                GOOD.with(
                        "hook health-check every 30s",
                        "hook health-check output a = b every 30s",
                        "hook health-check output a = b",
                        "only a hook can be run again"),
                GOOD.beyondSchema("every 30s", "every 10ms", "10ms", "cannot be run this often"),
                GOOD.with(
                        "      - hook smoke-tests\n",
                        "      - hook smoke-tests -> hold\n",
                        "->",
                        "no effect of its own"),
                GOOD.with(
                        "      - hook smoke-tests\n",
                        "      - no success for 2m\n",
                        "no success for 2m",
                        "a reason to go on"),
                GOOD.with(
                        "      - hook smoke-tests\n",
                        "      - errorRate not worse than baseline\n",
                        "not worse than baseline",
                        "evidence is gathered for"),
                GOOD.with(
                        "      - hook smoke-tests\n",
                        "      - not hook smoke-tests\n",
                        "not hook smoke-tests",
                        "has failed"),
                GOOD.with(
                        "parameters: { cohort: staff }",
                        "parameters: { weight: staff }",
                        "weight",
                        "is given `weight` anyway"),
                GOOD.with(
                        "parameters: { cohort: staff }",
                        "parameters: { my-cohort: staff }",
                        "my-cohort",
                        "name of a parameter"),
                GOOD.with("parameters: { cohort: staff }", "parameters: { cohort: 5 }", "5", "a text is needed"),
                GOOD.with("10% .. 50% over 2h", "10% .. 50%", " ", "`over` is missing"),
                GOOD.with("10% .. 50% over 2h", "10 .. 50% over 2h", "10", "a weight is a percentage"),
                GOOD.beyondSchema("10% .. 50% over 2h", "50% .. 10% over 2h", "10%", "a ramp rises"),
                GOOD.with("{ pass: 90, marginal: 75 }", "{ pass: 120 }", "120", "out of range"),
                GOOD.with("{ pass: 90, marginal: 75 }", "{ marginal: 75 }", "{", "`pass` is missing"),
                GOOD.beyondSchema(
                        "{ pass: 90, marginal: 75 }", "{ pass: 70, marginal: 75 }", "marginal", "below what passes"),
                GOOD.with("by 20% weight 3", "by 20% weight 0", "0", "a line's weight is a whole number"),
                GOOD.with("by 20% weight 3", "by 20% weight 3 weight 3", "weight", "more than belongs here"),
                GOOD.with("    score: { pass: 90, marginal: 75 }\n", "", "required", "in a stage without a score"));
    }

    static Stream<Mistake> wrongEffects() {
        String ask = "-> ask release-manager 10m else rollback critical";
        return Stream.of(
                GOOD.with(ask, "-> ask 10m else rollback", "10", "the role that is asked is missing"),
                GOOD.with(ask, "-> ask release-manager else rollback", "else", "a number is missing"),
                GOOD.with(ask, "-> ask release-manager 10m then rollback", "then", "`else` is missing"),
                GOOD.with(ask, "-> ask release-manager 10m else notify", "notify", "cannot stand behind `else`"),
                GOOD.beyondSchema(ask, "-> ask release-manager 60d else hold", "60d", "nobody can answer within"),
                GOOD.with("-> page", "-> page warning", "warning", "`page` wakes people"),
                GOOD.with("-> mitigate lower-concurrency warning", "-> mitigate", " ", "this mitigation is missing"),
                GOOD.with("with restore-database", "by restore-database", "by", "only a severity can follow"),
                GOOD.with("-> hold P3", "-> hold P5", "P5", "only a severity can follow"),
                GOOD.with("within 5m else page", "within 5m", " ", "`else` is missing"),
                GOOD.with("within 5m else page", "else page", "else", "`within` is missing"),
                GOOD.with("within 5m else page", "within 5m else rollback", "rollback", "cannot stand here"),
                GOOD.with(
                        "  - errorRate < 0.5% within 5m else page",
                        "  - approval of ops within 5m else page", "approval of ops", "nobody does this any more"));
    }

    static Stream<Mistake> contradictions() {
        return Stream.of(
                GOOD.with("service: checkout\n", "", "start", "of which service a new version starts it"),
                GOOD.with("service: checkout\n", "", "train", "which service of the train"),
                GOOD.beyondSchema("[ checkout, cart ]", "[ shop, cart ]", "train", "own service is not in its train"),
                GOOD.beyondSchema("- checklist go-live", "- checklist golive", "checklist golive", "is not defined"),
                GOOD.beyondSchema("decideBy: 1h", "decideBy: 3h", "3h", "the stage is decided before this"),
                GOOD.beyondSchema("decideBy: 1h", "decideBy: 1m", "1m", "nothing is judged yet"),
                GOOD.beyondSchema(
                        "onDeadline: rollback", "onDeadline: step back", "onDeadline", "no stage to step back to"),
                GOOD.beyondSchema(
                        "stop: [ p50 > 1s and gauge feedback.score < 3 ]",
                        "stop: [ p50 > 1s -> ask ops 10m else step back ]",
                        "p50 > 1s",
                        "no stage to step back to"),
                GOOD.beyondSchema("10% .. 50% over 2h", "4% .. 50% over 2h", "4%", "begins below the stage before it"),
                GOOD.beyondSchema(
                        "10% .. 50% over 2h",
                        "10% .. 50% over 2h\n    hold: 1h", "hold", "left before its ramp is over"),
                GOOD.beyondSchema(
                        "stop: [ p50 > 1s and gauge",
                        "stop: [ p50 > 1s and p50 < 1s and gauge",
                        "p50 < 1s",
                        "never be true together"));
    }

    static Stream<Mistake> neverDecided() {
        String line = "- uptime >= 99.9%";
        return Stream.of(
                GOOD.beyondSchema(
                        line, "- p50 < 1s for 2h", "p50 < 1s for 2h", "the stage ends before its `for` is over"),
                GOOD.beyondSchema("< 2%/h over 30m", "< 2%/h over 5h", "5h", "a growth needs half of its window"),
                GOOD.beyondSchema(line, "- hook smoketests", "hook smoketests", "nothing has run this hook before"),
                GOOD.beyondSchema(
                        "exit: [ hook smoke-tests, approval",
                        "exit: [ no alert and hook warm-up, approval",
                        "hook warm-up",
                        "nothing has run this hook before"),
                GOOD.beyondSchema(line, "- hook validate", "hook validate", "nothing has run this hook before"),
                GOOD.beyondSchema(
                        "not hook health-check", "not hook healthcheck", "not hook healthcheck", "nothing has run"),
                GOOD.beyondSchema(
                        line,
                        "- p95 not worse than previous stage by 20%",
                        "not worse than previous stage",
                        "no stage is before the first"),
                GOOD.beyondSchema(
                        "      - checklist go-live",
                        "      - errorRate < 1%",
                        "errorRate < 1%",
                        "before the first stage the canary"),
                GOOD.beyondSchema(
                        "      - no alert critical\n",
                        "      - no alert critical since stage\n",
                        "no alert critical since stage",
                        "the stage has not begun"),
                GOOD.with(
                        "    watch: 24h",
                        "    watch: 24h\n    advance: [ p50 < 1s and errorRate not worse than baseline ]",
                        "not worse than baseline",
                        "at 100% the baseline has no traffic"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - uptime >= 99.9% | - uptime >= 99.9% over 3h | the stage ends before this window is full
            -> rollback critical | -> rollback P1 | nobody is told of P1 beyond the line itself
            - checklist go-live | - hook go-live | no stage waits for this checklist
            hold: 30m .. 2h | hold: 2h | this stage has no deadline
            """)
    void trapsAreWarnings(String good, String bad, String message) {
        Parsed<Policy> parsed =
                PolicyReader.read("shop.yaml", GOOD.yaml().replaceFirst(java.util.regex.Pattern.quote(good), bad));

        assertThat(parsed).as(Problem.render(parsed.problems(), false)).isInstanceOf(Parsed.Valid.class);
        assertThat(parsed.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.level()).isEqualTo(Problem.Level.WARNING);
            assertThat(problem.message()).startsWith(message);
            assertThat(problem.expected()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            service: checkout | servic: checkout | service
            "Mon,Wed 00:00-12:30 UTC" | "Monday 00:00-12:30 UTC" | Mon
            "Mon,Wed 00:00-12:30 UTC" | "Mon 00:00-12:30 Europe/Berln" | Europe/Berlin
            "Mon,Wed 00:00-12:30 UTC" | "Mon 00:00-12:30" | Mon 00:00-12:30 UTC
            - checklist go-live | - checklist go-lve | go-live
            report: hourly for | report: hourley for | hourly
            -> page | -> page warning | notify warning
            -> mitigate lower | -> mitigat lower | mitigate
            else rollback critical | esle rollback critical | else
            not hook health-check -> | hook health-check -> | `not hook health-check`
            - alert critical -> | - no alert critical -> | `alert critical`
            not hook health-check -> | not hook healthchek -> | health-check
            [ checkout, cart ] | [ checkut, cart ] | checkut
            """, quoteCharacter = '~')
    void aMistakeIsAnsweredWithTheNearestThingThatWouldBeRight(String good, String bad, String nearest) {
        assertThat(GOOD.yaml()).contains(good);
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", GOOD.yaml().replace(good, bad));

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
        assertThat(parsed.problems())
                .anySatisfy(problem -> assertThat(problem.suggestion()).contains(nearest));
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        Parsed<Policy> parsed = PolicyReader.read("shop.yaml", """
                policy: shop
                start: on new version
                calendar: { allow: "Sun 02:00-04:00" }
                checklists: { go: [ done ] }
                stop:
                  - alertt critical
                  - p50 > 1s and p50 < 1s
                stages:
                  - weight: 5% .. 3% over 2h
                    enter: [ checklist gone, hook ]
                    advance: [ gauge db < 80% over 5m, count a = 0 since noon ]
                  - weight: 100%
                    watch: 1h
                    onFailure: ask ops 10m
                """);

        assertThat(parsed.problems())
                .extracting(Problem::line)
                .containsExactly(2, 3, 4, 4, 6, 7, 9, 9, 10, 10, 11, 11, 14);
        assertThat(parsed.problems())
                .filteredOn(problem -> problem.level() == Problem.Level.WARNING)
                .extracting(Problem::message)
                .containsExactly("no stage waits for this checklist");
    }
}
