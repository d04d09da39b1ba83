package dev.headgate.processor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void runsBothApplicationsUnlessToldOtherwise() {
        assertThat(Arguments.parse(List.of()).applications())
                .containsExactlyInAnyOrder(GateApplication.COMBINE, GateApplication.JUDGE);
        assertThat(Arguments.parse(List.of("--only", "judge")).applications()).containsExactly(GateApplication.JUDGE);
    }

    @Test
    void takesAFileAndAnyNumberOfSettings() {
        Arguments arguments =
                Arguments.parse(List.of("--config", "gate.yaml", "--set", "threads=2", "--set", "settle=2s"));

        assertThat(arguments.config()).contains(Path.of("gate.yaml"));
        assertThat(arguments.settings()).containsExactly("threads=2", "settle=2s");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--fast", "--only", "both", "--config")))
                .hasMessageContaining("unknown argument --fast")
                .hasMessageContaining("--only both: expected combine or judge")
                .hasMessageContaining("--config needs a value");
    }
}
