package dev.headgate.executor.action.traffic.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.schemas.model.Weight;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplitTest {

    @Test
    void theCanaryGetsItsShareAndTheBaselineTheRest() {
        assertThat(Split.of("12.5", "2.0.0", "1.0.0").file("shop_version", "$request_id"))
                .isEqualTo("""
                # Written by Headgate; what is changed by hand is overwritten.
                split_clients "$request_id" $shop_version {
                    12.5% "2.0.0";
                    * "1.0.0";
                }
                map $request_method $shop_version_in_force {
                    default "headgate 12.5 2.0.0 1.0.0";
                }
                """);
    }

    @ParameterizedTest
    @CsvSource({"0, 1.0.0", "100, 2.0.0"})
    void nothingAndAllNameOneVersionAlone(String weight, String all) {
        assertThat(Split.of(weight, "2.0.0", "1.0.0").file("v", "$request_id"))
                .contains("    * \"" + all + "\";")
                .doesNotContain("% \"");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0.5, 0.5", "33.333, 33.33", "99.999, 100", "10.0, 10", "100, 100", "0, 0"})
    void sharesAreOfTwoDecimalsAtMost(String weight, String percent) {
        Split split = Split.of(weight, "2.0.0", "1.0.0");

        assertThat(split.percent()).isEqualTo(percent);
        assertThat(Split.read(split.text())).contains(split);
        assertThat(split.shareOf("2.0.0")).isEqualTo(new Weight(Double.parseDouble(percent)));
        assertThat(split.shareOf("1.0.0").percent()).isEqualTo(100 - Double.parseDouble(percent));
        assertThat(split.shareOf("3.0.0")).isEqualTo(Weight.NONE);
    }

    @Test
    void whatNginxCannotExpressOrIsNoVersionIsRefused() {
        assertThatThrownBy(() -> Split.of("0.001", "2", "1")).hasMessageContaining("smallest share is 0.01 %");
        assertThatThrownBy(() -> Split.of("101", "2", "1")).hasMessageContaining("from 0 to 100");
        assertThatThrownBy(() -> Split.of("x", "2", "1")).hasMessageContaining("from 0 to 100");
        assertThatThrownBy(() -> Split.of("5", "2\"; } server {", "1")).hasMessageContaining("a version must be");
        assertThatThrownBy(() -> Split.of("5", "1", "1")).hasMessageContaining("are one version");
        assertThat(Split.read("<html>headgate 5 2 1</html>")).isEmpty();
    }
}
