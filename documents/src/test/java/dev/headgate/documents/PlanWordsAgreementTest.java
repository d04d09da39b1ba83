package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reader and JSON Schema judge the words of plans alike: measurements, people, hooks, joined lines, effects. */
class PlanWordsAgreementTest {

    private static final String POLICY = """
            policy: x
            checklists: { go: [ tests: all passed ] }
            onStart: [ x ]
            stop: [ "no success for 2m"%s ]
            stages:
              - { weight: 1%%, hold: 1h, advance: [ p50 < 1s ] }
              - { weight: 5%%, hold: 2h, exit: [ checklist go%s ], advance: [ errorRate < 1%%%s ] }
              - { weight: 100%%, watch: 1h }
            """;

    private static final List<String> SUBJECTS = List.of(
            "gauge a.b",
            "gauge max of a.b",
            "gauge last of a",
            "a.b",
            "a.b{x=y}",
            "p75 of a.b",
            "mean of a{x=y, z=\"1 2\"}",
            "ratio a.b",
            "ratio a.b / c.d",
            "ratio a.b/c.d",
            "count a.b",
            "growth of a.b",
            "growth of p95",
            "growth a.b",
            "probe a",
            "alert",
            "no alert",
            "no alert critical",
            "alert named X",
            "no alert critical named X",
            "approval of ops",
            "approval ops",
            "approval of ops other than starter",
            "approval of ops other than",
            "approval of ops other starter",
            "checklist go",
            "hook x",
            "not hook x",
            "hook x output y.z",
            "errorRate{x=y}",
            "p95(a b){x=y}",
            "p95{x=y}(a b)",
            "mean",
            "mean(a b)",
            "latency{x=y}",
            "errorRate{x}");

    private static final List<String> CLAIMS = List.of(
            "",
            "< 5",
            "= 5",
            "< 5%",
            "> 2.5s",
            "<= 100 MB",
            "< 5kb",
            "< 2%/h",
            "> -3/d",
            "= true",
            "= \"all good\"",
            "< true",
            "worse than own past",
            "not worse than previous stage",
            "not worse than baseline");

    private static final List<String> CLAUSES = List.of(
            "",
            "over 10m",
            "for 5m",
            "min 20",
            "by 20%",
            "by 2 points",
            "since start",
            "over 10m for 1m",
            "by 20% over 5m",
            "since start for 1m",
            "since start over 1h",
            "min 20 over 1h min 20",
            "with 99% confidence",
            "over 1h over 2h");

    private static final List<String> ENDS = List.of(
            "within 5m else page",
            "within 5m",
            "else page",
            "within 5m else notify on-call",
            "within 5m else hold",
            "within 5m else ask ops 5m else hold",
            "within 5m else ask ops 5m else rollback");

    /** Claims that are tried with all clauses; the others with single ones. */
    private static final List<String> EVERYWHERE = List.of("< 5", "< 5%", "< 2%/h", "not worse than previous stage");

    private static final List<String> PARTS = List.of(
            "errorRate < 5% over 1h min 20",
            "gauge a.b > 3",
            "c.d <= 5%",
            "p50(a b) < 1s",
            "growth of e.f < 2%/h over 30m",
            "not hook x",
            "hook x output y = ok",
            "approval of ops",
            "no alert critical",
            "alert",
            "no success for 1m",
            "slo 99.9% burns > 6x over 1h and 5m",
            "errorRate worse than baseline",
            "p95 not worse than baseline by 20%");

    private static final List<String> EFFECTS = List.of(
            "",
            "-> rollback",
            "-> rollback with undo-all P1",
            "-> rollback undo-all",
            "-> step back info",
            "-> notify",
            "-> notify warning",
            "-> notify on-call critical",
            "-> notify on call",
            "-> page",
            "-> page on-call P0",
            "-> page warning",
            "-> mitigate lower-concurrency",
            "-> mitigate",
            "-> ask ops 10m else rollback critical",
            "-> ask ops 10m else notify",
            "-> ask ops else hold",
            "-> hold P4");

    @ParameterizedTest
    @MethodSource("subjects")
    void onEverySubjectWithEveryClaimAndClause(String subject) {
        int taken = 0;
        for (String claim : CLAIMS) {
            for (String clause : EVERYWHERE.contains(claim) ? CLAUSES : CLAUSES.subList(0, 7)) {
                String line = "'" + String.join(" ", subject, claim, clause).replace("'", "''") + "'";
                taken += agreed(POLICY.formatted(", " + line, "", "")) ? 1 : 0;
                taken += agreed(POLICY.formatted("", "", ", " + line)) ? 1 : 0;
                if (clause.length() <= "over 10m".length()) {
                    taken += agreed(POLICY.formatted("", ", " + line, "")) ? 1 : 0;
                }
            }
        }
        boolean wrong = List.of(
                        "ratio a.b/c.d",
                        "growth of p95",
                        "growth a.b",
                        "approval ops",
                        "approval of ops other than",
                        "approval of ops other starter",
                        "errorRate{x}")
                .contains(subject);
        assertThat(taken > 0).isEqualTo(!wrong);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void onJoinedLines(String first) {
        for (String second : PARTS) {
            for (String hold : List.of("", " for 5m", " for 5m for 5m")) {
                String line = "'" + first + " and " + second + hold + "'";
                String third = "'" + first + hold + " and " + second + " and g.h < 1'";
                for (String each : List.of(line, third)) {
                    agreed(POLICY.formatted(", " + each, "", ""));
                    agreed(POLICY.formatted("", "", ", " + each));
                    agreed(POLICY.formatted("", ", " + each, ""));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("effects")
    void onEveryEffect(String effect) {
        for (String line : List.of("errorRate > 5%", "p50 > 1s and a.b < 3 for 5m", "not hook x", "alert critical")) {
            agreed(POLICY.formatted(", '" + line + " " + effect + "'", "", ""));
            agreed(POLICY.formatted("", "", ", '" + line + " " + effect + "'"));
        }
        agreed(POLICY.formatted("", "", "")
                .replace("hold: 2h", "hold: 2h, onFailure: '" + effect.replaceFirst("-> ", "") + "'"));
        agreed(POLICY.formatted("", "", "")
                .replace("hold: 2h", "hold: 1h .. 2h, onDeadline: '" + effect.replaceFirst("-> ", "") + "'"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void onWhatMustBecomeTrueAfterARollback(String subject) {
        for (String claim : CLAIMS) {
            for (String clause : CLAUSES.subList(0, 7)) {
                for (String end : claim.equals("< 5%") ? ENDS : ENDS.subList(0, 1)) {
                    String line = String.join(" ", subject, claim, clause, end).replace("'", "''");
                    agreed(POLICY.formatted("", "", "") + "afterRollback: [ '" + line + "' ]\n");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight 3",
                "required",
                "weight 3 required",
                "required weight 1000",
                "weight 1001",
                "weight 0",
                "weight",
                "weight 3 weight 3",
                "required required",
                "-> hold"
            })
    void onWhatALineCountsForInAScore(String counts) {
        String yaml = POLICY.formatted("", "", " " + counts);
        agreed(yaml);
        agreed(yaml.replace("hold: 2h", "hold: 2h, score: { pass: 90 }"));
        agreed(yaml.replace("hold: 2h", "hold: 2h, score: { marginal: 90 }"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onEveryCombinationOfFieldsOfAnObject(long seed) {
        Random random = new Random(seed);
        int taken = 0;
        for (int round = 0; round < 100; round++) {
            String object = ", { " + object(random) + " }";
            taken += agreed(POLICY.formatted(object, "", "")) ? 1 : 0;
            taken += agreed(POLICY.formatted("", object, "")) ? 1 : 0;
            taken += agreed(POLICY.formatted("", "", object)) ? 1 : 0;
        }
        assertThat(taken).as("seed %d", seed).isPositive();
    }

    private static final List<List<String>> FIELDS = List.of(
            List.of("metric: a.b"),
            List.of("labels: { x: y }", "labels: {}"),
            List.of("divisor: c.d"),
            List.of("reading: max", "reading: last", "reading: all"),
            List.of("role: ops"),
            List.of("name: x"),
            List.of("field: y.z"),
            List.of("equals: true", "equals: ok"),
            List.of("failed: true", "failed: false"),
            List.of("alertSeverity: critical"),
            List.of("named: X"),
            List.of("none: true", "none: false"),
            List.of("operator: <", "operator: '='", "operator: '>'"),
            List.of("limit: 5", "limit: 5%", "limit: 2.5s", "limit: 2%/h", "limit: '5'", "limit: 100MB"),
            List.of("compare: not worse than own past", "compare: worse than previous stage"),
            List.of("by: 20%"),
            List.of("since: start", "since: now"),
            List.of("over: 10m"),
            List.of("for: 1m"),
            List.of("min: 20"),
            List.of("effect: notify", "effect: ask", "effect: mitigate", "effect: page"),
            List.of("to: ops"),
            List.of("runbook: x"),
            List.of("within: 10m"),
            List.of("else: rollback"),
            List.of("severity: P1", "severity: warning"));

    private static final List<List<String>> USUAL = List.of(
            List.of("measure: gauge", "metric: a.b", "operator: <", "limit: 5"),
            List.of("measure: gauge", "metric: a.b", "compare: not worse than own past", "by: 20%"),
            List.of("measure: gauge", "metric: a.b", "compare: worse than previous stage", "by: 20%", "reading: max"),
            List.of("measure: p75", "metric: a.b", "operator: <", "limit: 2.5s"),
            List.of("measure: ratio", "metric: a.b", "divisor: c.d", "operator: '>'", "limit: 5%"),
            List.of("measure: probe", "metric: a.b", "operator: '>'", "limit: 5%"),
            List.of("measure: count", "metric: a.b", "operator: '='", "limit: 5", "since: start"),
            List.of("measure: growth", "metric: a.b", "operator: <", "limit: 2%/h", "over: 10m"),
            List.of("measure: alert", "alertSeverity: critical", "none: true"),
            List.of("measure: alert", "named: X"),
            List.of("measure: approval", "role: ops"),
            List.of("measure: approval", "role: ops", "otherThan: starter"),
            List.of("measure: checklist", "name: go"),
            List.of("measure: hook", "name: x"),
            List.of("measure: hook", "name: x", "failed: true"),
            List.of("measure: hook", "name: x", "field: y.z", "equals: true"),
            List.of("measure: hook", "name: x", "field: y.z", "operator: <", "limit: 5"),
            List.of("measure: errorRate", "labels: { x: y }", "operator: <", "limit: 5%"),
            List.of("measure: mean", "compare: not worse than previous stage", "by: 20%"),
            List.of("measure: p95", "compare: worse than previous stage", "operation: x", "by: 20%"),
            List.of("all: [ p50 < 1s, { measure: gauge, metric: a.b, operator: '>', limit: 3 } ]", "for: 1m"),
            List.of("all: [ not hook x, 'no alert' ]"),
            List.of("all: [ p50 < 1s ]"));

    /** A usual object, in which a field may be left out and others be added. */
    private static String object(Random random) {
        StringBuilder object = new StringBuilder();
        List<String> usual = USUAL.get(random.nextInt(USUAL.size()));
        int without = random.nextInt(usual.size() * 3);
        for (int i = 0; i < usual.size(); i++) {
            object.append(i == without ? "" : (object.isEmpty() ? "" : ", ") + usual.get(i));
        }
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            List<String> some = FIELDS.get(random.nextInt(FIELDS.size()));
            String field = some.get(random.nextInt(some.size()));
            boolean again = (", " + object).contains(", " + field.substring(0, field.indexOf(':') + 1));
            object.append(again ? "" : (object.isEmpty() ? "" : ", ") + field);
        }
        return object.toString();
    }

    @Test
    void onTheWholeLanguageInLinesAndInObjects() {
        assertThat(PublishedSchema.POLICY.errors(PublishedSchema.resource("whole-language.yaml")))
                .isEmpty();
        assertThat(PublishedSchema.POLICY.errors(PublishedSchema.resource("whole-language-objects.yaml")))
                .isEmpty();
    }

    private final List<String> disagreed = new ArrayList<>();

    @AfterEach
    void theyAgreed() {
        assertThat(disagreed).as("%d documents", disagreed.size()).isEmpty();
    }

    /** Whether the reader takes it; that the schema does too, or neither, is looked at in the end. */
    private boolean agreed(String yaml) {
        Parsed<?> parsed = PolicyReader.read("x", yaml);
        boolean reader = parsed instanceof Parsed.Valid;
        if (PublishedSchema.POLICY.accepts(yaml) != reader) {
            disagreed.add((reader ? "only the reader takes " : "only the schema takes ")
                    + yaml
                    + Problem.render(parsed.problems(), false));
        }
        return reader;
    }

    static List<String> subjects() {
        return SUBJECTS;
    }

    static List<String> parts() {
        return PARTS;
    }

    static Stream<String> effects() {
        return EFFECTS.stream();
    }

    static LongStream seeds() {
        return LongStream.range(1, 9);
    }
}
