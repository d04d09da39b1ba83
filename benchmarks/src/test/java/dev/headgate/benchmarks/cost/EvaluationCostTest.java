package dev.headgate.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EvaluationCostTest {

    @Test
    void aShortRunPrintsEveryRow() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        EvaluationCost.print(new PrintStream(out, true, StandardCharsets.UTF_8), 5, 5);

        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.endsWith(" ms |")))
                .hasSize(12);
    }

    @Test
    void aSmallFleetIsJudgedAndItsShareOfACorePrinted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        FleetCost.print(new PrintStream(out, true, StandardCharsets.UTF_8), 3, 2, 1);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("3 rollouts of ten lines, judged 5 times a second: ");
    }
}
