package dev.headgate.cli.watch;

import static dev.headgate.cli.Golden.assertLooksLike;
import static dev.headgate.cli.follow.RolloutFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.cli.terminal.Figures;
import dev.headgate.cli.terminal.Palette;
import dev.headgate.cli.terminal.Text;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    @Test
    void theCanaryRisesThroughItsLimitWhileTheBaselineStays() {
        List<Sample> samples = IntStream.range(0, 60)
                .mapToObj(second -> sample(second, Math.max(0.002, (second - 30) * 0.004), 0.01))
                .toList();

        assertLooksLike("chart-rising.txt", chart(samples, 0.05).lines(at(60), 60, 10, Palette.PLAIN));
    }

    @Test
    void whereNothingWasSeenNothingIsDrawn() {
        List<Sample> samples = List.of(
                sample(0, 0.02, 0.01),
                sample(1, 0.02, 0.01),
                new Sample(at(2), OptionalDouble.empty(), OptionalDouble.of(0.01)),
                sample(58, 0.02, 0.01),
                sample(59, 0.02, 0.01));

        List<String> lines = chart(samples, 0.05).lines(at(60), 60, 6, Palette.PLAIN);

        assertLooksLike("chart-gap.txt", lines);
    }

    @Test
    void anEmptyChartHasItsLimitOnly() {
        List<String> lines = chart(List.of(), 0.05).lines(at(0), 40, 5, Palette.PLAIN);

        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("errors  ⠒ –  · –  ╌ 5.0%");
        assertThat(String.join("", lines.subList(1, 4))).contains("╌╌╌").doesNotContain("⠤");
    }

    @Test
    void aPeakBetweenTwoDotsIsNotLost() {
        List<Sample> samples = IntStream.range(0, 900)
                .mapToObj(second -> sample(second, second == 451 ? 0.4 : 0, 0))
                .toList();

        List<String> lines = new Chart("errors", samples, OptionalDouble.empty(), Figures::share)
                .lines(at(900), 30, 6, Palette.PLAIN);

        assertThat(lines.get(1)).startsWith("   40.0%│");
        assertThat(lines.get(1).substring(9)).containsPattern("[\u2801-\u28ff]");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 30, 59, 140})
    void everyLineHasItsWidth(int width) {
        List<Sample> samples = IntStream.range(0, 200)
                .mapToObj(second -> sample(second, second % 17 / 100.0, 0.01))
                .toList();
        for (int height : new int[] {4, 5, 12}) {
            assertThat(chart(samples, 0.05).lines(at(200), width, height, new Palette(true)))
                    .hasSize(height)
                    .filteredOn(line -> line.contains("│"))
                    .allMatch(line -> Text.width(line) == width);
        }
    }

    private static Chart chart(List<Sample> samples, double limit) {
        return new Chart("errors", samples, OptionalDouble.of(limit), Figures::share);
    }

    private static Sample sample(int second, double canary, double baseline) {
        return new Sample(at(second), OptionalDouble.of(canary), OptionalDouble.of(baseline));
    }
}
