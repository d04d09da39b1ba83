package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.process.Program;
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
        assertThat(process.run(List.of("--help"), Map.of())).isEqualTo(Program.STOPPED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--config", "--only", "--set");
    }

    @Test
    void aWrongConfigurationEndsWithItsProblemsAndItsOwnExitCode() {
        int exitCode = process.run(List.of("--set", "threads=0"), Map.of());

        assertThat(exitCode).isEqualTo(Program.MISCONFIGURED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("The gate cannot start:")
                .contains("bootstrap.servers: error: this setting is missing")
                .contains("--set threads: error: threads has a value");
    }

    @Test
    void namesEveryWrongArgumentAtOnce() {
        assertThat(process.run(List.of("--fast", "--only", "both", "--config"), Map.of()))
                .isEqualTo(Program.MISCONFIGURED);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown argument --fast")
                .contains("--only both: expected combine or judge")
                .contains("--config needs a value");
    }

    @Test
    void aJudgeWithoutKeysIsRefusedBeforeAnyBrokerIsAsked() {
        int exitCode = process.run(
                List.of("--only", "judge", "--set", "bootstrap.servers=127.0.0.1:1", "--set", "state.dir=" + directory),
                Map.of());

        assertThat(exitCode).isEqualTo(Program.MISCONFIGURED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("signing.key is missing")
                .contains("trusted.keys is missing");
    }
}
