package dev.headgate.benchmarks.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatisticsTablesTest {

    @Test
    void aRoughRunPrintsEveryTableWithAllItsCells() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);

        StatisticsTables.print(new PrintStream(out, true, StandardCharsets.UTF_8), nowhere, 0.001);

        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().filter(line -> line.startsWith("## "))).hasSize(8);
        assertThat(text.lines().filter(line -> line.startsWith("| ")))
                .hasSizeGreaterThan(25)
                .allSatisfy(line -> assertThat(line).endsWith(" |"));
    }

    @Test
    void theSameSeedGivesTheSameCell() {
        Release release = Release.healthy(100, 100, 0.005).failing(0.05, 0);

        assertThat(cell(release)).isEqualTo(cell(release));
        assertThat(cell(release).everFired()).isEqualTo(100);
    }

    @Test
    void aTestForOneLookFiresOnHealthyReleasesAndOursHardlyDoes() {
        Release healthy = Release.healthy(100, 100, 0.005);
        Cell naive = Cell.of(healthy, any -> new TwoProportions(1.645), 200, 300, 0, Long.MAX_VALUE, 5);
        Cell ours = Cell.of(healthy, any -> ErrorComparison.plainSum(0.05), 200, 300, 0, Long.MAX_VALUE, 5);

        assertThat(naive.everFired()).isGreaterThan(20);
        assertThat(ours.everFired()).isLessThanOrEqualTo(5);
    }

    private static Cell cell(Release release) {
        return Cell.of(release, WholeTables.errorsWhole(), 20, 100, 0, 50, 9);
    }
}
