package dev.headgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void nothingNeedsToBeWritten() {
        CommandLine line = CommandLine.parse(List.of(), List.of("--only"));

        assertThat(line.config()).isEmpty();
        assertThat(line.settings()).isEmpty();
        assertThat(line.own()).isEmpty();
        assertThat(line.help()).isFalse();
        assertThat(line.problems()).isEmpty();
    }

    @Test
    void takesAFileAnyNumberOfSettingsAndTheOptionsOfItsProcess() {
        CommandLine line = CommandLine.parse(
                List.of("--config", "gate.yaml", "--set", "threads=2", "--only", "judge", "--set", "settle=2s"),
                List.of("--only"));

        assertThat(line.config()).contains(Path.of("gate.yaml"));
        assertThat(line.settings()).containsExactly("threads=2", "settle=2s");
        assertThat(line.own()).isEqualTo(Map.of("--only", "judge"));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        CommandLine line = CommandLine.parse(List.of("--fast", "--only", "judge", "--set"), List.of());

        assertThat(line.problems())
                .containsExactly(
                        "unknown argument --fast; expected --config, --set or --help",
                        "unknown argument --only; expected --config, --set or --help",
                        "unknown argument judge; expected --config, --set or --help",
                        "--set needs a value");
        assertThat(CommandLine.parse(List.of("-x"), List.of("--only")).problems())
                .containsExactly("unknown argument -x; expected --config, --only, --set or --help");
    }
}
