package dev.headgate.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {

    @Test
    void isRenderedWithItsLineACaretAndTheNearestName() {
        Problem problem = PolicyReader.read("shop.yaml", """
                policy: shop
                stop:
                  - errorate > 10%
                  - no success for 2m
                stages: [ { weight: 100%, watch: 1h } ]
                """).problems().get(0);

        assertThat(problem.render()).isEqualTo("""
                shop.yaml:3:5: error: this measure is not known
                    3 |   - errorate > 10%
                      |     ^~~~~~~~
                      found:    `errorate`
                      expected: errorRate, uptime, throughput, mean, a quantile as p95 or p99.9, latency to compare, `no success for 2m`, `slo 99.9% burns > 14.4x over 1h and 5m`, or gauge, ratio, count, growth, probe, alert, approval, checklist, hook
                      did you mean errorRate?""");
    }

    @Test
    void colourIsAskedForAndNeverThereOtherwise() {
        Problem problem = new Problem(
                Problem.Level.WARNING,
                new Place("a.yaml", 2, 3, 4, "\tx word"),
                "odd",
                "word",
                "another",
                Optional.of("other"));

        assertThat(problem.render()).doesNotContain("\u001b").contains("a.yaml:2:3: warning: odd");
        assertThat(problem.render(true)).contains("\u001b[1;33mwarning: \u001b[0m");
        assertThat(problem.render(true).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(problem.render());
    }

    @Test
    void theCaretStandsUnderTheWordAlsoBehindTabsAndWideCharacters() {
        Parsed<?> parsed =
                PolicyReader.read("shop.yaml", "# \uD83D\uDE80\n{ \"policy\":\t\"\uD83D\uDE80\", mod: x }\n");

        assertThat(parsed.problems())
                .filteredOn(problem -> problem.found().equals("mod"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.column()).isEqualTo(18);
                    assertThat(problem.render()).contains("           \t     ^~~");
                });
    }

    @Test
    void aDocumentCannotWriteToTheTerminalOfWhoReadsItsProblems() {
        String rendered = Problem.render(
                PolicyReader.read("shop.yaml", "policy: \"a\\x1b[31m\"\nmode: \u001b[31mred")
                        .problems(),
                false);

        assertThat(rendered).isNotEmpty().doesNotContain("\u001b");
    }
}
