package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes a reader throw, hang or answer without a place. */
class HostileDocumentsTest {

    @Test
    void tooLargeADocumentIsRefused() {
        assertThat(onlyMessage("policy: x #" + "y".repeat(Yaml.LARGEST_BYTES))).isEqualTo("this document is too large");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        assertThat(onlyMessage("policy: " + "[".repeat(100_000))).isEqualTo("this is nested too deeply");
    }

    @Test
    void aliasesOfAliasesAreHarmless() {
        StringBuilder laughs = new StringBuilder("a: &a0 [ lol, lol ]\n");
        for (int i = 1; i < 9; i++) {
            laughs.append("b%d: &a%d [ %s ]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
        }
        laughs.append("stop: *a8\nstages: *a8\n");

        Parsed<?> parsed = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> PolicyReader.read("laughs.yaml", laughs.toString()));

        assertThat(parsed).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void moreAliasesThanAnyoneNeedsAreRefused() {
        assertThat(onlyMessage("policy: &a x\nstop: [" + "*a, ".repeat(200) + "]"))
                .isEqualTo("too many aliases");
    }

    @Test
    void aListThatHoldsItselfIsRefused() {
        assertThat(PolicyReader.read(
                        "self.yaml", "policy: x\nstop: &a [ *a ]\nstages: [ { weight: 100%, watch: 1h } ]"))
                .isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void tabsAreNamedAsWhatIsWrong() {
        Problem problem = PolicyReader.read("tabs.yaml", "policy: x\nstages:\n\t- weight: 5%\n")
                .problems()
                .get(0);

        assertThat(problem.message()).isEqualTo("YAML is indented with spaces, not with tabs");
        assertThat(problem.line()).isEqualTo(3);
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThat(onlyMessage("policy: x\n---\npolicy: y\n")).isEqualTo("a second YAML document begins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n"})
    void nothingIsNotADocument(String yaml) {
        assertThat(PolicyReader.read("empty.yaml", yaml)).isInstanceOf(Parsed.Invalid.class);
        assertThat(RunbookReader.read("empty.yaml", yaml)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void syntaxErrorsStandWhereTheyAre() {
        Problem problem = PolicyReader.read("broken.yaml", "policy: x\nstop: [ a, b\nstages: 5\n")
                .problems()
                .get(0);

        assertThat(problem.message()).startsWith("this is not YAML: ");
        assertThat(problem.line()).isGreaterThan(1);
    }

    @Test
    void aLineThatStandsTooFarInIsAskedToStandWithItsNeighbours() {
        Problem problem = PolicyReader.read("indented.yaml", "policy: x\nstages:\n  - weight: 10%\n   hold: 1h\n")
                .problems()
                .get(0);

        assertThat(problem.line()).isEqualTo(4);
        assertThat(problem.expected()).startsWith("lines that belong together in the same column");
    }

    @Test
    void aFloodOfMistakesIsCutShort() {
        String yaml =
                "policy: x\nstop:\n" + "  - nonsense\n".repeat(10_000) + "stages: [ { weight: 100%, watch: 1h } ]\n";

        List<Problem> problems = PolicyReader.read("flood.yaml", yaml).problems();

        assertThat(problems).hasSize(Problems.MOST + 1);
        assertThat(problems.get(Problems.MOST).message()).endsWith("more problems from here on");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyMutationOfAnExampleIsParsedOrRefusedWithPlaces(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            for (String directory : List.of("policies", "runbooks")) {
                var paths = PublishedSchema.examples(directory);
                String yaml = Mutation.of(PublishedSchema.text(paths.get(random.nextInt(paths.size()))), random);

                Parsed<?> parsed = directory.equals("policies")
                        ? PolicyReader.read("fuzz.yaml", yaml)
                        : RunbookReader.read("fuzz.yaml", yaml);

                assertThat(parsed.problems()).as("seed %d: %s", seed, yaml).allSatisfy(problem -> {
                    assertThat(problem.line()).isPositive();
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.render(true)).contains(problem.message());
                });
                assertThat(parsed instanceof Parsed.Valid || !parsed.problems().isEmpty())
                        .isTrue();
            }
        }
    }

    static LongStream seeds() {
        return LongStream.range(1, 41);
    }

    private static String onlyMessage(String yaml) {
        List<Problem> problems = PolicyReader.read("hostile.yaml", yaml).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).message();
    }
}
