package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GateProcessTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final GateProcess process = new GateProcess(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    @Test
    void helpNamesEveryFlag() {
        assertThat(process.run(List.of("--help"), Map.of())).isEqualTo(GateProcess.STOPPED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--config", "--only", "--set");
    }

    @Test
    void aWrongConfigurationEndsWithItsProblemsAndItsOwnExitCode() {
        int exitCode = process.run(List.of("--set", "threads=0"), Map.of());

        assertThat(exitCode).isEqualTo(GateProcess.MISCONFIGURED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("The gate cannot start:")
                .contains("bootstrap.servers is missing")
                .contains("threads is `0`");
    }

    @Test
    void aJudgeWithoutKeysIsRefusedBeforeAnyBrokerIsAsked() {
        int exitCode = process.run(
                List.of("--only", "judge", "--set", "bootstrap.servers=127.0.0.1:1", "--set", "state.dir=" + directory),
                Map.of());

        assertThat(exitCode).isEqualTo(GateProcess.MISCONFIGURED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("signing.key is missing")
                .contains("trusted.keys is missing");
    }
}
