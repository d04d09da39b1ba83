package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.documents.configuration.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Program program = new Program(
            "kettle",
            "Usage: kettle\n",
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void endsWithTheCodeOfItsBody() {
        assertThat(program.run(line(), body -> Program.FAILED)).isEqualTo(Program.FAILED);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void helpPrintsTheUsageAndRunsNothing() {
        int exitCode = program.run(line("--help"), body -> {
            throw new AssertionError("nothing may run");
        });

        assertThat(exitCode).isEqualTo(Program.STOPPED);
        assertThat(text(out)).isEqualTo("Usage: kettle\n");
    }

    @Test
    void aWrongConfigurationEndsWithItsProblemsAndItsOwnExitCode() {
        int exitCode = program.run(line(), body -> {
            throw new ConfigurationException(List.of("kettle.yaml:1:1: error: no water\n  expected: water", "no cup"));
        });

        assertThat(exitCode).isEqualTo(Program.MISCONFIGURED);
        assertThat(text(err)).isEqualTo("""
                The kettle cannot start:
                  kettle.yaml:1:1: error: no water
                    expected: water
                  no cup
                """);
    }

    @Test
    void saysThatItIsReadyAndWhereItIsWatched() {
        program.ready("127.0.0.1:8080");

        assertThat(text(out)).isEqualTo("headgate kettle ready http=127.0.0.1:8080" + System.lineSeparator());
    }

    private static CommandLine line(String... words) {
        return CommandLine.parse(List.of(words), List.of());
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
