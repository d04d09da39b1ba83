package dev.headgate.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795340000.25",
                "1795340000250",
                "1795340000250000",
                "1795340000250000000",
                "2026-11-22T09:33:20.25Z",
                "2026-11-22T10:33:20.25+01:00",
                "2026-11-22 09:33:20.25",
                " 2026-11-22T04:33:20.250-05:00 ",
            })
    void everyFormIsRecognised(String text) {
        assertThat(Times.millis(text)).isEqualTo(1_795_340_000_250L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1795340000", "22/Nov/2026:09:33:20 +0000", "[22/Nov/2026:10:33:20 +0100]"})
    void wholeSecondsToo(String text) {
        assertThat(Times.millis(text)).isEqualTo(1_795_340_000_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-22", "2026-13-22T09:33:20Z", "22/11/2026", "-5", "1e9"})
    void whatIsNoTimeIsAnsweredWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> Times.millis(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a time as 2026-11-22T09:30:00Z", "found \"" + text + "\"");
    }
}
