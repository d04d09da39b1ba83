package dev.headgate.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    private static final Palette COLOURS = new Palette(true);

    @Test
    void escapesTakeNoRoom() {
        assertThat(Text.width(COLOURS.red("✗ no"))).isEqualTo(4);
        assertThat(Text.right(COLOURS.red("ab"), 4)).isEqualTo("  " + COLOURS.red("ab"));
    }

    @Test
    void cuttingKeepsColoursAndEndsThem() {
        String cut = Text.cut("a " + COLOURS.green("long word"), 6);
        assertThat(cut).isEqualTo("a \u001b[32mlon…\u001b[0m");
        assertThat(Text.width(cut)).isEqualTo(6);
    }

    @Test
    void cuttingLeavesShortTextAlone() {
        assertThat(Text.cut("short", 5)).isEqualTo("short");
        assertThat(Text.cut("short", 4)).isEqualTo("sho…");
    }

    @Test
    void wrapsAtSpaces() {
        assertThat(Text.wrap("one two  three averyverylongword four", 9))
                .containsExactly("one two", "three", "averyverylongword", "four");
    }

    @Test
    void tablesLineUpWithOrWithoutColours() {
        TextTable table = new TextTable("name", ">count").row("a", "1 000").row(COLOURS.red("long-name"), "7");
        assertThat(table.lines(Palette.PLAIN))
                .containsExactly("name       count", "a          1 000", COLOURS.red("long-name") + "      7");
    }

    @ParameterizedTest
    @CsvSource({"850, 850 µs", "8100, 8.1 ms", "133000, 133 ms", "1235000, 1.24 s"})
    void latenciesHaveTheUnitThatSuitsThem(double micros, String text) {
        assertThat(Figures.latency(OptionalDouble.of(micros))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0%", "0.0025, 0.25%", "0.124, 12.4%", "1, 100%"})
    void sharesArePercent(double share, String text) {
        assertThat(Figures.share(OptionalDouble.of(share))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"132, 132 ms", "4210, 4.2 s", "125000, 2 min 05 s"})
    void timesHaveTheUnitThatSuitsThem(long millis, String text) {
        assertThat(Figures.elapsed(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void whatIsMissingIsADashNotAZero() {
        assertThat(Figures.latency(OptionalDouble.empty())).isEqualTo("–");
        assertThat(Figures.share(OptionalDouble.empty())).isEqualTo("–");
    }

    @Test
    void terminalSizeIsReadFromStty() {
        assertThat(TerminalSize.parse("50 132\n")).contains(new TerminalSize(50, 132));
        assertThat(TerminalSize.parse("0 0")).isEmpty();
        assertThat(TerminalSize.parse("stty: no terminal")).isEmpty();
    }

    @Test
    void whatComesFromOutsideCannotMoveTheCursor() {
        assertThat(Text.visible("wrong\nbuild \u001b[2J ✓")).isEqualTo("wrong·build ·[2J ✓");
    }
}
