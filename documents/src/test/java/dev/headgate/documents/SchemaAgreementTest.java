package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
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
            "no success",
            "(checkout)",
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

    @ParameterizedTest
    @MethodSource("seeds")
    void theSchemaTakesWhateverMutatedDocumentTheReaderTakes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            for (String directory : List.of("policies", "runbooks")) {
                List<Path> paths = PublishedSchema.examples(directory);
                String yaml = Mutation.of(PublishedSchema.text(paths.get(random.nextInt(paths.size()))), random);
                boolean policy = directory.equals("policies");

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
