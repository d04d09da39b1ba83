package dev.headgate.benchmarks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClientBenchmarksTest {

    @Test
    void aShortRunPrintsEveryRecorderForOneThreadAndForTwo() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ClientBenchmarks.print(
                new PrintStream(out, true, StandardCharsets.UTF_8), new ClientBenchmarks.Effort(0, 0, 1, 20));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.startsWith("| recordWithIds |") || line.startsWith("| micrometerTimer |"))
                .hasSize(4);
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.matches("\\| [a-zA-Z]+ \\|.*")))
                .hasSize(2 * 7);
    }
}
