package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever writes with the JSON Schema's help is never told that a document is wrong which the reader would take. */
class SchemaAgreementTest {

    private static final List<String> WORDS = List.of(
            "errorRate",
            "uptime",
            "throughput",
            "mean",
            "p95",
            "p99.9",
            "latency",
            "no success",
            "slo",
            "(checkout)",
            "99.9%",
            "burns > 14.4x",
            "(not worse than baseline)",
            "not",
            "worse than baseline",
            "worse than own past",
            "<",
            "<=",
            ">",
            ">=",
            "1%",
            "0.5%",
            "100%",
            "20ms",
            "1.5s",
            "10/s",
            "with 99% confidence",
            "by 20%",
            "by 0.2 points",
            "per operation",
            "for 5m",
            "over 60s",
            "min 20",
            "-> rollback",
            "-> step back",
            "-> hold",
            "-> notify",
            "critical",
            "warning",
            "info");

    private static final List<String> CLAUSES = List.of(
            "",
            "by 20%",
            "by 0.2 points",
            "by 2000%",
            "with 99% confidence",
            "with 50% confidence",
            "over 60s",
            "for 5m",
            "per operation",
            "min 20");

    private static final List<String> MEASURES = List.of("errorRate", "p95", "latency", "mean", "uptime", "throughput");
    private static final List<String> COMPARE = List.of(
            "compare: not worse than baseline",
            "compare: worse  than baseline",
            "compare: not worse than own past",
            "compare: worse than this hour last week",
            "compare: better");
    private static final List<String> BY = List.of("by: 20%", "by: 0.2 points", "by: 0%", "by: 50 points");
    private static final List<String> PER = List.of("per: operation", "per: service");
    private static final List<String> OPERATOR = List.of("operator: <", "operator: '<='");
    private static final List<String> LIMIT = List.of("limit: 2%", "limit: 250ms", "limit: 10/s");
    private static final List<String> CONFIDENCE =
            List.of("confidence: 99%", "confidence: 99.999%", "confidence: 50%", "confidence: 51");
    private static final List<String> WINDOW = List.of("over: 60s", "for: 5m");
    private static final List<String> MIN = List.of("min: 20", "min: 0");
    private static final List<String> OPERATION = List.of("operation: checkout");

    private static final String ADVANCE = """
            policy: x
            stages:
              - { weight: 5%%, hold: 1h, advance: [ %s ] }
              - { weight: 100%%, watch: 1h }
            """;
    private static final String STOP = """
            policy: x
            stop: [ %s ]
            stages: [ { weight: 100%%, watch: 1h } ]
            """;

    @ParameterizedTest
    @MethodSource("seeds")
    void theSchemaTakesWhateverMutatedDocumentTheReaderTakes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            for (String directory : List.of("policies", "plans", "runbooks")) {
                List<Path> paths = PublishedSchema.examples(directory);
                String yaml = Mutation.of(PublishedSchema.text(paths.get(random.nextInt(paths.size()))), random);
                boolean policy = !directory.equals("runbooks");

                Parsed<?> parsed = policy ? PolicyReader.read("x", yaml) : RunbookReader.read("x", yaml);

                if (parsed instanceof Parsed.Valid) {
                    assertThat((policy ? PublishedSchema.POLICY : PublishedSchema.RUNBOOK).errors(yaml))
                            .as("seed %d:%n%s", seed, yaml)
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSchemaTakesWhateverLineTheReaderTakes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            String line = line(random);
            String yaml = "policy: x\nstop: [ \"%s\" ]\nstages: [ { weight: 100%%, watch: 1h } ]\n".formatted(line);

            boolean taken = PolicyReader.read("x", yaml) instanceof Parsed.Valid;

            if (taken) {
                assertThat(PublishedSchema.POLICY.errors(yaml))
                        .as("seed %d: %s", seed, line)
                        .isEmpty();
            }
        }
    }

    /** One line of each form, with right and wrong parts in every place: the two agree on all but what only sums can tell. */
    @ParameterizedTest
    @MethodSource("claims")
    void readerAndSchemaAgreeOnEveryCombinationOfAClaimWithItsClauses(String claim) {
        int taken = 0;
        for (String measure : List.of("errorRate", "p95(a b)", "latency", "mean")) {
            for (String first : CLAUSES) {
                for (String second : CLAUSES) {
                    String line = String.join(" ", measure, claim, first, second);
                    for (String yaml : List.of(ADVANCE.formatted(line), STOP.formatted(line))) {
                        taken += agreed(yaml) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(taken).isPositive();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readerAndSchemaAgreeOnEveryCombinationOfFieldsOfAnObject(long seed) {
        Random random = new Random(seed);
        int taken = 0;
        for (int round = 0; round < 100; round++) {
            String object = "{ " + object(random) + " }";
            for (String yaml : List.of(ADVANCE.formatted(object), STOP.formatted(object))) {
                boolean reader = PolicyReader.read("x", yaml) instanceof Parsed.Valid;
                assertThat(PublishedSchema.POLICY.accepts(yaml))
                        .as("seed %d: %s", seed, yaml)
                        .isEqualTo(reader);
                taken += reader ? 1 : 0;
            }
        }
        assertThat(taken).as("seed %d", seed).isPositive();
    }

    @Test
    void readerAndSchemaAgreeOnEveryCombinationOfABurnRatesParts() {
        int taken = 0;
        for (String slo : List.of("slo 99.9%", "slo(a b) 50.5%", "slo 5%", "slo")) {
            for (String burns : List.of("burns > 1.4x", "burns >0.5x", "burns > 0.0x", "burns > 1")) {
                for (String over : List.of("", "over 1h", "over 3d and 5m", "over 1h and 5m over 1h")) {
                    for (String more :
                            List.of("", "min 20", "for 5m min 20", "by 20%", "min 1 min 2", "for 5m for 5m")) {
                        String yaml = STOP.formatted(String.join(" ", slo, burns, over, more, "-> notify"));
                        taken += agreed(yaml) ? 1 : 0;
                    }
                }
            }
        }
        assertThat(taken).isPositive();
    }

    /** Whether both take it, which they must agree on. */
    private static boolean agreed(String yaml) {
        boolean reader = PolicyReader.read("x", yaml) instanceof Parsed.Valid;
        assertThat(PublishedSchema.POLICY.accepts(yaml)).as(yaml).isEqualTo(reader);
        return reader;
    }

    static List<String> claims() {
        return List.of(
                "worse than baseline",
                "not worse than baseline",
                "worse than own past",
                "not worse than this hour last week",
                "< 2%",
                "<= 250ms");
    }

    private static String object(Random random) {
        StringBuilder object = new StringBuilder("measure: ").append(one(random, MEASURES));
        for (List<String> field :
                random.nextBoolean() ? List.of(COMPARE, BY, PER) : List.of(OPERATOR, LIMIT, CONFIDENCE)) {
            object.append(random.nextInt(5) == 0 ? "" : ", " + one(random, field));
        }
        for (List<String> field : List.of(COMPARE, BY, PER, OPERATION, OPERATOR, LIMIT, CONFIDENCE, WINDOW, MIN)) {
            String written = one(random, field);
            boolean again = object.indexOf(written.substring(0, written.indexOf(':') + 1)) >= 0;
            object.append(again || random.nextInt(6) != 0 ? "" : ", " + written);
        }
        return object.toString();
    }

    private static String one(Random random, List<String> some) {
        return some.get(random.nextInt(some.size()));
    }

    static LongStream seeds() {
        return LongStream.range(1, 9);
    }

    /** Words in an order that is right more often than chance would have it. */
    private static String line(Random random) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < WORDS.size(); i++) {
            if (random.nextInt(7) == 0) {
                line.append(random.nextInt(8) == 0 ? "" : " ").append(WORDS.get(i));
            }
        }
        return line.toString();
    }
}
